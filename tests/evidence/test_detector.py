"""A post that repeats a known false claim is told which, by whom it was refuted, and where."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from models.claims.claim import Claim
from models.claims.detector import KNOWN, QUOTED, SIGNAL, KnownClaims, asserted
from models.claims.index import ClaimIndex
from models.findings import SIGNALS, Finding, Media, Post, Span
from models.meaning import Meaning
from models.release import WeightsInvalid
from models.screener import Screener

LOAN = Claim(
    "l",
    "The relief money is a loan, and who cannot repay it loses the house.",
    "false",
    publisher="Relief Desk",
    url="https://relief.example/loan",
    checked=date(2025, 2, 3),
)
TRUE = Claim("t", "The swimming pool on Mill Road was built in 1931.", "true")
ASSERTS = "Careful with relief money: it is a loan, and if you cannot repay it you lose your house!"


@pytest.fixture
def index(tmp_path: Path, meaning: Meaning) -> ClaimIndex:
    made = ClaimIndex.made(tmp_path / "default.sqlite")
    made.update([LOAN, TRUE], meaning)
    return made


def test_the_finding_names_the_claim_and_who_refuted_it_and_when(
    index: ClaimIndex, meaning_folder: Path
) -> None:
    (found,) = KnownClaims([index.path], meaning_folder).find(Post(ASSERTS))
    assert (found.signal, found.kind, found.link) == (SIGNAL, KNOWN, LOAN.url)
    assert "Relief Desk, 3 February 2025" in found.explanation
    assert LOAN.claim in found.explanation
    assert 0.5 < found.score < 1


def test_what_was_found_true_is_no_finding(index: ClaimIndex, meaning_folder: Path) -> None:
    post = Post("The swimming pool on Mill Road was built in 1931.")
    assert KnownClaims([index.path], meaning_folder).find(post) == []


def test_a_correction_is_told_from_an_assertion(index: ClaimIndex, meaning_folder: Path) -> None:
    post = Post(
        "Rumor: relief money is a loan and you lose your house if you cannot repay it. False!"
    )
    assert {f.kind for f in KnownClaims([index.path], meaning_folder).find(post)} == {QUOTED}


def test_words_beside_a_picture_are_read_too(index: ClaimIndex, meaning_folder: Path) -> None:
    post = Post("See the picture.", media=(Media("a.png", alt=ASSERTS),))
    assert [f.part for f in KnownClaims([index.path], meaning_folder).find(post)] == ["media.0.alt"]


def test_a_claim_past_its_day_says_that_it_may_be_stale(
    index: ClaimIndex, meaning: Meaning, meaning_folder: Path
) -> None:
    index.update([replace(LOAN, stale_from=date(2025, 12, 31))], meaning)
    (found,) = KnownClaims([index.path], meaning_folder).find(Post(ASSERTS))
    assert "stale" in found.explanation


def test_the_classifier_has_a_word_on_whether_a_claim_is_asserted() -> None:
    known = Finding(SIGNAL, Span(0, 1), 0.7, "claims/1", "x", KNOWN)
    quoted = Finding(SIGNAL, Span(0, 1), 0.49, "claims/1", "x", QUOTED)
    other = Finding("tone.hostile", Span(0, 1), 0.2, "encoder", "x")
    assert asserted([replace(known, score=0.55), quoted, other], 0.001) == [other]
    kept = asserted([known, quoted, other], 0.95)
    assert [f.kind for f in kept] == [KNOWN, QUOTED, ""]
    assert kept[0].score > known.score and kept[2] == other
    assert asserted([replace(quoted, score=0.02)], 0.9) == []


def test_without_its_weights_it_fails_on_every_post(index: ClaimIndex, tmp_path: Path) -> None:
    broken = KnownClaims([index.path], tmp_path / "nowhere")
    with pytest.raises(WeightsInvalid):
        broken.find(Post(ASSERTS))


def test_a_damaged_index_sends_every_post_to_a_person(tmp_path: Path, meaning_folder: Path) -> None:
    path = tmp_path / "default.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"broken" * 300)
    screening = Screener([KnownClaims([path], meaning_folder)], None).screen(Post(ASSERTS))
    assert "claims/1" in {missed.detector for missed in screening.not_screened}


def test_a_claim_of_the_town_is_met_though_the_classifier_knows_nothing_of_it(
    tmp_path: Path, meaning: Meaning, meaning_folder: Path
) -> None:
    path = tmp_path / "own.sqlite"
    said = "The bridge on Mill Road will be torn down in May."
    ClaimIndex.made(path).update([Claim("m", said, "false", publisher="Roads")], meaning)
    screener = Screener([KnownClaims([path], meaning_folder)], ScoresByWord())
    screening = screener.screen(Post("They will tear down the Mill Road bridge in May!"))
    assert [f.kind for f in screening.findings] == [KNOWN]
    corrected = screener.screen(Post("No, the Mill Road bridge will not be torn down in May."))
    assert not corrected.findings


def test_claims_are_looked_up_only_where_the_classifier_sees_something(
    index: ClaimIndex, meaning_folder: Path
) -> None:
    looked = Asked([index.path], meaning_folder)
    screener = Screener([looked], ScoresByWord())
    posts = [Post("Nothing at all."), Post(ASSERTS), Post("Nothing at all.")]
    first, second, third = screener.screen_many([*posts[:2], posts[0]])
    assert looked.asked == [ASSERTS]
    assert [f.kind for f in second.findings if f.signal == SIGNAL][:1] == [KNOWN]
    assert not first.findings and not third.findings
    assert not first.not_screened


class Asked(KnownClaims):
    def __init__(self, paths: list[Path], meaning: Path) -> None:
        super().__init__(paths, meaning)
        self.asked: list[str] = []

    def find(self, post: Post) -> list[Finding]:
        self.asked.append(post.text)
        return super().find(post)


@dataclass
class Scored:
    scores: dict[str, float]
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    names: dict[str, tuple[Span, ...]] = field(default_factory=dict)


class ScoresByWord:
    """A classifier that sees a debunked claim wherever a loan is spoken of."""

    weights = "words-1"
    operating_points = dict.fromkeys(SIGNALS, 0.5)

    def classify(self, texts: Sequence[str]) -> list[Scored]:
        return [
            Scored(dict.fromkeys(SIGNALS, 0.0) | {SIGNAL: 0.3 if "loan" in text else 0.01})
            for text in texts
        ]
