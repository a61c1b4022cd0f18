"""Writers take turns: a change that was not announced is refused rather than left to luck."""

import pytest
import sqlalchemy as sa

from app.extensions import db
from app.tables import Person, Team
from app.transactions import begin_writing


@pytest.fixture
def database_kind() -> str:
    return "sqlite"  # PostgreSQL needs no announcement


def test_an_unannounced_change_is_refused(author: Person) -> None:
    author.name = "Eve"
    with pytest.raises(RuntimeError, match="begin_writing"):
        db.session.flush()


def test_an_unannounced_statement_is_refused(author: Person) -> None:
    with pytest.raises(RuntimeError, match="begin_writing"):
        db.session.execute(sa.update(Team).values(name="x"))


def test_reading_first_does_not_stand_in_the_way_of_writing(author: Person) -> None:
    assert db.session.scalars(sa.select(Person)).one() is author
    begin_writing()
    author.name = "Ada Lovelace"
    db.session.commit()
    assert author.name == "Ada Lovelace"


def test_readers_do_not_wait_for_a_writer(author: Person) -> None:
    begin_writing()
    author.name = "Ada Lovelace"
    db.session.flush()
    with db.engine.connect() as reader:
        assert reader.execute(sa.select(Person.name)).scalar_one() == "ada"
