"""The file to read first: what happens to a post between paste and queue.

    post -> findings -> decision -> (masked) -> revision -> certificate, advice or case

`preview` stores nothing and is what the author sees while typing. `screen` keeps the evidence of
a revision and lets its outcome take effect. Neither judges: only a person gives a verdict.
"""

from dataclasses import dataclass

from app import certificates, clock, queue, record
from app.content import check_writable
from app.events import EventKind
from app.evidence import stored
from app.extensions import db, screener
from app.masking import held_words, mask
from app.packs import active_pack
from app.tables import DraftState, Person, Revision
from models.findings import Post, Screening
from policies.engine import Decision, Outcome, decide
from policies.seen import Occasion


@dataclass(frozen=True, slots=True)
class Preview:
    """What the machine makes of a post, before anything is written."""

    post: Post
    occasion: Occasion
    screening: Screening
    decision: Decision

    @property
    def masked(self) -> Post:
        """The only form of the post that may be stored, logged or shown to anyone else."""
        return mask(self.post, self.decision.held)

    @property
    def secrets(self) -> frozenset[str]:
        """The held words themselves; they live in this value and nowhere else."""
        return held_words(self.post, self.decision.held)


def preview(post: Post, author: Person) -> Preview:
    """Screen and decide, storing nothing. Raises EmptyPost, TooLong or Unreadable."""
    check_writable(post)
    team = author.team.name if author.team else ""
    occasion = Occasion(clock.now(), team, author.office)
    screening = screener.get().screen(post)
    decision = decide(active_pack(), screening, post, occasion)
    return Preview(post, occasion, screening, decision)


def screen(revision: Revision, seen: Preview, *, back_to: str = "") -> Decision:
    """Keep the evidence of a new revision and let its outcome take effect.

    `back_to` names the queue of the reviewer who returned the draft: it goes there again whatever
    was found, unless it is held, which security sees first.
    """
    decision = seen.decision
    screened = stored(seen.screening, decision, seen.occasion)
    screened.revision, screened.created_at = revision, clock.now()
    db.session.add(screened)
    _record(revision, seen)
    draft = revision.draft
    if decision.outcome is Outcome.HOLD or (decision.refers and not back_to):
        draft.state = DraftState.IN_REVIEW
        queue.open_case(revision, decision.queue, decision)
    elif back_to:
        draft.state = DraftState.IN_REVIEW
        queue.open_case(revision, back_to, decision)
    elif decision.outcome is Outcome.ADVISE:
        draft.state = DraftState.ADVISED
    else:
        draft.state = DraftState.CLEARED
        certificates.issue(revision, certificates.How.CLEARED, None)
    return decision


def _record(revision: Revision, seen: Preview) -> None:
    subject = f"draft:{revision.draft.public_id}"
    decision, screening = seen.decision, seen.screening
    if revision.masked:
        held = {
            "revision": revision.number,
            "spans": len(decision.held),
            "rules": [r.rule for r in decision.reasons if r.outcome is Outcome.HOLD],
        }
        record.append(EventKind.DRAFT_MASKED, subject, None, held)
    found = {
        "revision": revision.number,
        "outcome": decision.outcome.value,
        "rules": [reason.rule for reason in decision.reasons],
        "pack": decision.pack,
        "weights": screening.weights,
        "fired": list(screening.fired),
        "not_screened": sorted({finding.detector for finding in screening.not_screened}),
    }
    record.append(EventKind.DRAFT_SCREENED, subject, None, found)
