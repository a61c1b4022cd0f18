"""Post in, screening out: runs every detector on it, and says so where one could not do its work.

Nothing here judges. A detector that raises, stalls or answers nonsense yields a *not screened*
finding, which the engine refers whatever the pack says: the system fails towards a person.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from models import classifiers
from models.allow_list import NOTHING_ALLOWED, AllowList
from models.claims.detector import SIGNAL as DEBUNKED
from models.claims.detector import STARTER, KnownClaims, asserted
from models.credentials import credentials
from models.documents.detector import ProtectedDocuments
from models.documents.store import DocumentStore
from models.encoder_evidence import Classifier, Reading, read
from models.facts.detector import VerifiedFacts
from models.findings import NOT_SCREENED, SIGNALS, TEXT, Finding, Post, Screening, Span
from models.identifiers import identifiers
from models.languages import Languages
from models.markings import markings
from models.matching import AskedLater, Detector
from models.release import REBUILD, WeightsInvalid
from models.watch import Failure, Task, Watch

_log = logging.getLogger(__name__)

ENCODER = "encoder"
NO_WEIGHTS = "none"
warm_up_seconds = 60.0
_WHY = {
    "failed": "A part of the automatic check failed on this post: a person should read it.",
    "timed-out": "A part of the automatic check took too long: a person should read this post.",
    "no-weights": "The classifier could not be loaded, so tone and content were not checked.",
}


def default_detectors() -> tuple[Detector, ...]:
    return (identifiers(), credentials(), markings(), Languages())


class Screener:
    """Holds the detectors and the classifier; safe to share between threads."""

    def __init__(
        self,
        detectors: Sequence[Detector],
        classifier: Classifier | None,
        *,
        seconds_per_detector: float = 5.0,
        why_not_ready: str = "",
        allow_list: AllowList = NOTHING_ALLOWED,
    ) -> None:
        self._classifier = classifier
        self._allow_list = allow_list
        self.why_not_ready = why_not_ready
        self._watch = Watch(seconds_per_detector)
        self._works: dict[str, Callable[[Post], Sequence[Finding] | Reading]] = {
            detector.name: detector.find for detector in detectors
        }
        self._later = {d.name: d for d in detectors if isinstance(d, AskedLater)}
        if classifier is not None:
            self._works[self._encoder_name] = partial(read, classifier)

    @classmethod
    def load(
        cls,
        folder: Path | None = None,
        *,
        seconds_per_detector: float = 5.0,
        allow_list: AllowList = NOTHING_ALLOWED,
        claims: Sequence[Path] = (),
        documents: DocumentStore | None = None,
        facts: Path | None = None,
    ) -> "Screener":
        """Never fails: without good weights every post is referred; `why_not_ready` says why.

        `claims` are the indexes of known claims, beside the one that comes with Countersign;
        `documents` holds the agency's protected ones, `facts` is the list of what it has verified.
        """
        classifier, why = None, ""
        try:
            classifier = classifiers.Classifier.load(folder)
        except WeightsInvalid as error:
            why = str(error)
        except Exception as error:  # Whatever is wrong with the weights, the answer is the same.
            why = f"The weights could not be loaded ({type(error).__name__}: {error}). {REBUILD}"
        screener = cls(
            (
                *default_detectors(),
                KnownClaims((STARTER, *claims)),
                *([ProtectedDocuments(documents)] if documents else []),
                *([VerifiedFacts(facts)] if facts else []),
            ),
            classifier,
            seconds_per_detector=seconds_per_detector,
            why_not_ready=why,
            allow_list=allow_list,
        )
        # The first screening builds patterns and tables; no author should wait for that, nor may
        # it count against a detector's time. Weights that load may still fail to read.
        broken = screener._warm_up()
        if broken and not why:
            screener.why_not_ready = (
                f"A trial post could not be screened: {', '.join(broken)} failed. {REBUILD}"
            )
        if screener.why_not_ready:
            _log.error("Drafts are referred unscreened. %s", screener.why_not_ready)
        return screener

    @property
    def ready(self) -> bool:
        return self._classifier is not None and not self.why_not_ready

    @property
    def weights(self) -> str:
        return self._classifier.weights if self._classifier else NO_WEIGHTS

    def screen(self, post: Post) -> Screening:
        return self.screen_many([post])[0]

    def screen_many(self, posts: Sequence[Post]) -> list[Screening]:
        """One screening for each post, in order."""
        known: list[dict[str, Any]] = [{} for _ in posts]
        first = [name for name in self._works if name not in self._later]
        self._ask([(i, name) for i in range(len(posts)) for name in first], posts, known)
        later = [
            (i, name)
            for i, answers in enumerate(known)
            for name, detector in self._later.items()
            if _is_asked(detector, posts[i], answers.get(self._encoder_name))
        ]
        self._ask(later, posts, known)
        return [self._screening(post, answers) for post, answers in zip(posts, known, strict=True)]

    def _ask(
        self,
        asked: Sequence[tuple[int, str]],
        posts: Sequence[Post],
        known: Sequence[dict[str, Any]],
    ) -> None:
        """Puts each detector's answer, or why there is none, with the others on its post."""
        tasks = [Task(name, self._works[name], posts[i]) for i, name in asked]
        for (i, name), answer in zip(asked, self._watch.answers(tasks), strict=True):
            known[i][name] = answer

    @property
    def _encoder_name(self) -> str:
        return f"{ENCODER}/{self.weights}"

    def _screening(
        self, post: Post, answers: Mapping[str, Sequence[Finding] | Reading | Failure]
    ) -> Screening:
        findings: list[Finding] = []
        missed: list[Finding] = []
        scores = dict.fromkeys(SIGNALS, 0.0)
        for name, answer in answers.items():
            if isinstance(answer, Failure):
                missed.append(_missed(post, name, answer))
            elif isinstance(answer, Reading):
                scores.update(answer.scores)
                findings += answer.findings
            else:
                missed += (finding for finding in answer if finding.signal == NOT_SCREENED)
                findings += (finding for finding in answer if finding.signal != NOT_SCREENED)
        if self._classifier is None:
            missed.append(_missed(post, self._encoder_name, None))
        texts = dict(post.parts())
        # What the encoder says of the words around stays: a list knows no context.
        findings = [f for f in findings if not self._allow_list.covers(f, texts.get(f.part, ""))]
        findings = asserted(findings, scores[DEBUNKED])
        for finding in findings:
            scores[finding.signal] = max(scores[finding.signal], finding.score)
        points = self._classifier.operating_points if self._classifier else {}
        return Screening(
            scores=scores,
            operating_points={signal: points.get(signal, 0.5) for signal in SIGNALS},
            findings=tuple(_without_repeats(findings)),
            weights=self.weights,
            not_screened=tuple(missed),
        )

    def _warm_up(self) -> list[str]:
        """The detectors that failed on a trial post."""
        limit, self._watch.seconds = self._watch.seconds, warm_up_seconds
        tried = self.screen(
            Post(
                "Call 555-0100 on 4 May: SSN, TFN, PAN, gate code 0.\n\nDo thank y0ur he1pers.\n\n"
                "Vaccines cause autism."  # asserted, so that what is asked later is asked too
            )
        )
        self._watch.seconds = limit
        return sorted({found.detector for found in tried.not_screened if found.kind == "failed"})


