"""The form in which a post is written, and the post it makes."""

import secrets
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from app.presentation.platforms import BY_ID as PLATFORM_BY_ID
from app.presentation.platforms import PLATFORMS
from app.presentation.wording import CAPACITIES, OUTCOMES
from models.findings import Citation, Media, Post
from policies.weighing import placed

most_media_rows = 20
most_claim_rows = 100


def plain_line_ends(text: str | None) -> str:
    """Browsers send CRLF; offsets count the characters the author sees."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


class MediaForm(Form):  # type: ignore[misc]
    """One picture or film, as described by the author."""

    name = StringField(_l("Name of the file"))
    alt = StringField(_l("What it shows, in words"))


class CitationForm(Form):  # type: ignore[misc]
    """What one sentence rests on. It is known by its words: places shift while one writes."""

    words = HiddenField(filters=[plain_line_ends])
    source = StringField(_l("Source"))


class PostForm(FlaskForm):  # type: ignore[misc]
    """Also what a check takes. Validation beyond its form is the service's: `check_writable`."""

    text = TextAreaField(_l("Post"), filters=[plain_line_ends])
    capacity = RadioField(
        _l("Who speaks"),
        choices=[SelectChoice(name, words) for name, words in CAPACITIES.items()],
        default="official",
        validators=[Optional()],
    )
    platforms = SelectMultipleField(
        _l("Where it goes"), choices=[SelectChoice(p.id, p.name) for p in PLATFORMS]
    )
    links = TextAreaField(_l("Links"), filters=[plain_line_ends])
    sources = TextAreaField(_l("Sources"), filters=[plain_line_ends])
    media = FieldList(FormField(MediaForm), min_entries=1, max_entries=most_media_rows)
    citations = FieldList(FormField(CitationForm), max_entries=most_claim_rows)
    note = TextAreaField(_l("Note to the reviewer"), filters=[plain_line_ends])
    submit_key = HiddenField(default=lambda: secrets.token_urlsafe(24))
    seen_outcome = HiddenField()
    draft = HiddenField()
    seen_version = IntegerField(widget=HiddenInput(), validators=[Optional()])

    @property
    def post(self) -> Post:
        """The text is taken as typed, blanks and all."""
        return Post(
            text=self.text.data or "",
            platforms=tuple(id for id in self.platforms.data or () if id in PLATFORM_BY_ID),
            capacity=self.capacity.data or "official",
            links=_lines(self.links.data),
            sources=_lines(self.sources.data),
            media=tuple(
                Media(name or "-", alt)
                for name, alt in map(_described, self.media.data)
                if name or alt
            ),
            citations=self._placed()[0],
        )

    @property
    def unplaced(self) -> list[tuple[str, str]]:
        """Sentences that have changed since their source was given, each with that source."""
        return self._placed()[1]

    def _placed(self) -> tuple[tuple[Citation, ...], list[tuple[str, str]]]:
        found: tuple[Citation, ...] = ()
        rest = []
        for row in self.citations.data:
            words, source = row["words"] or "", (row["source"] or "").strip()
            if not source:
                continue
            span = placed(self.text.data or "", words, found)
            if span is None:
                rest.append((words, source))
            else:
                found = (*found, Citation(span, source))
        return found, rest

    def use_offered(self, offered: Mapping[str, str]) -> None:
        """Takes what a button `use-3` stands for as the source of the third claim."""
        for name, source in offered.items():
            place = name.removeprefix("use-")
            if name.startswith("use-") and place.isdecimal() and len(place) < 4:
                for entry in self.citations.entries:
                    if entry.name == f"citations-{place}":
                        entry.form.source.data = source

    @property
    def shown_outcome(self) -> str:
        """What the author was last told; nothing is like clear."""
        return self.seen_outcome.data if self.seen_outcome.data in OUTCOMES else "clear"


def filled_with(post: Post) -> dict[str, Any]:
    """What the form starts with when a stored post is changed."""
    return {
        "text": post.text,
        "capacity": post.capacity,
        "platforms": list(post.platforms),
        "links": "\n".join(post.links),
        "sources": "\n".join(post.sources),
        "media": [{"name": media.name, "alt": media.alt} for media in post.media],
        "citations": [
            {"words": post.text[c.span.start : c.span.end], "source": c.source}
            for c in post.citations
        ],
    }


def _described(row: dict[str, str | None]) -> tuple[str, str]:
    """Name and description; a field that was not sent at all is as good as empty."""
    return (row["name"] or "").strip(), (row["alt"] or "").strip()


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").split("\n") if line.strip())
