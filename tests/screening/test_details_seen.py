"""Addresses and mailboxes are seen in the forms of the countries served, with where they end."""

import pytest

from models.identifiers.addresses import postal_addresses
from models.identifiers.contacts import email_addresses
from models.identifiers.numbers import match_numbers
from models.spelled import spelled, write_out


@pytest.mark.parametrize(
    "address",
    [
        "Flat 3, 14 Wicker Lane, Leeds LS6 2AB",
        "P.O. Box 1187, Harlow 20417",
        "1817 N Alder Ave Apt 4B",
        "Blk 123 Bishan St 13",
        "Hauptstraße 14",
        "Via Garibaldi 21",
        "Plot 45, Sector 21",
    ],
)
def test_an_address_is_seen_from_its_number_to_its_postcode(address: str) -> None:
    text = f"They found {address} on the form."
    assert [text[s.start : s.end] for s in postal_addresses(text)] == [address]


@pytest.mark.parametrize("text", ["Route 66 is closed.", "12 people came.", "Ward 5 votes today."])
def test_other_numbers_are_no_addresses(text: str) -> None:
    assert list(postal_addresses(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to j.doe@mailbox.example", ["j.doe@mailbox.example"]),
        ("Write to j.doe [at] mailbox [dot] example", ["j.doe [at] mailbox [dot] example"]),
        ("Write to press (at) harlow (dot) example", []),
        ("Meet me at noon. Dot your i.", []),
    ],
)
def test_a_mailbox_is_seen_written_out_and_an_offices_is_left(text: str, found: list[str]) -> None:
    assert [text[s.start : s.end] for s in email_addresses(text)] == found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("four one eight, seven three two, oh nine five two", "418-732-0952"),
        ("triple four one eight seven three", "4441873"),
        ("418-555-O142", "418-555-0142"),
        ("one or two of us", "one or two of us"),
    ],
)
def test_spelled_numbers_are_written_out(text: str, read: str) -> None:
    assert write_out(text).text == read


def test_what_is_found_in_a_spelled_number_is_the_words_of_it() -> None:
    number = "five one four, seven oh, one one eight two"
    text = f"Her SSN is {number}, she says."
    found = {text[m.span.start : m.span.end] for m in spelled(match_numbers)(text)}
    assert found == {number}
