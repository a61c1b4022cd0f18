"""What a rule can ask of a screening and its post. Pure values: no clock, file or chance.

Conditions on the wording itself are in `wording.py`; what "met" means is in `evidence.py`.
"""

from dataclasses import dataclass

from models.findings import Finding, Span
from policies.evidence import POLICY, Condition, Evidence, merged, seen_by_rule
from policies.phrases import either
from policies.seen import Seen
from policies.weighing import COUNTS

# A kind is given by a pattern, not by the weights, so no operating point fits it: more likely
# than not is asked of it, unless the rule says otherwise.
KIND_AT_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class SignalFound:
    signal: str
    at_least: float | None = None  # None: the operating point that the weights recommend

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        threshold = self.at_least
        if threshold is None:
            threshold = seen.screening.operating_points[self.signal]
        found = tuple(f for f in seen.screening.findings if f.signal == self.signal)
        score = max((seen.screening.scores[self.signal], *(f.score for f in found)))
        if score < threshold:
            return None
        strong = tuple(f for f in found if f.score >= threshold)
        # A threshold under the operating point may be met with no passage shown: then the whole
        # text is the evidence, so that nothing is decided without any.
        whole = Span(0, len(seen.post.text))
        return (
            strong
            or found
            or (
                seen_by_rule(
                    rule,
                    whole,
                    "The post as a whole; no single passage.",
                    signal=self.signal,
                    score=score,
                ),
            )
        )

    @property
    def sentence(self) -> str:
        if self.at_least is None:
            return f"screening finds {self.signal}"
        return f"screening finds {self.signal} with a score of {self.at_least:g} or more"


@dataclass(frozen=True, slots=True)
class KindFound:
    kinds: tuple[str, ...]
    signal: str | None = None
    at_least: float = KIND_AT_LEAST
    where: tuple["DetailIs", ...] = ()

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        found = tuple(
            finding
            for finding in seen.screening.findings
            if finding.kind in self.kinds
            and finding.score >= self.at_least
            and self.signal in (None, finding.signal)
            and all(wanted.holds(finding) for wanted in self.where)
        )
        return found or None

    @property
    def sentence(self) -> str:
        said = [wanted.sentence for wanted in self.where]
        sure = (
            "" if self.at_least == KIND_AT_LEAST else f" with a score of {self.at_least:g} or more"
        )
        return f"screening finds {either(self.kinds)}{sure}" + "".join(f", {one}" for one in said)


@dataclass(frozen=True, slots=True)
class DetailIs:
    """What a detail of a finding must be: one of some words, or a number within bounds."""

    name: str
    one_of: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, finding: Finding) -> bool:
        """False where the finding says nothing of it."""
        value = finding.detail(self.name)
        if self.one_of:
            return value.casefold() in map(str.casefold, self.one_of)
        try:
            number = float(value)
        except ValueError:
            return False
        return (self.at_least is None or number >= self.at_least) and (
            self.at_most is None or number <= self.at_most
        )

    @property
    def sentence(self) -> str:
        name = self.name.replace("_", " ")
        if self.one_of:
            return f"whose {name} is {either(self.one_of)}"
        bounds = [(self.at_least, "at least"), (self.at_most, "at most")]
        said = " and ".join(f"{words} {bound:g}" for bound, words in bounds if bound is not None)
        return f"whose {name} is {said}"


@dataclass(frozen=True, slots=True)
class AllOf:
    conditions: tuple[Condition, ...]

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        groups = []
        for condition in self.conditions:
            evidence = condition.met_by(seen, rule)
            if evidence is None:
                return None
            groups.append(evidence)
        return merged(groups)

    @property
    def sentence(self) -> str:
        return ", and ".join(condition.sentence for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class AnyOf:
    conditions: tuple[Condition, ...]

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        tried = (condition.met_by(seen, rule) for condition in self.conditions)
        groups = [evidence for evidence in tried if evidence is not None]
        return merged(groups) if groups else None

    @property
    def sentence(self) -> str:
        return "either " + ", or ".join(condition.sentence for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Not:
    condition: Condition

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        return () if self.condition.met_by(seen, rule) is None else None

    @property
    def sentence(self) -> str:
        return f"it is not so that {self.condition.sentence}"


@dataclass(frozen=True, slots=True)
class OnPlatform:
    platforms: tuple[str, ...]

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        return () if set(self.platforms) & set(seen.post.platforms) else None

    @property
    def sentence(self) -> str:
        return f"the post is meant for {either(self.platforms)}"


@dataclass(frozen=True, slots=True)
class InCapacity:
    capacities: tuple[str, ...]

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        return () if seen.post.capacity in self.capacities else None

    @property
    def sentence(self) -> str:
        return f"the author speaks in {either(self.capacities)} capacity"


@dataclass(frozen=True, slots=True)
class MediaWithoutAlt:
    def met_by(self, seen: Seen, rule: str) -> Evidence:
        bare = tuple(
            seen_by_rule(
                rule,
                Span(0, len(media.name)),
                "This picture or film has no alternative text.",
                part=f"media.{number}.name",
            )
            for number, media in enumerate(seen.post.media)
            if not media.alt.strip()
        )
        return bare or None

    @property
    def sentence(self) -> str:
        return "a picture or film has no alternative text"


@dataclass(frozen=True, slots=True)
class NoSources:
    """No source of a kind that the pack counts: none beside the post, and no link in its words."""

    def met_by(self, seen: Seen, rule: str) -> Evidence:
        own = (f for f in seen.screening.findings if f.signal == POLICY)
        return None if any(f.detail(COUNTS) == "yes" for f in own) else ()

    @property
    def sentence(self) -> str:
        return "the post has no source or link of a kind that counts"
