"""The screener joins detectors and classifier, and fails towards a person when one breaks."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from models.findings import NOT_SCREENED, SIGNALS, Finding, Media, Post, Screening, Span
from models.screener import Screener, default_detectors

LEAK = Post("We raid the mill at 6. Ms Okafor, SSN 418-73-0952.")


@dataclass
class Broken:
    name: str

    def find(self, post: Post) -> Sequence[Finding]:
        raise RuntimeError(f"cannot read {post.text}")


@dataclass
class Stalled:
    name: str
    release: threading.Event = field(default_factory=threading.Event)

    def find(self, post: Post) -> Sequence[Finding]:
        if "wait" in post.text:
            self.release.wait(30)
        return []


def kinds(screening: Screening) -> list[tuple[str, str]]:
    return [(f.detector, f.kind) for f in screening.not_screened]


def test_a_post_gets_every_signal_and_its_evidence(screener: Screener) -> None:
    screening = screener.screen(LEAK)
    assert set(screening.scores) == set(SIGNALS)
    assert screening.fired == ("confidential.personal", "confidential.operational")
    assert {(f.signal, f.kind) for f in screening.findings} == {
        ("confidential.operational", ""),
        ("confidential.personal", "us-ssn"),
    }
    assert screening.not_screened == ()


def test_every_fired_signal_points_at_words(screener: Screener) -> None:
    screening = screener.screen(LEAK)
    for signal in screening.fired:
        assert any(f.signal == signal and f.span.start < f.span.end for f in screening.findings)


def test_a_pattern_raises_the_score_of_its_signal(screener: Screener) -> None:
    screening = screener.screen(Post("Ms Okafor, SSN 418-73-0952"))
    (found,) = screening.findings
    assert screening.scores["confidential.personal"] == found.score > 0.9


def test_many_posts_are_screened_as_one_would_be(screener: Screener) -> None:
    posts = [LEAK, Post("Open at nine."), Post(""), Post("gate code 4471#")]
    assert screener.screen_many(posts) == [screener.screen(post) for post in posts]


def test_the_encoder_reads_disguised_words_and_points_at_what_was_typed(screener: Screener) -> None:
    screening = screener.screen(Post("You 1d10t, all of you"))
    (found,) = screening.findings
    assert (found.signal, found.span) == ("tone.hostile", Span(4, 9))


def test_alternative_texts_are_read_and_links_are_not(
    words: Callable[..., object],
) -> None:
    classifier = words()
    post = Post("Open.", media=(Media("a.png", "raid map"),), links=("https://raid.example",))
    screening = Screener([], classifier).screen(post)  # type: ignore[arg-type]
    assert classifier.texts == ["Open.", "raid map"]  # type: ignore[attr-defined]
    assert [f.part for f in screening.findings] == ["media.0.alt"]


@pytest.mark.parametrize("place", range(len(default_detectors())))
def test_a_detector_that_raises_is_not_a_clean_post(
    words: Callable[..., object], place: int, caplog: pytest.LogCaptureFixture
) -> None:
    detectors = list(default_detectors())
    detectors[place] = Broken(detectors[place].name)
    screening = Screener(detectors, words(), seconds_per_detector=20).screen(LEAK)  # type: ignore[arg-type]
    assert kinds(screening) == [(detectors[place].name, "failed")]
    assert "confidential.operational" in screening.fired
    assert "Okafor" not in caplog.text
    assert not any("Okafor" in f.explanation for f in screening.not_screened)


@pytest.mark.parametrize("place", range(len(default_detectors())))
def test_a_detector_that_stalls_is_not_a_clean_post(
    words: Callable[..., object], place: int
) -> None:
    detectors = list(default_detectors())
    stalled = Stalled(detectors[place].name)
    detectors[place] = stalled
    screener = Screener(detectors, words(), seconds_per_detector=0.5)  # type: ignore[arg-type]
    Screener(default_detectors(), None, seconds_per_detector=20).screen(LEAK)  # builds the patterns
    begun = time.perf_counter()
    screening, other = screener.screen_many([Post("Please wait."), Post("Open at nine.")])
    stalled.release.set()
    assert time.perf_counter() - begun < 10
    assert kinds(screening) == [(stalled.name, "timed-out")]
    assert kinds(other) == []


def test_a_detector_that_keeps_stalling_is_no_longer_tried(words: Callable[..., object]) -> None:
    stalled = Stalled("slow/1")
    screener = Screener([stalled], words(), seconds_per_detector=0.05)  # type: ignore[arg-type]
    before = threading.active_count()
    for _ in range(12):
        assert kinds(screener.screen(Post("Please wait.")))[0] == ("slow/1", "timed-out")
    assert threading.active_count() - before < 8
    stalled.release.set()
    time.sleep(0.2)
    assert kinds(screener.screen(Post("Open at nine."))) == []


@pytest.mark.parametrize(
    "answer",
    [
        lambda texts: [],  # too few answers
        lambda texts: 1 / 0,
        lambda texts: [None for _ in texts],
        lambda texts: [_Answer({s: float("nan") for s in SIGNALS}, {}) for _ in texts],
        lambda texts: [_Answer(dict.fromkeys(SIGNALS, 1.5), {}) for _ in texts],
        lambda texts: [_Answer({}, {}) for _ in texts],
        lambda texts: [
            _Answer(dict.fromkeys(SIGNALS, 0.9), {SIGNALS[0]: (Span(0, 9_999),)}) for _ in texts
        ],
    ],
)
def test_a_classifier_that_answers_nonsense_is_not_a_clean_post(
    words: Callable[..., object], answer: Callable[[Sequence[str]], object]
) -> None:
    classifier = words()
    classifier.classify = answer  # type: ignore[attr-defined]
    screening = Screener([], classifier).screen(LEAK)  # type: ignore[arg-type]
    assert kinds(screening) == [("encoder/words-1", "failed")]


@dataclass(frozen=True)
class _Answer:
    scores: dict[str, float]
    spans: dict[str, tuple[Span, ...]]
    names: dict[str, tuple[Span, ...]] = field(default_factory=dict)


def test_a_fired_signal_without_evidence_points_at_the_whole_text(
    words: Callable[..., object],
) -> None:
    classifier = words()
    classifier.classify = lambda texts: [  # type: ignore[attr-defined]
        _Answer(dict.fromkeys(SIGNALS, 0.9), {}) for _ in texts
    ]
    screening = Screener([], classifier).screen(Post("Open at nine."))  # type: ignore[arg-type]
    assert {f.span for f in screening.findings} == {Span(0, 13)}


def test_missing_weights_refer_every_post_and_say_why(tmp_path: Path) -> None:
    screener = Screener.load(tmp_path / "none", seconds_per_detector=20)
    assert not screener.ready
    assert screener.why_not_ready
    screening = screener.screen(Post("Open at nine."))
    assert kinds(screening) == [("encoder/none", "no-weights")]
    assert screening.weights == "none"
    assert "us-ssn" in {f.kind for f in screener.screen(LEAK).findings}


def test_what_a_matcher_says_exactly_is_not_said_twice(words: Callable[..., object]) -> None:
    classifier = words()
    leak = Span(LEAK.text.index("418"), LEAK.text.index("418") + 5)
    classifier.classify = lambda texts: [  # type: ignore[attr-defined]
        _Answer(
            {s: 0.9 if s == "confidential.personal" else 0.0 for s in SIGNALS},
            {"confidential.personal": (leak,)},
        )
        for _ in texts
    ]
    screener = Screener(default_detectors(), classifier, seconds_per_detector=20)  # type: ignore[arg-type]
    assert [f.kind for f in screener.screen(LEAK).findings] == ["us-ssn"]


def test_an_unscreened_language_is_no_finding(screener: Screener) -> None:
    screening = screener.screen(Post("Библиотека будет закрыта в пятницу на ремонт."))
    assert kinds(screening) == [("languages/1", "language")]
    assert not any(f.signal == NOT_SCREENED for f in screening.findings)
