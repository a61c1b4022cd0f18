"""What the agency publishes of itself is no finding, and nothing else is excused by it."""

from pathlib import Path

import pytest

from models.allow_list import AllowList, AllowListInvalid, read_allow_list
from models.findings import Post
from models.identifiers import identifiers
from models.screener import Screener

OWN = AllowList(
    staff=("Dana Reyes",),
    phones=("+1 212 555 0100",),
    domains=("springfield.example",),
    addresses=("100 Main Street",),
)


def kinds(text: str, allow_list: AllowList) -> set[str]:
    screening = Screener([identifiers()], None, allow_list=allow_list).screen(Post(text))
    return {found.kind for found in screening.findings}


@pytest.mark.parametrize(
    "text",
    [
        "Her cell is (212) 555-0100.",
        "Her cell is 212.555.0100.",
        "Dana Reyes will help. Her cell is 646-555-0177.",
        "His personal email is sam.okafor@it.springfield.example",
        "She lives at 100 Main Street, Apt 4.",
    ],
)
def test_what_is_listed_is_no_finding(text: str) -> None:
    assert kinds(text, AllowList())
    assert not kinds(text, OWN)


@pytest.mark.parametrize(
    "text",
    [
        "Her cell is 646-555-0177.",
        "His personal email is sam.okafor@notspringfield.example",
        "She lives at 102 Main Street, Apt 4.",
        "Dana Reyes lives at 7 Wicker Lane.",
        "Dana Reyes: SSN 514-70-1182, cell 212-555-0100.",
    ],
)
def test_what_is_not_listed_is_still_found(text: str) -> None:
    assert kinds(text, OWN)


def test_a_listed_detail_leaves_the_score_alone() -> None:
    screener = Screener([identifiers()], None, allow_list=OWN)
    assert screener.screen(Post("Her cell is 212-555-0100.")).scores["confidential.personal"] == 0.0


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(
        'staff = ["Dana Reyes"]\nphones = ["+1 212 555 0100"]\n'
        'domains = ["Springfield.example"]\naddresses = ["100 Main Street"]\n'
    )
    assert read_allow_list(path) == OWN


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("staff = [", "is not TOML"),
        ('people = ["Dana Reyes"]', "unknown key 'people'"),
        ('staff = "Dana Reyes"', "staff must be a list"),
        ('staff = ["Dana"]', "a first and a last name"),
        ('phones = ["911"]', "7 digits"),
        ("phones = [2125550100]", "7 digits"),
        ('domains = ["gov"]', "a domain"),
        ('addresses = ["Main Street"]', "a house number"),
    ],
)
def test_a_list_that_would_excuse_too_much_is_refused(
    tmp_path: Path, content: str, says: str
) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(content)
    with pytest.raises(AllowListInvalid, match=says):
        read_allow_list(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AllowListInvalid, match="UTF-8"):
        read_allow_list(path)
    with pytest.raises(AllowListInvalid, match="cannot be read"):
        read_allow_list(tmp_path / "none.toml")
