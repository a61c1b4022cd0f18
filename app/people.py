"""Accounts: who may come in, with what roles, and how they prove it. Teams too.

Only `access.py` decides what a role allows. Passwords are kept as Argon2id hashes alone.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from app import clock, passwords, record
from app.content import check_words
from app.errors import LastAdmin, LinkSpent, NotAccepted, NotFound
from app.events import EventKind
from app.extensions import db
from app.packs import active_pack
from app.tables import Grant, Invitation, Person, Purpose, Role, Team
from app.transactions import begin_writing, lock

link_hours = 24
name_characters = 120

# A role, and for reviewers the queue it is for.
Granted = tuple[Role, str]


def authenticate(email: str, password: str) -> Person | None:
    """The person, or None. Takes as long for an unknown address as for a wrong password."""
    # No account has an address that could not be printed, and no database need see one.
    wanted = email.strip().lower() if email.isprintable() else ""
    query = sa.select(Person).where(Person.email == wanted, Person.active)
    person = db.session.scalar(query)
    return person if passwords.fits(password, person.password_hash if person else "") else None


def add(
    name: str,
    email: str,
    password: str,
    grants: Sequence[Granted],
    *,
    by: Person | None = None,
    team: Team | None = None,
    office: str = "",
    how: str = "command",
) -> Person:
    """A new account. Raises NotAccepted where name, address, password or roles cannot be taken."""
    name, email = _checked_name(name), checked_email(email)
    check_words(office, longest=name_characters)
    checked = checked_grants(grants)
    hashed = passwords.hashed(password, name, email)
    begin_writing()
    person = Person(
        name=name,
        email=email,
        password_hash=hashed,
        office=office,
        team_id=team.id if team else None,
        created_at=clock.now(),
        grants=[Grant(role=role, queue=queue) for role, queue in checked],
    )
    _add_once(person, _("There is an account with this address already."))
    told = {"grants": _spelled(checked), "how": how}
    record.append(EventKind.PERSON_ADDED, f"person:{person.public_id}", by or person, told)
    return person


def set_grants(person: Person, grants: Sequence[Granted], *, by: Person | None) -> None:
    """Replace a person's roles. Raises NotAccepted or LastAdmin."""
    checked = checked_grants(grants)
    _hold_admins()
    lock(person)
    before = [(grant.role, grant.queue) for grant in person.grants]
    if (Role.SYSTEM_ADMIN, "") not in checked:
        _keep_an_admin(person)
    person.grants = []
    db.session.flush()
    person.grants = [Grant(role=role, queue=queue) for role, queue in checked]
    told = {"before": _spelled(before), "after": _spelled(checked)}
    record.append(EventKind.PERSON_GRANTS_CHANGED, f"person:{person.public_id}", by, told)


def set_team(person: Person, team: Team | None, *, by: Person) -> None:
    """Move a person to another team; their earlier drafts stay with the old one."""
    lock(person)
    person.team_id = team.id if team else None
    told = {"team": team.public_id if team else ""}
    record.append(EventKind.PERSON_TEAM_CHANGED, f"person:{person.public_id}", by, told)


def set_active(person: Person, active: bool, *, by: Person) -> None:
    """Shut an account or open it again. Shutting ends every session. Raises LastAdmin."""
    _hold_admins()
    lock(person)
    if not active:
        _keep_an_admin(person)
        person.session_epoch += 1
    person.active = active
    kind = EventKind.PERSON_REACTIVATED if active else EventKind.PERSON_DEACTIVATED
    record.append(kind, f"person:{person.public_id}", by, {})


def change_password(person: Person, old: str, new: str) -> None:
    """Ends every session of this person; the view then signs them in anew. Raises NotAccepted."""
    if authenticate(person.email, old) is None:
        raise NotAccepted(_("The present password is not right."))
    hashed = passwords.hashed(new, person.name, person.email)
    lock(person)
    person.password_hash = hashed
    person.session_epoch += 1
    record.append(EventKind.PERSON_PASSWORD_CHANGED, f"person:{person.public_id}", person, {})


def find(public_id: str) -> Person:
    """Raises NotFound."""
    person = db.session.scalar(sa.select(Person).where(Person.public_id == public_id))
    if person is None:
        raise NotFound
    return person


def everybody() -> list[Person]:
    """By name, shut accounts too."""
    query = sa.select(Person).options(selectinload(Person.team)).order_by(Person.name)
    return list(db.session.scalars(query))


def teams() -> list[Team]:
    """By name."""
    return list(db.session.scalars(sa.select(Team).order_by(Team.name)))


def add_team(name: str, *, by: Person | None) -> Team:
    """Raises NotAccepted where the name is empty or taken."""
    name = _checked_name(name)
    begin_writing()
    team = Team(name=name)
    _add_once(team, _("There is a team of this name already."))
    record.append(EventKind.TEAM_ADDED, f"team:{team.public_id}", by, {"name": name})
    return team


