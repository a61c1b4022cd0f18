"""A document or a term to be protected."""

from datetime import UTC, datetime

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectChoice, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from app import clock
from models.documents.document import About, Classification
from models.documents.reading import NotReadable, text_of
from models.documents.terms import folded, least_letters, most_letters

least_words = 12  # of a document: less has no sentence that would be known again
most_words = 60_000  # of a document on the page; a command has more time


class AboutForm(FlaskForm):  # type: ignore[misc]
    """What documents and terms have in common."""

    owner = StringField(
        _l("Whom to ask about it"),
        validators=[DataRequired(_l("Name an office or a person.")), Length(max=200)],
    )
    reason = StringField(
        _l("Why it must not be out"),
        validators=[DataRequired(_l("Give the reason.")), Length(max=500)],
    )
    classification = SelectField(
        _l("Kind of protection"),
        choices=[
            SelectChoice(Classification.EMBARGOED, _l("Embargoed: will be published at its time")),
            SelectChoice(Classification.CONFIDENTIAL, _l("Confidential: for the agency alone")),
            SelectChoice(Classification.PRIVILEGED, _l("Privileged: a lawyer's advice")),
            SelectChoice(Classification.RESTRICTED, _l("Restricted: for named people alone")),
        ],
    )
    until = StringField(_l("May be out from (UTC)"))

    def validate_until(self, field: StringField) -> None:
        given = (field.data or "").strip()
        if not given:
            if self.classification.data == Classification.EMBARGOED:
                raise ValidationError(_l("An embargo has an end: say from when it may be out."))
            return
        try:
            time = datetime.fromisoformat(given)
        except ValueError:
            raise ValidationError(_l("Write a time such as 2026-12-01T09:00.")) from None
        if _aware(time) <= clock.now():
            raise ValidationError(_l("This time is past: nothing would be protected."))

    def about(self, title: str, by: str) -> About:
        given = (self.until.data or "").strip()
        return About(
            title=_one_line(title),
            owner=_one_line(self.owner.data),
            reason=_one_line(self.reason.data),
            classification=Classification(self.classification.data),
            until=_aware(datetime.fromisoformat(given)) if given else None,
            by=by,
        )


class DocumentForm(AboutForm):
    """A file or pasted text. The words are read here, and go no further than to be hashed."""

    title = StringField(
        _l("Title"), validators=[DataRequired(_l("Give it a title.")), Length(max=200)]
    )
    file = FileField(_l("File"))
    pasted = TextAreaField(_l("Or paste its text"))
    words = ""

    def validate_file(self, field: FileField) -> None:
        given, pasted = field.data, (self.pasted.data or "").strip()
        if bool(given) == bool(pasted):
            raise ValidationError(
                _l("Give a file or paste the text, not both.")
                if given
                else _l("Choose a file, or paste the text below.")
            )
        try:
            self.words = text_of(given.read() if given else pasted.encode("utf-8", "replace"))
        except NotReadable as fault:
            raise ValidationError(str(fault)) from None
        count = len(self.words.split())
        if count < least_words:
            raise ValidationError(
                _l("Under twelve words would not be known again. Protect a term instead.")
            )
        if count > most_words:
            raise ValidationError(
                _l("This is too long for this page. Use the command: flask documents add.")
            )


class TermForm(AboutForm):
    """A code name, a project or a person."""

    term = StringField(
        _l("The term"), validators=[DataRequired(_l("Write the term.")), Length(max=most_letters)]
    )

    def validate_term(self, field: StringField) -> None:
        if len(folded(field.data or "")) < least_letters:
            raise ValidationError(
                _l("A term needs three letters or figures: shorter ones are found everywhere.")
            )


def _aware(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _one_line(words: str | None) -> str:
    return " ".join((words or "").split())
