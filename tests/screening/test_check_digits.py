"""Check digits hold for the specimens that issuers publish, and for no neighbour of theirs."""

from collections.abc import Callable

import pytest

from models.identifiers import MATCHERS, check_digits

SPECIMENS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (check_digits.luhn, "4242424242424242"),
    (check_digits.au_tfn, "123456782"),
    (check_digits.be_national, "85073003328"),
    (check_digits.ch_ahv, "7569217076985"),
    (check_digits.fr_nir, "255081416802538"),
    (check_digits.ie_pps, "1234567T"),
    (check_digits.nl_bsn, "111222333"),
    (check_digits.no_national, "15078512323"),
    (check_digits.nz_ird, "49091850"),
    (check_digits.pt_nif, "123456789"),
    (check_digits.ro_cnp, "1800101221144"),
    (check_digits.sg_nric, "S1234567D"),
    (check_digits.uk_nhs, "9434765919"),
)


@pytest.mark.parametrize(("holds", "number"), SPECIMENS)
def test_a_specimen_holds_and_one_figure_off_does_not(
    holds: Callable[[str], bool], number: str
) -> None:
    assert holds(number)
    place = 4
    for figure in set("0123456789") - {number[place]}:
        assert not holds(number[:place] + figure + number[place + 1 :]), figure


def test_the_second_row_of_weights_serves_where_the_first_gives_a_ten() -> None:
    assert check_digits.nz_ird("136410132")
    assert not check_digits.nz_ird("136410133")


def kinds(text: str) -> set[str]:
    return {match.kind for matcher in MATCHERS for match in matcher(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Zijn BSN is 111222333, zegt hij.", "nl-bsn"),
        ("Ihre AHV: 756.9217.0769.85", "ch-ahv"),
        ("Her NRIC is S1234567D.", "sg-nric"),
        ("His CHI number is 943 476 5919.", "uk-nhs"),
        ("Their BVN is 22183746501.", "ng-bvn"),
        ("Her SSN is five one four, seven oh, one one eight two.", "us-ssn"),
        ("Her SSN: 5 1 4 - 7 0 - 1 1 8 2", "us-ssn"),
    ],
)
def test_a_number_is_found_by_its_word_its_check_and_however_it_is_spelled(
    text: str, kind: str
) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "BSN 111222334 is not a number that anyone has.",
        "Permit S1234567E was issued.",
        "Case 943 476 5919 is closed.",
        "We have one two three four reasons to come on 5 May.",
        "Chapters 1, 2, 3, 4, 5, 6 and 7 are online.",
    ],
)
def test_what_fails_its_check_or_lacks_its_word_is_no_number(text: str) -> None:
    assert kinds(text) == set()
