"""Where a draft stands: its words with marks, the reviewer's notes on them, what changed since."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app import certificates, clock, sources
from app.differences import Change, differences
from app.packs import active_pack
from app.presentation.cards import Card, marks_of, stored_cards
from app.presentation.claimed import ClaimRow, claim_rows
from app.presentation.marks import Segment, segments, thread_spans, within
from app.presentation.stored import or_else, stored_post
from app.tables import Case, CaseState, Certificate, Draft, Person, Revision, VerdictRow
from models.findings import Post
from policies.wording import TooSlow


@dataclass(frozen=True, slots=True)
class Note:
    """What a reviewer said of some words, with those words."""

    quote: str
    note: str


@dataclass(frozen=True, slots=True)
class Said:
    """One verdict with its notes."""

    row: VerdictRow
    notes: list[Note]


@dataclass(frozen=True, slots=True)
class Earlier:
    """One older revision, and how the one after it differs."""

    revision: Revision
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a page about one revision of a draft shows."""

    revision: Revision
    post: Post
    posts: list[list[Segment]]  # the thread, post by post
    cards: list[Card]
    claims: list[ClaimRow]
    verdicts: list[Said]  # newest first
    earlier: list[Earlier]  # newest first
    case: Case | None  # the running one
    holder: Person | None
    certificate: Certificate | None
    status: certificates.Status | None
    is_author: bool
    unread: bool  # what was found cannot be read any more


def standing(draft: Draft, person: Person, revision: Revision | None = None) -> Standing:
    """Of the current revision, unless an older one is asked for."""
    shown = revision or draft.current
    post = stored_post(shown)
    nothing: list[Card] = []
    no_claims: list[ClaimRow] = []
    # Evidence that cannot be read must not hide the post, nor the verdict it waits for.
    shown_cards, read = or_else(lambda: stored_cards(shown.screened, post), nothing)
    case = next((c for c in reversed(draft.cases) if c.state in _RUNNING), None)
    certificate = shown.certificates[-1] if shown.certificates else None
    return Standing(
        revision=shown,
        post=post,
        posts=threads(post.text, shown_cards),
        cards=shown_cards,
        claims=or_else(lambda: _claims(shown, post), no_claims)[0],
        verdicts=[_said(row) for c in reversed(draft.cases) for row in reversed(c.verdicts)],
        earlier=_earlier(draft, shown),
        case=case,
        holder=case.held_by(clock.now()) if case else None,
        certificate=certificate,
        status=certificates.status(certificate) if certificate else None,
        is_author=draft.author_id == person.id,
        unread=not read,
    )


def _claims(revision: Revision, post: Post) -> list[ClaimRow]:
    try:
        found = sources.claims_of(revision)
        checks = sources.checks_of(revision, found)
    except TooSlow:  # A pattern of the pack; the post itself must be shown all the same.
        return []
    return claim_rows(active_pack().sources, found, post.text, checks)


_RUNNING = frozenset({CaseState.OPEN, CaseState.CLAIMED})


def threads(text: str, some: list[Card]) -> list[list[Segment]]:
    """Each post of the thread, cut at its marks."""
    marks = marks_of(some)
    return [
        segments(text[start:end], within(marks, start, end), start)
        for start, end in thread_spans(text)
    ]


def _said(row: VerdictRow) -> Said:
    pieces = dict(stored_post(row.case.revision).parts())
    nothing: list[Note] = []
    return Said(row, or_else(lambda: [_note(note, pieces) for note in row.notes], nothing)[0])


def _note(note: dict[str, Any], pieces: dict[str, str]) -> Note:
    return Note(pieces.get(note["part"], "")[note["start"] : note["end"]], note["note"])


def _earlier(draft: Draft, shown: Revision) -> list[Earlier]:
    older = [revision for revision in draft.revisions if revision.number < shown.number]
    return [
        Earlier(before, differences(stored_post(before).text, stored_post(after).text))
        for before, after in reversed(list(pairwise([*older, shown])))
    ]
