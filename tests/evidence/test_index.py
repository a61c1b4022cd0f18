"""An index finds claims by meaning and by words; imports are whole, repeatable and seen at once."""

import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.claims.claim import Claim
from models.claims.index import ClaimIndex, Found, IndexUnreadable
from models.meaning import Meaning

TEXTED = Claim("t", "People can vote by sending a text message.", "false", url="https://a.example")
LOAN = Claim("l", "The money from the relief fund is a loan that must be paid back.", "false")
SNOW = Claim("s", "It never snows in the month of May.", "mostly-false", checked=date(2020, 5, 1))


@pytest.fixture
def index(tmp_path: Path, meaning: Meaning) -> ClaimIndex:
    made = ClaimIndex.made(tmp_path / "claims" / "default.sqlite")
    made.update([TEXTED, LOAN, SNOW], meaning)
    return made


def near(index: ClaimIndex, meaning: Meaning, text: str) -> list[Found]:
    return index.near(text, meaning.passages(text), top=2)


def test_a_claim_in_other_words_is_found_first(index: ClaimIndex, meaning: Meaning) -> None:
    best, second = near(
        index, meaning, "Busy on Tuesday? Cast your ballot from the phone, just text it!"
    )
    assert best.claim == TEXTED
    assert best.closeness > second.closeness


def test_the_sentence_that_comes_near_is_named(index: ClaimIndex, meaning: Meaning) -> None:
    text = "The library opens at nine. Relief money is a loan, you must pay it back. Bring a chair."
    best = near(index, meaning, text)[0]
    assert best.claim == LOAN
    span = best.passage.span
    assert "loan" in text[span.start : span.end]


def test_a_second_import_changes_nothing(index: ClaimIndex, meaning: Meaning) -> None:
    before = index.path.read_bytes()
    report = index.update([SNOW, TEXTED], meaning)
    assert (report.added, report.updated, report.unchanged) == (0, 0, 2)
    assert list(index.claims()) == [LOAN, SNOW, TEXTED]
    assert len(index.path.read_bytes()) == len(before)


def test_a_changed_claim_replaces_the_older_one(index: ClaimIndex, meaning: Meaning) -> None:
    newer = replace(TEXTED, claim="People can vote by sending a carrier pigeon.")
    report = index.update([newer], meaning)
    assert (report.added, report.updated) == (0, 1)
    assert len(index) == 3
    assert near(index, meaning, "Send your pigeon with your vote")[0].claim == newer
    assert all(found.claim != TEXTED for found in near(index, meaning, "vote by text message"))


def test_a_reader_sees_what_another_one_writes(index: ClaimIndex, meaning: Meaning) -> None:
    reader = ClaimIndex(index.path)
    assert near(reader, meaning, "Cats can read minds")[0].claim.id != "c"
    index.update([Claim("c", "Cats can read people's minds.", "false")], meaning)
    assert near(reader, meaning, "Cats can read minds")[0].claim.id == "c"


def test_an_index_that_is_not_there_is_empty(tmp_path: Path, meaning: Meaning) -> None:
    absent = ClaimIndex(tmp_path / "none.sqlite")
    assert near(absent, meaning, "Anything at all") == []
    assert len(absent) == 0
    assert not absent.path.exists()


@pytest.mark.parametrize(
    "text", ["", " ", "🙂🙂", '" OR 1', "NEAR(a b) AND *", "\ud800 lone", "a" * 5000]
)
def test_no_text_breaks_the_lookup(index: ClaimIndex, meaning: Meaning, text: str) -> None:
    assert isinstance(near(index, meaning, text), list)


def test_a_damaged_file_is_told_of_and_left_as_it_is(tmp_path: Path, meaning: Meaning) -> None:
    path = tmp_path / "default.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"broken" * 300)
    with pytest.raises(IndexUnreadable, match="import the claims again"):
        ClaimIndex.made(path).near("text", meaning.passages("text"))
    assert path.read_bytes().endswith(b"broken")


def test_an_import_that_is_killed_leaves_the_index_as_it_was(
    index: ClaimIndex, meaning: Meaning, meaning_folder: Path
) -> None:
    # Killed while the claims are being written, in the middle of its one transaction.
    script = f"""
        import os, signal
        from pathlib import Path
        from models.claims import index
        from models.claims.claim import Claim
        from models.meaning import Meaning
        class Killing(list):
            def __iter__(self):
                for number, row in enumerate(super().__iter__()):
                    if number == 25:
                        os.kill(os.getpid(), signal.SIGKILL)
                    yield row
        held = index.ClaimIndex(Path({str(index.path)!r}))
        claims = [Claim(f"k{{i}}", f"Bird number {{i}} is a robot.", "false") for i in range(50)]
        original = index.sqlite3.connect
        class Connection(index.sqlite3.Connection):
            def executemany(self, sql, rows):
                is_claims = sql.startswith("insert into claim ")
                return super().executemany(sql, Killing(rows) if is_claims else rows)
        index.sqlite3.connect = lambda *a, **k: original(*a, factory=Connection, **k)
        held.update(claims, Meaning.load(Path({str(meaning_folder)!r})))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "."},
        check=False,
        capture_output=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert list(ClaimIndex(index.path).claims()) == [LOAN, SNOW, TEXTED]
    assert index.update([Claim("n", "A new claim about birds.", "false")], meaning).added == 1
