"""The people of the invented agency: three teams, every role, nobody real."""

import secrets
from dataclasses import dataclass

from app import people
from app.extensions import db
from app.tables import Person, Role, Team

DOMAIN = "harlow.example"


@dataclass(frozen=True, slots=True)
class Invented:
    """One person of the demonstration; `shown` ones get their sign-in printed."""

    name: str
    office: str
    team: str
    roles: tuple[people.Granted, ...]
    shown: str = ""

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@{DOMAIN}"


CITY_HALL, SAFETY, HEALTH = "City Hall", "Public Safety", "Health and Services"
_OFFICIAL: tuple[people.Granted, ...] = ((Role.OFFICIAL, ""),)


def _reviews(*queues: str) -> tuple[people.Granted, ...]:
    return tuple((Role.REVIEWER, queue) for queue in queues)


_ALL_QUEUES = ("communications", "legal", "security", "records", "elections")

PEOPLE = (
    Invented("Maya Okafor", "Mayor's office, social media", CITY_HALL, _OFFICIAL, "official"),
    Invented("Tom Brandt", "Public works", CITY_HALL, _OFFICIAL),
    Invented("Inez Duarte", "City clerk", CITY_HALL, _OFFICIAL),
    Invented("Peter Lindqvist", "Library", CITY_HALL, _OFFICIAL),
    Invented("Dana Whitlock", "Police, public information", SAFETY, _OFFICIAL),
    Invented("Ray Castellano", "Fire department", SAFETY, _OFFICIAL),
    Invented("June Abernathy", "Emergency management", SAFETY, _OFFICIAL),
    Invented("Farah Nasser", "County health", HEALTH, _OFFICIAL),
    Invented("Willem de Groot", "Benefits office", HEALTH, _OFFICIAL),
    Invented("Ruth Adeyemi", "Communications", CITY_HALL, _reviews(*_ALL_QUEUES), "reviewer"),
    Invented("Colin Marsh", "Communications", CITY_HALL, _reviews("communications")),
    Invented("Sofia Petrov", "Communications", CITY_HALL, _reviews("communications", "elections")),
    Invented("Grace Lindholm", "City attorney", CITY_HALL, _reviews("legal", "elections")),
    Invented("Omar Haddad", "City attorney", CITY_HALL, _reviews("legal", "records")),
    Invented("Vera Kowalski", "Information security", SAFETY, _reviews("security")),
    Invented("Hugo Bell", "Records", HEALTH, _reviews("records", "security")),
    Invented(
        "Nadia Flores", "Communications", CITY_HALL, ((Role.POLICY_ADMIN, ""),), "policy admin"
    ),
    Invented("Arthur Penn", "City auditor", CITY_HALL, ((Role.AUDITOR, ""),), "auditor"),
    Invented("Sam Keller", "IT", CITY_HALL, ((Role.SYSTEM_ADMIN, ""),), "system admin"),
)


def people_the_agency() -> tuple[list[Person], str]:
    """Teams and accounts; also the sign-ins to print, one a role. Commits."""
    teams: dict[str, Team] = {
        name: people.add_team(name, by=None) for name in (CITY_HALL, SAFETY, HEALTH)
    }
    made, lines = [], []
    for invented in PEOPLE:
        password = secrets.token_urlsafe(12)
        made.append(
            people.add(
                invented.name,
                invented.email,
                password,
                invented.roles,
                team=teams[invented.team],
                office=invented.office,
                how="demo",
            )
        )
        if invented.shown:
            lines.append(f"  {invented.shown:<13} {invented.email:<28} {password}")
    db.session.commit()
    return made, "\n".join(lines)
