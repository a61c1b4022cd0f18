"""A fact that the agency has verified."""

from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from app.facts import Given, least_words, longest
from models.facts.fact import Fact


class FactForm(FlaskForm):  # type: ignore[misc]
    statement = TextAreaField(
        _l("The fact, in one sentence"),
        validators=[DataRequired(_l("Write the fact.")), Length(max=longest["statement"])],
    )
    source = StringField(
        _l("Where it stands"),
        validators=[DataRequired(_l("Name a link or a document.")), Length(max=longest["source"])],
    )
    owner = StringField(
        _l("Who answers for it"),
        validators=[
            DataRequired(_l("Name an office or a person to ask.")),
            Length(max=longest["owner"]),
        ],
    )
    valid_from = DateField(
        _l("It holds from"),
        validators=[DataRequired(_l("Give the day from which it holds, such as 2026-01-31."))],
    )
    review_by = DateField(_l("Look at it again by"), validators=[Optional()])

    def validate_statement(self, field: TextAreaField) -> None:
        if len((field.data or "").split()) < least_words:
            raise ValidationError(_l("Write a whole sentence, so that a draft can be compared."))

    def validate_review_by(self, field: DateField) -> None:
        begins: date | None = self.valid_from.data
        if field.data and begins and field.data <= begins:
            raise ValidationError(_l("This day is not after the day from which it holds."))

    @property
    def filled(self) -> Given:
        return Given(
            statement=self.statement.data or "",
            source=self.source.data or "",
            owner=self.owner.data or "",
            valid_from=self.valid_from.data,
            review_by=self.review_by.data,
        )


class ReplacingForm(FactForm):
    """A fact that takes the place of another, from a later day on."""

    def __init__(self, old: Fact, **given: object) -> None:
        super().__init__(**given)
        self.old = old

    def validate_valid_from(self, field: DateField) -> None:
        if field.data and field.data <= self.old.valid_from:
            raise ValidationError(_l("The fact it replaces holds from that day or a later one."))
