"""A draft is held against what the agency has verified: stated, outdated, contradicted."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.facts.detector import CONTRADICTED, OUTDATED, STATED, VerifiedFacts
from models.facts.fact import Fact, Line
from models.facts.store import FactStore, FactsUnreadable
from models.facts.words import opposed
from models.findings import NOT_SCREENED, Finding, Post
from models.meaning import Meaning
from models.screener import Screener

TODAY = datetime.now(UTC).date()
LAST_YEAR, LAST_WEEK = TODAY - timedelta(days=300), TODAY - timedelta(days=7)
OLD = "The police department employs 251 sworn officers."
NOW = "The police department employs 282 sworn officers."


def fact(statement: str, line: str = "a", since: date = LAST_YEAR, **more: object) -> Fact:
    about = {"source": "https://city.example/report", "owner": "Chief's office"} | more
    return Fact(f"{line}-{since}", line, statement, valid_from=since, **about)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "facts.sqlite"


def put(path: Path, meaning: Meaning, *facts: Fact) -> None:
    FactStore.made(path).put(facts, meaning)


def find(path: Path, folder: Path, text: str) -> list[Finding]:
    return VerifiedFacts(path, folder).find(Post(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Our police department now employs 282 sworn officers. Thank one today!", STATED),
        ("Nearly 290 sworn officers are employed by the police department.", STATED),
        ("The police department employs 251 sworn officers.", OUTDATED),
        ("The police department has 251 sworn officers on its payroll.", OUTDATED),
        ("The police department employs more than 400 sworn officers.", CONTRADICTED),
        ("We want the police department to employ 400 sworn officers by 2030.", None),
        ("The police department answered 251 calls about bears.", None),
        ("The library opens at nine.", None),
        ("", None),
    ],
)
def test_a_draft_is_held_against_a_fact(
    path: Path, meaning: Meaning, meaning_folder: Path, text: str, kind: str | None
) -> None:
    put(path, meaning, fact(OLD), fact(NOW, since=LAST_WEEK))
    found = find(path, meaning_folder, text)
    assert [f.kind for f in found] == ([kind] if kind else [])
    for one in found:
        assert text[one.span.start : one.span.end].strip()
        assert one.link == "https://city.example/report"
        assert one.detail("owner") == "Chief's office"


def test_what_is_told_names_what_holds_now_and_since_when(
    path: Path, meaning: Meaning, meaning_folder: Path
) -> None:
    put(path, meaning, fact(OLD), fact(NOW, since=LAST_WEEK, review_by=TODAY))
    (found,) = find(path, meaning_folder, OLD)
    assert f"{LAST_WEEK.day} {LAST_WEEK:%B %Y}" in found.explanation
    assert NOW in found.explanation
    assert "due to be looked at again" in found.explanation
    assert found.signal == "misinformation.debunked"


def test_a_fact_that_begins_tomorrow_does_not_hold_yet(
    path: Path, meaning: Meaning, meaning_folder: Path
) -> None:
    put(path, meaning, fact(OLD), fact(NOW, since=TODAY + timedelta(days=1)))
    (found,) = find(path, meaning_folder, OLD)
    assert found.kind == STATED


def test_a_fact_that_was_ended_is_compared_with_nothing(
    path: Path, meaning: Meaning, meaning_folder: Path
) -> None:
    put(path, meaning, fact(NOW, ended=TODAY))
    assert find(path, meaning_folder, NOW) == []


def test_a_statement_without_a_figure_is_compared_by_its_words(
    path: Path, meaning: Meaning, meaning_folder: Path
) -> None:
    put(path, meaning, fact("Fireworks are prohibited in Sablewood County."))
    (found,) = find(path, meaning_folder, "Fireworks are allowed in Sablewood County this year.")
    assert found.kind == CONTRADICTED


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("The bridge is open.", "The bridge is closed.", True),
        ("The bridge is open.", "The bridge is not closed.", False),
        ("Dogs are allowed.", "Dogs are not allowed.", True),
        ("Entry is free.", "You don't pay a fee.", False),
        ("You must book.", "No need to book.", True),
        ("The bridge is open.", "The sky is blue.", None),
    ],
)
def test_words_answer_yes_or_no(one: str, other: str, differ: bool | None) -> None:
    assert opposed(one, other) is differ


def test_facts_that_replaced_each_other_are_one_line(path: Path, meaning: Meaning) -> None:
    put(path, meaning, fact(OLD), fact(NOW, since=LAST_WEEK))
    (line,) = FactStore(path).known().lines.values()
    assert isinstance(line, Line)
    assert [f.statement for f in line.facts] == [OLD, NOW]
    assert [(f.statement, day) for f, day in line.replaced(TODAY)] == [(OLD, LAST_WEEK)]
    assert line.in_force(LAST_YEAR) == line.facts[0]
    assert line.in_force(LAST_YEAR - timedelta(days=1)) is None


def test_a_change_is_seen_by_whoever_has_the_list_open(path: Path, meaning: Meaning) -> None:
    held = FactStore(path)
    assert held.known().facts == ()
    put(path, meaning, fact(OLD))
    assert [f.statement for f in held.known().facts] == [OLD]
    put(path, meaning, fact(NOW))  # the same id: it is mended
    assert [f.statement for f in held.known().facts] == [NOW]


def test_no_list_costs_nothing_and_a_damaged_one_refers(
    path: Path, meaning_folder: Path, tmp_path: Path
) -> None:
    detector = VerifiedFacts(path, tmp_path / "none")  # no encoder is there to be asked
    assert detector.find(Post(NOW)) == []
    assert not detector.wants(Post(NOW))
    path.write_bytes(b"this is no database, and long enough to be looked at as one " * 20)
    screening = Screener([detector], None).screen(Post(NOW))
    assert "facts/1" in {f.detector for f in screening.not_screened}
    with pytest.raises(FactsUnreadable, match="Move it away"):
        FactStore(path).known()
    assert all(f.signal == NOT_SCREENED for f in screening.not_screened)


def test_a_post_with_half_the_words_and_a_figure_is_looked_up_whatever_else(
    path: Path, meaning: Meaning, meaning_folder: Path
) -> None:
    put(path, meaning, fact(NOW))
    detector = VerifiedFacts(path, meaning_folder)
    assert detector.wants(Post("Our department employs 300 officers."))
    assert not detector.wants(Post("Our department employs officers."))
    assert not detector.wants(Post("Sale of 300 pumpkins today."))
