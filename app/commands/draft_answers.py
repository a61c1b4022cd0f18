"""One line of `flask screen`'s output: what was found in a draft, or why its line was refused."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.commands.draft_lines import DraftLine, LineRefused, RawLine, read_line
from models.findings import SIGNALS, Finding, Post, Screening
from models.screener import Screener
from policies.engine import Decision, decide
from policies.pack import Pack
from policies.seen import Occasion


@dataclass(frozen=True, slots=True)
class Answered:
    """What a batch of lines came to."""

    output: bytes  # whole lines
    lines: int
    refused: int


def answer(screener: Screener, pack: Pack | None, lines: Sequence[RawLine]) -> Answered:
    """Screen a batch; without a pack nothing is decided."""
    entries = [read_line(line) for line in lines]
    drafts = [entry for entry in entries if isinstance(entry, DraftLine)]
    screenings = iter(screener.screen_many([draft.post for draft in drafts]))
    output, occasion = b"", Occasion(datetime.now(UTC))
    for entry in entries:
        if isinstance(entry, LineRefused):
            output += _encoded({"id": entry.id, "error": f"line {entry.number}: {entry.why}"})
        else:
            screening = next(screenings)
            decision = decide(pack, screening, entry.post, occasion) if pack else None
            output += _encoded(_answer(entry, screening, decision))
    return Answered(output, len(lines), len(entries) - len(drafts))


def _answer(entry: DraftLine, screening: Screening, decision: Decision | None) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "id": entry.id,
        "outcome": decision.outcome.value if decision else None,
        "signals": {signal: round(screening.scores[signal], 4) for signal in SIGNALS},
        "fired": list(screening.fired),
        "findings": [_finding(found, entry.post) for found in screening.findings],
        "reasons": [
            {
                "rule": reason.rule,
                "outcome": reason.outcome.value,
                "because": reason.because,
                "advice": reason.advice,
                "queue": reason.queue,
            }
            for reason in (decision.reasons if decision else ())
        ],
        "not_screened": [
            {"detector": f.detector, "kind": f.kind, "part": f.part, "explanation": f.explanation}
            for f in screening.not_screened
        ],
        "weights": screening.weights,
        "pack": decision.pack if decision else None,
    }
    return answer | ({"input": entry.rest} if entry.rest else {})


def _finding(found: Finding, post: Post) -> dict[str, Any]:
    return {
        "signal": found.signal,
        "score": round(found.score, 4),
        "start": found.span.start,
        "end": found.span.end,
        "text": dict(post.parts())[found.part][found.span.start : found.span.end],
        "detector": found.detector,
        "explanation": found.explanation,
        "kind": found.kind,
        "part": found.part,
        "link": found.link,
        "details": dict(found.details),
    }


def _encoded(answer: dict[str, Any]) -> bytes:
    try:
        return json.dumps(answer, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8 form; escaped, it comes back as it was given.
        return json.dumps(answer).encode() + b"\n"
