"""Identity numbers by form, contact details by whose they are."""

import subprocess
import sys

import pytest

from models.findings import Post
from models.identifiers import IDENTITY_KINDS, MATCHERS, identifiers
from models.identifiers.kinds import EXPLANATIONS
from models.identifiers.phones import phone_numbers

DETECTOR = identifiers()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Ms Okafor, SSN 418-73-0952, garnished", "us-ssn", "418-73-0952"),
        ("on file as 418-73-0952", "us-ssn", "418-73-0952"),
        ("her social is 418730952", "us-ssn", "418730952"),
        ("last four of her social: 4419", "us-ssn", "4419"),
        ("ITIN 912-70-1234 came back", "us-itin", "912-70-1234"),
        ("card 4111 1111 1111 1111 was charged", "payment-card", "4111 1111 1111 1111"),
        ("IBAN DE89 3704 0044 0532 0130 00", "iban", "DE89 3704 0044 0532 0130 00"),
        ("NI number AB123456C", "uk-nino", "AB123456C"),
        ("NHS number 943 476 5919", "uk-nhs", "943 476 5919"),
        ("her SIN is 046-454-286", "ca-sin", "046-454-286"),
        ("TFN 876 543 210", "au-tfn", "876 543 210"),
        ("PPS 1234567T on the form", "ie-pps", "1234567T"),
        ("IRD number 49-091-850", "nz-ird", "49-091-850"),
        ("Aadhaar 2341 2341 2346", "in-aadhaar", "2341 2341 2346"),
        ("PAN ABCPE1234F", "in-pan", "ABCPE1234F"),
        ("passport no. 561882034", "passport", "561882034"),
        ("receipt IOE0912345678 is pending", "immigration-number", "IOE0912345678"),
        ("Your case (A 207 514 883) is on hold", "immigration-number", "A 207 514 883"),
        ("Lives at 60 Rector St, works nights", "street-address", "60 Rector St"),
        ("her cell is 555-0164", "phone", "555-0164"),
        ("Text him at (555) 010-0199", "phone", "(555) 010-0199"),
        ("his personal email is j.doe77@gmail.com", "email", "j.doe77@gmail.com"),
        ("Jonah Pettibone DOB 09/14/2015", "date-of-birth", "09/14/2015"),
        ("Plate 7KRT419 comes back to Anita", "plate", "7KRT419"),
        ("SSN 418\u200b-73-0952", "us-ssn", "418\u200b-73-0952"),
        ("SSN ４１８-７３-０９５２", "us-ssn", "４１８-７３-０９５２"),
    ],
)
def test_a_private_identifier_is_found(text: str, kind: str, value: str) -> None:
    found = [(f.kind, text[f.span.start : f.span.end]) for f in DETECTOR.find(Post(text))]
    assert (kind, value) in found


@pytest.mark.parametrize(
    "text",
    [
        "Call 311 or our office at 555-0100. Visit us at 100 Main St, Suite 4.",
        "Press contact: Dana Ruiz, 555-0142, press@city.gov",
        "Questions? Email info@library.org or call 1-800-555-0199 (TTY 555-0100).",
        "Call her office at (202) 555-0143 to leave a message.",
        "Tickets 4 for $20, 12-14 May, 10:00-16:30, route 4471, bill HB 1234-5678.",
        "See https://t.co/418-73-0952 and order 123-45-67890123.",
        "The hearing on H.R. 123-45 is at 9. Docket 2021-000123456.",
        "Fire on the 1200 block of Oak St is out. Library at 22 Elm Ave is open.",
        "George Washington was born on February 22, 1732.",
        "The form shows a sample: SSN 123-45-6789. Fill in your own.",
        "We reported 418 73 0952 tests this year.",
        "The Governor lives at the Governor's Mansion, 750 State St.",
    ],
)
def test_an_office_may_give_its_own_details(text: str) -> None:
    assert DETECTOR.find(Post(text)) == []


def test_every_kind_has_an_explanation_without_the_words_found() -> None:
    assert set(IDENTITY_KINDS) < set(EXPLANATIONS)
    for finding in DETECTOR.find(Post("SSN 418-73-0952, her cell is 555-0164")):
        assert not any(symbol.isdigit() for symbol in finding.explanation)


def test_every_part_of_a_post_is_read() -> None:
    post = Post("See the picture.", sources=("Ms Okafor, SSN 418-73-0952",))
    assert [f.part for f in DETECTOR.find(post)] == ["source.0"]


def test_presidio_comes_without_torch() -> None:
    code = (
        "import sys; from models.identifiers import identifiers; from models.findings import Post;"
        "identifiers().find(Post('SSN 418-73-0952'));"
        "sys.exit(any(m in sys.modules for m in ('torch', 'transformers')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def kinds(text: str) -> list[str]:
    return [match.kind for matcher in MATCHERS for match in matcher(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Please block this card: 501877461209.",
        "Her card number is 2624119088773502, she says.",
        "Lost: cc 213188455007126?",
    ],
)
def test_a_card_in_one_run_of_digits_is_known_by_its_check_digit(text: str) -> None:
    assert "payment-card" in kinds(text)


@pytest.mark.parametrize(
    "text", ["Library card 501877461200 was found.", "Order 501877461209 has shipped."]
)
def test_a_number_without_the_word_or_the_check_digit_is_no_card(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    ["(602) 555-0143x587", "+44 20 7946 0123", "345.555.0199 ext 12", "432 03 163", "555-0142"],
)
def test_numbers_to_call_are_seen(text: str) -> None:
    found = list(phone_numbers(f"Ring {text}, he said."))
    assert [span.end for span in found] == [len(f"Ring {text}")]


@pytest.mark.parametrize(
    "text",
    [
        "Updated 2024-03-01 12:30",
        "our server 192.0.2.14 is back",
        "5811 117 Main Street",
        "permit 7120468",
        "SSN 514-70-1182",
        "tracking 30427711805926",
    ],
)
def test_dates_hosts_houses_and_serial_numbers_are_not_numbers_to_call(text: str) -> None:
    assert list(phone_numbers(text)) == []
