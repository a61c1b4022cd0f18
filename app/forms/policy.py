"""Forms of the policy workshop: a file of a draft, a proposal, a word on one."""

from datetime import UTC, datetime, time

from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional, Regexp

from app import clock
from app.forms.cases import SeenForm
from app.forms.posts import plain_line_ends


class FileForm(SeenForm):
    text = TextAreaField(_l("Rule"), filters=[plain_line_ends])


class NewRuleForm(SeenForm):
    id = StringField(
        _l("Name of the rule"),
        validators=[
            DataRequired(_l("Name the rule.")),
            Length(max=60),
            Regexp(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", message=_l("Small letters and hyphens only.")),
        ],
    )


class ReasonForm(SeenForm):
    reason = TextAreaField(
        _l("Why"), filters=[plain_line_ends], validators=[DataRequired(_l("Say why."))]
    )


class ProposalForm(ReasonForm):
    effective_on = DateField(_l("In force from"), validators=[Optional()])

    def validate_effective_on(self, field: DateField) -> None:
        if field.data and field.data < clock.now().date():
            raise ValidationError(_l("This day is past."))

    @property
    def effective_at(self) -> datetime | None:
        """The beginning of that day, UTC; None: as soon as it is approved."""
        day = self.effective_on.data
        return datetime.combine(day, time(), UTC) if day else None
