"""A private person beside a private detail is found; an official, or an office's own, is not."""

import pytest

from models.findings import Span
from models.names import ADDRESS, PERSON
from models.people import private_details, street_addresses


def found(text: str, person: str, address: str = "") -> list[tuple[str, str]]:
    def spans(words: str) -> tuple[Span, ...]:
        at = text.index(words) if words else 0
        return (Span(at, at + len(words)),) if words else ()

    names = {PERSON: spans(person), ADDRESS: spans(address)}
    return [(m.kind, text[m.span.start : m.span.end]) for m in private_details(text, names)]


@pytest.mark.parametrize(
    ("text", "person", "address", "expected"),
    [
        (
            "Thank Della Marsh for the pies, she's at 417-555-0139 most nights.",
            "Della Marsh",
            "",
            [("phone", "417-555-0139")],
        ),
        (
            "Tom Reyes wrote from treyes88@mailbox.example again.",
            "Tom Reyes",
            "",
            [("email", "treyes88@mailbox.example")],
        ),
        (
            "Our neighbor Ida Pruitt, 12 Wicker Lane, turned 100!",
            "Ida Pruitt",
            "12 Wicker Lane",
            [("street-address", "12 Wicker Lane")],
        ),
    ],
)
def test_a_private_detail_beside_a_private_person_is_found(
    text: str, person: str, address: str, expected: list[tuple[str, str]]
) -> None:
    matches = found(text, person, address)
    assert [
        m if isinstance(e, tuple) else m[0] for m, e in zip(matches, expected, strict=True)
    ] == (expected)


@pytest.mark.parametrize(
    ("text", "person", "address"),
    [
        ("Questions? Ask Della Marsh at 417-555-0139.", "Della Marsh", ""),
        ("Sheriff Della Marsh, 417-555-0139, says hello.", "Della Marsh", ""),
        ("Della Marsh, our press officer, is on 417-555-0139.", "Della Marsh", ""),
        ("Della Marsh wrote from press@cityofelm.gov.", "Della Marsh", ""),
        ("Ida Pruitt reads at the library, 12 Wicker Lane.", "Ida Pruitt", "12 Wicker Lane"),
        ("We loved Ida Pruitt. The tip number is 800-555-0139.", "Ida Pruitt", ""),
        ("Ida Pruitt is 100. Crews are at 12 Wicker Lane.", "Ida Pruitt", "12 Wicker Lane"),
    ],
)
def test_offices_officials_and_other_sentences_are_left_alone(
    text: str, person: str, address: str
) -> None:
    assert found(text, person, address) == []


def test_a_number_that_is_known_for_something_else_is_no_address() -> None:
    text = "12 Wicker Lane Fax: 417-555-0139 Apt 4"
    names = {ADDRESS: (Span(0, len(text)),)}
    start = text.index("417")
    found = street_addresses(text, names, [Span(start, start + 12)])
    assert [text[s.start : s.end] for s in found] == ["12 Wicker Lane", "Apt 4"]
