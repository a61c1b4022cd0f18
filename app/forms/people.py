"""Forms of the system admin: invite, roles, teams. A reviewer's role is chosen queue by queue."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired

from app.packs import active_pack
from app.people import Granted
from app.presentation.wording import ROLES, queue_name
from app.tables import Person, Role, Team


def role_choices() -> list[SelectChoice]:
    """Every role, the reviewer's once for each queue of the active pack."""
    single = [
        SelectChoice(role.value, str(words))
        for role, words in ROLES.items()
        if role is not Role.REVIEWER
    ]
    queues = [
        SelectChoice(f"{Role.REVIEWER}:{queue}", _("Reviews: %(queue)s", queue=queue_name(queue)))
        for queue in active_pack().queues
    ]
    return [single[0], *queues, *single[1:]]


def team_choices(teams: Sequence[Team]) -> list[SelectChoice]:
    return [
        SelectChoice("", _("No team")),
        *(SelectChoice(team.public_id, team.name) for team in teams),
    ]


def spelled(person: Person) -> list[str]:
    """A person's roles as the form spells them."""
    return [f"{g.role}:{g.queue}" if g.queue else g.role.value for g in person.grants]


class RolesForm(FlaskForm):  # type: ignore[misc]
    roles = SelectMultipleField(_l("What they may do"))
    team = SelectField(_l("Team"), default="")

    def offer(self, teams: Sequence[Team]) -> "RolesForm":
        """Fill the choices that depend on the pack and the teams."""
        self.roles.choices = role_choices()
        self.team.choices = team_choices(teams)
        return self

    @property
    def granted(self) -> list[Granted]:
        pairs = (choice.partition(":") for choice in self.roles.data or ())
        return [(Role(role), queue) for role, _colon, queue in pairs]


class InviteForm(RolesForm):
    email = StringField(_l("Email"), validators=[DataRequired(_l("Type their email address."))])


class TeamForm(FlaskForm):  # type: ignore[misc]
    name = StringField(_l("Name of the team"), validators=[DataRequired(_l("Type a name."))])
