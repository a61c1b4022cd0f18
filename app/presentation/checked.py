"""What the write page shows of a check: the outcome, the cards, the marks for the browser."""

import json
from dataclasses import dataclass

from app.packs import active_pack
from app.presentation.cards import Card, cards, marks_of
from app.presentation.claimed import ClaimRow, claim_rows
from app.presentation.waits import usual_wait
from app.screening import Preview
from policies.outcome import Outcome
from policies.weighing import claims
from policies.wording import TooSlow


@dataclass(frozen=True, slots=True)
class Checked:
    """One check, ready to be shown. Holds no held words: quotes of those are blotted."""

    outcome: Outcome
    cards: list[Card]
    personal: bool
    queue: str
    wait: str
    claims: list[ClaimRow]

    @property
    def marks(self) -> str:
        """For the browser, which draws them beneath the words: JSON, offsets in code points."""
        return json.dumps(
            [[m.start, m.end, m.outcome.value, m.card] for m in marks_of(self.cards)],
            separators=(",", ":"),
        )


def checked(seen: Preview) -> Checked:
    decision = seen.decision
    return Checked(
        outcome=decision.outcome,
        cards=cards(decision, seen.masked),
        personal=seen.post.capacity == "personal",
        queue=decision.queue,
        wait=usual_wait(decision.queue) if decision.queue else "",
        claims=_claims(seen),
    )


def _claims(seen: Preview) -> list[ClaimRow]:
    rules = active_pack().sources
    try:
        return claim_rows(rules, claims(rules, seen.screening, seen.post), seen.masked.text)
    except TooSlow:  # The decision says so, and refers the post.
        return []
