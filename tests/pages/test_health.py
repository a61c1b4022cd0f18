"""Whoever watches the machine gets a plain answer without an account."""

from typing import Any

import sqlalchemy as sa
from flask import Flask

from app.extensions import db


def test_healthz_answers_without_asking_the_database(app: Flask) -> None:
    assert app.test_client().get("/healthz").status_code == 200


def test_readyz_says_yes_when_all_is_well(app: Flask) -> None:
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 200


def test_readyz_says_why_the_weights_are_missing(app: Flask, word_screener: Any) -> None:
    word_screener.ready, word_screener.why_not_ready = False, "The weights are missing."
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert "The weights are missing." in answer.get_data(as_text=True)


def test_readyz_says_that_the_database_is_old(app: Flask) -> None:
    with app.app_context():
        db.session.execute(sa.text("UPDATE alembic_version SET version_num = 'older'"))
        db.session.commit()
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert "db-upgrade" in answer.get_data(as_text=True)
