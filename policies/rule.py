"""The values a pack is made of: rules with their sources and examples, and the pack itself.

Reading them from files is `loading.py`; making a decision of them is `engine.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from models.findings import Post
from policies.evidence import Condition, Evidence
from policies.outcome import Outcome
from policies.seen import ANY_TIME, Occasion, Seen
from policies.sources import SourceRules


class Status(StrEnum):
    DRAFT = "draft"
    SHADOW = "shadow"  # tried on every draft and shown to nobody but those who keep the policy
    ACTIVE = "active"
    RETIRED = "retired"  # stays in its file, so that old decisions can still be read


@dataclass(frozen=True, slots=True)
class Source:
    """The law or guidance a rule rests on. `note` says what counsel has to settle locally."""

    cite: str
    url: str
    dated: date | None = None
    jurisdiction: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    post: Post
    line: int  # in the rule's file, so that a failing example can be found
    occasion: Occasion = ANY_TIME


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    status: Status
    source: Source
    outcome: Outcome
    queue: str  # empty where nobody is asked: `clear` and `advise`
    when: Condition
    because: str
    advice: str
    known_false_alarms: tuple[str, ...]
    meets: tuple[Example, ...]
    passes: tuple[Example, ...]
    file: str
    hours: int | None = None  # allowed for its cases; None: as the agency allows any case
    approvals: tuple[str, ...] = ()  # queues that must approve, one after the other
    review_by: date | None = None

    def met_by(self, seen: Seen) -> Evidence:
        """The findings that meet this rule, whatever its status; None when they do not."""
        return self.when.met_by(seen, self.id)


@dataclass(frozen=True, slots=True)
class Pack:
    """A versioned set of rules. `rules` holds those of included packs too, sorted by id."""

    name: str
    version: int
    title: str
    owner: str
    jurisdiction: str
    effective_from: date
    effective_until: date | None
    review_by: date
    queues: Mapping[str, str]  # name -> what waits there; the most pressing first
    rules: tuple[Rule, ...]
    includes: tuple[str, ...] = field(default=())  # as refs: "base@1"
    sources: SourceRules = field(default_factory=SourceRules)
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # name -> terms

    def __post_init__(self) -> None:
        object.__setattr__(self, "queues", MappingProxyType(dict(self.queues)))
        object.__setattr__(self, "topics", MappingProxyType(dict(self.topics)))

    @property
    def ref(self) -> str:
        return f"{self.name}@{self.version}"

    @property
    def active_rules(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.status is Status.ACTIVE)

    @property
    def shadow_rules(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.status is Status.SHADOW)

    def rule(self, id: str) -> Rule:
        """Raises KeyError where the pack has no such rule."""
        return {rule.id: rule for rule in self.rules}[id]
