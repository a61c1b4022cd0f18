"""Policy admins and a draft of the policy; every test of this folder holds on both databases."""

from collections.abc import Callable

import pytest

from app import packs
from app.extensions import db
from app.tables import Person, PolicyVersion, Role

# A sound rule, which no pack has.
RULE = """\
id: no-liars
status: active
source: {cite: State Code 1, url: https://example.gov/code}
outcome: advise
when: {terms: [pants on fire]}
because: This may be a children's rhyme.
advice: Leave it out.
known_false_alarms: [None.]
examples:
  meets: ['Liar, liar, pants on fire!']
  passes: [Polls open at seven.]
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def keeper(add_person: Callable[..., Person]) -> Person:
    return add_person("pia", Role.POLICY_ADMIN)


@pytest.fixture
def second(add_person: Callable[..., Person]) -> Person:
    return add_person("quinn", Role.POLICY_ADMIN)


@pytest.fixture
def draft(keeper: Person) -> PolicyVersion:
    version = packs.begin(keeper)
    db.session.commit()
    return version