def _is_asked(detector: AskedLater, post: Post, answer: Any) -> bool:
    """False only where the classifier has read the post, and neither expects anything."""
    signal, least = detector.asks
    if not isinstance(answer, Reading) or answer.scores[signal] >= least:
        return True
    try:
        return detector.wants(post)
    except Exception:  # Then it is asked, fails on the watch, and the post is referred.
        return True


def _missed(post: Post, name: str, failure: Failure | None) -> Finding:
    kind = failure.kind if failure else "no-weights"
    if failure:
        # The error's class only: its text may hold words of the draft.
        _log.error("%s %s on a post (%s)", name, kind, failure.error or "no error")
    return Finding(NOT_SCREENED, Span(0, len(post.text)), 1.0, name, _WHY[kind], kind, TEXT)


def _without_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """In reading order. What the encoder saw is left out where a matcher says it more exactly."""
    distinct = list(dict.fromkeys(findings))
    exact = [finding for finding in distinct if finding.kind]
    kept = [
        finding
        for finding in distinct
        if finding.kind
        or not any(
            finding.signal == other.signal
            and finding.part == other.part
            and other.span.start <= finding.span.start
            and finding.span.end <= other.span.end
            for other in exact
        )
    ]
    return sorted(kept, key=lambda f: (f.part != TEXT, f.part, f.span, f.signal))
