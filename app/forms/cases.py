"""The form of a verdict: what, why, and notes on the words they concern."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from app.errors import DomainError, Unreadable
from app.forms.posts import plain_line_ends
from app.tables import FindingRow, SourceWord, Verdict
from models.findings import TEXT, Post, Span

VERDICT_CHOICES = [
    SelectChoice(Verdict.APPROVE.value, _l("Approve")),
    SelectChoice(Verdict.RETURN.value, _l("Return for changes")),
    SelectChoice(Verdict.DECLINE.value, _l("Decline")),
    SelectChoice(Verdict.ESCALATE.value, _l("Pass on to another queue")),
]


class WordsNotFound(DomainError):
    """A note on words that do not stand in the post."""

    status = 422
    kept = _l("What you typed is still in the form.")
    next_step = _l("Copy the words from the post, then send it again.")

    def __init__(self, quote: str) -> None:
        said = _("No post here has the words “%(quote)s”.", quote=quote[:80])
        super().__init__(said if quote else _("A note does not say which words it is about."))


class SeenForm(FlaskForm):  # type: ignore[misc]
    """A move that rests on what the person saw."""

    seen_version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class SourceForm(FlaskForm):  # type: ignore[misc]
    """A word on the source of the sentence that stands there."""

    start = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(0, 10**7)])
    end = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(0, 10**7)])
    word = StringField(validators=[AnyOf(list(SourceWord))])

    @property
    def span(self) -> Span:
        """Raises Unreadable where there is none, or it runs backward."""
        if self.start.data is None or self.end.data is None or self.start.data > self.end.data:
            raise Unreadable
        return Span(self.start.data, self.end.data)


class VerdictForm(SeenForm):
    verdict = RadioField(_l("Verdict"), choices=VERDICT_CHOICES, validators=[Optional()])
    reason = TextAreaField(_l("Reason"), filters=[plain_line_ends])
    to_queue = SelectField(_l("Queue"), validate_choice=False)

    def notes(self, findings: Iterable[FindingRow], post: Post) -> list[dict[str, Any]]:
        """On the words of findings, on words marked in the page, on words quoted by hand.

        Raises WordsNotFound where a quote does not stand in the post.
        """
        on_findings = [
            {"part": row.part, "start": row.start, "end": row.end, "note": note}
            for row in findings
            if (note := plain_line_ends(request.form.get(f"note-{row.public_id}")).strip())
        ]
        on_quotes = [_placed(quote, note, post) for quote, note in self.quoted]
        return [*on_findings, *_chosen(), *on_quotes]

    def typed(self, name: str) -> str:
        """What came in under a name, to be shown again."""
        return request.form.get(name, "")

    @property
    def noted(self) -> bool:
        """Whether any note was typed, so that the page unfolds them."""
        kinds = ("note-", "quote_note", "chosen_note")
        return any(words for name, words in request.form.items() if name.startswith(kinds))

    @property
    def quoted(self) -> list[tuple[str, str]]:
        """The quotes and notes as typed, for a page that shows them again; empty pairs left out."""
        return [(quote.strip(), note.strip()) for quote, note in _pairs("quote", "quote_note")]


def _pairs(first: str, second: str) -> Iterator[tuple[str, str]]:
    for one, other in zip(request.form.getlist(first), request.form.getlist(second), strict=False):
        if other.strip():
            yield plain_line_ends(one), plain_line_ends(other)


def _chosen() -> Iterator[dict[str, Any]]:
    for place, note in _pairs("chosen_place", "chosen_note"):
        start, _dash, end = place.partition("-")
        if start.isdecimal() and end.isdecimal() and int(start[:7]) < int(end[:7]):
            span = {"part": TEXT, "start": int(start[:7]), "end": int(end[:7])}
            yield {**span, "note": note.strip()}


def _placed(quote: str, note: str, post: Post) -> dict[str, Any]:
    """Where the words stand; blanks may differ, since a browser shows several as one."""
    words = re.compile(r"\s+".join(map(re.escape, quote.split())), re.IGNORECASE)
    for part, text in post.parts():
        found = words.search(text) if quote else None
        if found is not None:
            return {"part": part, "start": found.start(), "end": found.end(), "note": note}
    raise WordsNotFound(quote)
