"""decide(pack, screening, post) -> Decision: what the active pack makes of one screening.

Pure: no clock, file, network or chance, so any old decision can be replayed from what was stored.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from models.findings import NOT_SCREENED, Finding, Post, Screening
from policies.outcome import Outcome
from policies.rule import Pack, Rule
from policies.seen import ANY_TIME, Occasion, Seen
from policies.weighing import weighed
from policies.wording import TooSlow

__all__ = ["Decision", "Outcome", "Reason", "decide"]

# Where one of these could not look, what it missed could be a secret: security looks instead.
GUARDS_OF_SECRETS = ("identifiers", "credentials", "markings")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the rule, what it says, and the findings that met it (none where it met an absence)."""

    rule: str
    outcome: Outcome
    because: str
    advice: str
    queue: str
    source_cite: str
    source_url: str
    findings: tuple[Finding, ...]
    hours: int | None = None  # allowed for the case, where the rule says so
    approvals: tuple[str, ...] = ()  # queues that must approve, one after the other


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Outcome
    reasons: tuple[Reason, ...]  # strictest first, then by the order of the pack's queues
    pack: str  # name@version
    shadowed: tuple[Reason, ...] = ()  # of rules that are only being tried; nothing follows

    def __post_init__(self) -> None:
        if self.outcome is not Outcome.CLEAR and not self.reasons:
            raise ValueError(f"nothing may {self.outcome} without a reason")

    @property
    def refers(self) -> bool:
        """Whether a person has to give a verdict."""
        return self.outcome.rank >= Outcome.REFER.rank

    @property
    def queue(self) -> str:
        """Where the case waits; empty where nobody is asked."""
        return self.reasons[0].queue if self.refers else ""

    @property
    def hours(self) -> int | None:
        """The shortest time that a met rule allows; None where none says."""
        return min((r.hours for r in self.reasons if r.hours is not None), default=None)

    @property
    def approvals(self) -> tuple[str, ...]:
        """Queues that must approve after the first, in order, each once."""
        asked = (queue for r in self.reasons if r.outcome is Outcome.REFER for queue in r.approvals)
        return tuple(queue for queue in dict.fromkeys(asked) if queue != self.queue)

    @property
    def held(self) -> tuple[Finding, ...]:
        """What must be masked before anything is written."""
        held = (r.findings for r in self.reasons if r.outcome is Outcome.HOLD)
        return tuple(dict.fromkeys(finding for findings in held for finding in findings))


def decide(pack: Pack, screening: Screening, post: Post, occasion: Occasion = ANY_TIME) -> Decision:
    pressing = {queue: place for place, queue in enumerate(pack.queues)}
    try:
        seen, late = Seen(weighed(pack.sources, screening, post), post, occasion), []
    except TooSlow:
        seen, late = Seen(screening, post, occasion), [_unknown("The sources of this text")]
    reasons = sorted(
        (*_unscreened(screening), *late, *_met(pack.active_rules, seen)),
        key=lambda r: (-r.outcome.rank, pressing.get(r.queue, len(pressing)), r.rule),
    )
    strictest = reasons[0].outcome if reasons else Outcome.CLEAR
    if post.capacity == "personal":
        # A personal post is advised on, never routed or kept (IAFF Local 3233 v. Frenchtown, 2003):
        # the reasons still say what each rule would ask of an official one.
        strictest = min(strictest, Outcome.ADVISE, key=lambda outcome: outcome.rank)
    shadowed = (r for r in _met(pack.shadow_rules, seen) if r.rule != NOT_SCREENED)
    return Decision(strictest, tuple(reasons), pack.ref, tuple(shadowed))


def _met(rules: Iterable[Rule], seen: Seen) -> Iterator[Reason]:
    for rule in rules:
        if rule.outcome is Outcome.CLEAR:
            continue  # It states that nothing follows, so there is nothing to give a reason for.
        try:
            evidence = rule.met_by(seen)
        except TooSlow:
            yield _unknown(f"The rule {rule.id}", rule.queue)
            continue
        if evidence is not None:
            yield _reason(rule, evidence)


def _reason(rule: Rule, evidence: tuple[Finding, ...]) -> Reason:
    return Reason(
        rule=rule.id,
        outcome=rule.outcome,
        because=rule.because,
        advice=rule.advice,
        queue=rule.queue,
        source_cite=rule.source.cite,
        source_url=rule.source.url,
        findings=evidence,
        hours=rule.hours,
        approvals=rule.approvals,
    )


def _unknown(what: str, queue: str = "") -> Reason:
    return Reason(
        rule=NOT_SCREENED,
        outcome=Outcome.REFER,
        because=f"{what} could not be tried in time, so a person looks.",
        advice="Shorten the text, or split it into several posts.",
        queue=queue or "communications",
        source_cite="",
        source_url="",
        findings=(),
    )


def _unscreened(screening: Screening) -> Iterator[Reason]:
    """One reason for each queue that has to look where a detector could not."""

    def queue(finding: Finding) -> str:
        return "security" if finding.detector.startswith(GUARDS_OF_SECRETS) else "communications"

    for name, findings in groupby(
        sorted(screening.not_screened, key=queue, reverse=True), key=queue
    ):
        yield Reason(
            rule=NOT_SCREENED,
            outcome=Outcome.REFER,
            because="Part of this post could not be checked by machine, so a person looks at it.",
            advice="You need not change anything. If the post is urgent, tell the team so.",
            queue=name,
            source_cite="",
            source_url="",
            findings=tuple(findings),
        )