def create_setup_link() -> str:
    """A one-time token for the first system admin. Raises NotAccepted when there is one."""
    begin_writing()
    if _admins():
        raise NotAccepted(
            _("There is a system admin already."), next_step=_("They can invite you.")
        )
    return _new_link(Purpose.SETUP, "", [(Role.SYSTEM_ADMIN, "")], None, None)


def invite(email: str, grants: Sequence[Granted], *, by: Person, team: Team | None = None) -> str:
    """A one-time token for a new person; the link is shown once and only its hash is kept."""
    email, checked = checked_email(email), checked_grants(grants)
    begin_writing()
    if db.session.scalar(sa.select(Person.id).where(Person.email == email)) is not None:
        raise NotAccepted(_("There is an account with this address already."))
    token = _new_link(Purpose.JOIN, email, checked, by, team)
    told = {"grants": _spelled(checked)}
    record.append(EventKind.PERSON_INVITED, f"person:{by.public_id}", by, told)
    return token


def invitation(token: str) -> Invitation:
    """The link as it stands, not used by looking at it. Raises LinkSpent."""
    query = sa.select(Invitation).where(Invitation.token_hash == _token_hash(token))
    found = db.session.scalar(query)
    spent = found is None or found.used_at is not None or found.expires_at <= clock.now()
    if found is None or spent or (found.purpose is Purpose.SETUP and _admins()):
        raise LinkSpent
    return found


def open_invitations() -> list[Invitation]:
    """Those that were neither used nor have run out, newest first."""
    query = sa.select(Invitation).where(
        Invitation.purpose == Purpose.JOIN,
        Invitation.used_at.is_(None),
        Invitation.expires_at > clock.now(),
    )
    return list(db.session.scalars(query.order_by(Invitation.id.desc())))


def accept_invitation(token: str, name: str, email: str, password: str) -> Person:
    """Use the link up. An invited person's address is the one invited, whatever they type."""
    begin_writing()
    found = invitation(token)
    lock(found)
    found = invitation(token)
    grants = [(Role(grant["role"]), grant["queue"]) for grant in found.grants]
    person = add(
        name,
        found.email or email,
        password,
        grants,
        by=found.invited_by,
        team=found.team,
        how=found.purpose.value,
    )
    found.used_at = clock.now()
    db.session.flush()
    return person


def checked_email(email: str) -> str:
    """Lower case, well formed; deliverability is not asked of any server. Raises NotAccepted."""
    try:
        valid = validate_email(
            email.strip(), check_deliverability=False, globally_deliverable=False
        )
    except EmailNotValidError:
        raise NotAccepted(_("This is not an e-mail address.")) from None
    return valid.normalized.lower()


def checked_grants(grants: Iterable[Granted]) -> list[Granted]:
    """Each role once; a reviewer's names a queue of the active pack. Raises NotAccepted."""
    checked = sorted(set(grants))
    if not checked:
        raise NotAccepted(_("Choose at least one role."))
    for role, queue in checked:
        if (role is Role.REVIEWER) != bool(queue):
            raise NotAccepted(_("A reviewer needs a queue, and no other role has one."))
        if queue and queue not in active_pack().queues:
            raise NotAccepted(_("There is no queue of that name in the policy pack."))
    return checked


def _new_link(
    purpose: Purpose, email: str, grants: list[Granted], by: Person | None, team: Team | None
) -> str:
    token = secrets.token_urlsafe(32)
    link = Invitation(
        token_hash=_token_hash(token),
        purpose=purpose,
        email=email,
        grants=[{"role": role.value, "queue": queue} for role, queue in grants],
        invited_by_id=by.id if by else None,
        team_id=team.id if team else None,
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(hours=link_hours),
    )
    db.session.add(link)
    db.session.flush()
    return token


def _admins() -> list[Person]:
    query = sa.select(Person).join(Grant).where(Grant.role == Role.SYSTEM_ADMIN, Person.active)
    return list(db.session.scalars(query))


def _hold_admins() -> None:
    """Two admins who take each other's role away at once must not both succeed."""
    begin_writing()
    query = sa.select(Person.id).join(Grant).where(Grant.role == Role.SYSTEM_ADMIN)
    db.session.execute(query.order_by(Person.id).with_for_update(of=Person)).all()


def _add_once(row: Person | Team, taken: str) -> None:
    """Insert what must be unique, also when somebody else does so at the same moment."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise NotAccepted(taken) from None


def _keep_an_admin(person: Person) -> None:
    if [admin.id for admin in _admins()] == [person.id]:
        raise LastAdmin


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > name_characters:
        raise NotAccepted(_("A name has 1 to %(most)s characters.", most=name_characters))
    check_words(name)
    return name


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _spelled(grants: Iterable[Granted]) -> list[str]:
    return sorted(f"{role}:{queue}" if queue else role.value for role, queue in grants)
