"""A claim that the team knows to be false."""

from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, Optional

from models.claims.claim import FALSE, MISLEADING, MOSTLY_FALSE, Claim
from models.claims.feeds import is_safe_link, least_words, longest_claim


class ClaimForm(FlaskForm):  # type: ignore[misc]
    claim = TextAreaField(
        _l("The claim, as people put it"),
        validators=[DataRequired(_l("Write the claim.")), Length(max=longest_claim)],
    )
    verdict = SelectField(
        _l("What was found"),
        choices=[
            SelectChoice(FALSE, _l("It is false")),
            SelectChoice(MOSTLY_FALSE, _l("It is mostly false")),
            SelectChoice(MISLEADING, _l("It is misleading")),
        ],
    )
    publisher = StringField(
        _l("Who found it"),
        validators=[DataRequired(_l("Name who found it.")), Length(max=200)],
    )
    url = StringField(_l("Where to read it"), validators=[Length(max=1000)])
    checked = DateField(_l("When"), validators=[Optional()])
    stale_from = DateField(_l("Look at it again on"), validators=[Optional()])

    def validate_claim(self, field: TextAreaField) -> None:
        if len((field.data or "").split()) < least_words:
            raise ValidationError(_l("Write a whole sentence: under three words it says nothing."))

    def validate_url(self, field: StringField) -> None:
        if field.data and not is_safe_link(field.data.strip()):
            raise ValidationError(_l("Give an address that begins with https:// or http://."))

    def validate_checked(self, field: DateField) -> None:
        if field.data and field.data > date.today():  # noqa: DTZ011  # the day of whoever types it
            raise ValidationError(_l("This day is still to come."))

    @property
    def filled(self) -> Claim:
        """What was typed; it gets its id when it is kept."""
        return Claim(
            id="",
            claim=" ".join((self.claim.data or "").split()),
            verdict=self.verdict.data,
            publisher=" ".join((self.publisher.data or "").split()),
            url=(self.url.data or "").strip(),
            checked=self.checked.data,
            stale_from=self.stale_from.data,
        )
