"""Screenings and decisions as they are stored, and back: what a later replay starts from."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.tables import FindingRow, Screened
from models.findings import NOT_SCREENED, Finding, Screening, Span
from policies.engine import Decision, Outcome, Reason
from policies.seen import ANY_TIME, Occasion


def reason_to_json(reason: Reason, findings: Sequence[Finding]) -> dict[str, Any]:
    """A reason with its findings by position, so that no evidence is stored twice."""
    return {
        "rule": reason.rule,
        "outcome": reason.outcome.value,
        "because": reason.because,
        "advice": reason.advice,
        "queue": reason.queue,
        "source_cite": reason.source_cite,
        "source_url": reason.source_url,
        "hours": reason.hours,
        "approvals": list(reason.approvals),
        "findings": [findings.index(f) for f in reason.findings if f in findings],
    }


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Without the words found: those stand in the revision, masked where they were held."""
    return {
        "signal": finding.signal,
        "kind": finding.kind,
        "part": finding.part,
        "start": finding.span.start,
        "end": finding.span.end,
        "score": finding.score,
        "detector": finding.detector,
        "explanation": finding.explanation,
        "link": finding.link,
        "details": dict(finding.details),
    }


def all_findings(screening: Screening, decision: Decision) -> tuple[Finding, ...]:
    """Every finding that is stored, each once: found, not screened, and made by rules alone."""
    by_rules = (finding for reason in decision.reasons for finding in reason.findings)
    return tuple(dict.fromkeys((*screening.findings, *screening.not_screened, *by_rules)))


def stored(screening: Screening, decision: Decision, occasion: Occasion = ANY_TIME) -> Screened:
    """The rows of one screening and its decision, not yet bound to a revision or a session."""
    findings = all_findings(screening, decision)
    met: dict[Finding, list[str]] = {finding: [] for finding in findings}
    for reason in decision.reasons:
        for finding in reason.findings:
            met[finding].append(reason.rule)
    return Screened(
        weights=screening.weights,
        pack=decision.pack,
        scores=dict(screening.scores),
        operating_points=dict(screening.operating_points),
        outcome=decision.outcome.value,
        occasion=occasion_to_json(occasion),
        shadowed=[reason.rule for reason in decision.shadowed],
        reasons=[reason_to_json(reason, findings) for reason in decision.reasons],
        not_screened=[finding_to_json(finding) for finding in screening.not_screened],
        findings=[
            FindingRow(
                position=position,
                signal=finding.signal,
                kind=finding.kind,
                part=finding.part,
                start=finding.span.start,
                end=finding.span.end,
                score=finding.score,
                detector=finding.detector,
                explanation=finding.explanation,
                link=finding.link,
                details=dict(finding.details),
                rules=met[finding],
            )
            for position, finding in enumerate(findings)
        ],
    )


def occasion_to_json(occasion: Occasion) -> dict[str, str]:
    return {
        "at": occasion.at.isoformat() if occasion.at else "",
        "team": occasion.team,
        "office": occasion.office,
    }


def occasion_of(screened: Screened) -> Occasion:
    """When and by whom it was written; of older screenings only the time is known."""
    told = screened.occasion
    at = datetime.fromisoformat(told["at"]) if told.get("at") else screened.created_at
    return Occasion(at, told.get("team", ""), told.get("office", ""))


def finding_of(row: FindingRow) -> Finding:
    """The finding as the machine made it."""
    return Finding(
        signal=row.signal,
        span=Span(row.start, row.end),
        score=row.score,
        detector=row.detector,
        explanation=row.explanation,
        kind=row.kind,
        part=row.part,
        link=row.link,
        details=tuple(row.details.items()),
    )


def screening_of(screened: Screened) -> Screening:
    """The screening as the machine made it: enough to decide again without any model."""
    findings = [finding_of(row) for row in screened.findings]
    return Screening(
        scores=screened.scores,
        operating_points=screened.operating_points,
        findings=tuple(f for f in findings if f.signal != NOT_SCREENED),
        weights=screened.weights,
        not_screened=tuple(f for f in findings if f.signal == NOT_SCREENED),
    )


def decision_of(screened: Screened) -> Decision:
    """The decision as it was made then, with the words of the rules of that time."""
    findings = [finding_of(row) for row in screened.findings]
    return Decision(
        outcome=Outcome(screened.outcome),
        reasons=tuple(
            Reason(
                rule=reason["rule"],
                outcome=Outcome(reason["outcome"]),
                because=reason["because"],
                advice=reason["advice"],
                queue=reason["queue"],
                source_cite=reason["source_cite"],
                source_url=reason["source_url"],
                hours=reason.get("hours"),
                approvals=tuple(reason.get("approvals", ())),
                findings=tuple(findings[position] for position in reason["findings"]),
            )
            for reason in screened.reasons
        ),
        pack=screened.pack,
    )
