"""Sign-in tries are counted, in memory or in Redis; a session that sat idle is over."""

import os
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_login import current_user
from redis import Redis
from redis.exceptions import RedisError

from app import access, create_app, people
from app.access import Capability
from app.extensions import db, sign_in_limit
from app.tables import Role

REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
JSON = {"Accept": "application/json"}


def _app(tmp_path: Path, database_url: str, storage: str) -> Flask:
    app = create_app(
        {
            "TESTING": True,
            "DATABASE_URL": database_url,
            "INSTANCE_PATH": str(tmp_path),
            "RATE_LIMIT_STORAGE": storage,
            "SIGN_IN_LIMIT": "3 per minute",
            "WTF_CSRF_ENABLED": False,
            # Other runs may share the server; their counts are not ours.
            "RATELIMIT_KEY_PREFIX": uuid.uuid4().hex,
        }
    )

    @access.requires(Capability.USE_ACCOUNT)
    def name() -> str:
        return str(current_user.name)

    @sign_in_limit
    def try_it() -> str:
        return "tried"

    def let_in(public_id: str) -> str:
        access.sign_in(people.find(public_id))
        return "in"

    # Public names, so that nothing but the limit can refuse.
    for endpoint in ("account.setup_submit", "certificates.show"):
        app.view_functions.pop(endpoint, None)
    app.add_url_rule("/try", "account.setup_submit", try_it, methods=["POST"])
    app.add_url_rule("/let-in/<public_id>", "certificates.show", let_in)
    app.add_url_rule("/name", "name", name)
    return app


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.redis)])
def storage(request: pytest.FixtureRequest) -> str:
    if request.param == "memory":
        return "memory://"
    server = Redis.from_url(REDIS)
    try:
        server.ping()
    except RedisError as why:
        pytest.skip(f"no Redis server answers: {why}")
    finally:
        server.close()
    return REDIS


def test_too_many_tries_to_sign_in_are_refused(
    tmp_path: Path, database_url: str, storage: str
) -> None:
    client = _app(tmp_path, database_url, storage).test_client()
    answers = [client.post("/try", headers=JSON).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]


def test_the_refusal_says_when_to_come_back(tmp_path: Path, database_url: str) -> None:
    client = _app(tmp_path, database_url, "memory://").test_client()
    for _ in range(3):
        client.post("/try", headers=JSON)
    refused = client.post("/try", headers=JSON)
    assert int(refused.headers["Retry-After"]) <= 60
    assert refused.json is not None
    assert "Too many tries" in refused.json["happened"]


@pytest.mark.parametrize(("minutes", "expected"), [(60, 200), (-1, 401)])
def test_a_session_ends_when_it_sat_idle(
    tmp_path: Path, database_url: str, minutes: int, expected: int
) -> None:
    app = _app(tmp_path, database_url, "memory://")
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(minutes=minutes)
    with app.app_context():
        grants = [(Role.OFFICIAL, "")]
        person = people.add("Ada", "ada@agency.example", "correct horse battery", grants)
        db.session.commit()
        public_id = person.public_id
    client = app.test_client()
    client.get(f"/let-in/{public_id}", headers=JSON)
    assert client.get("/name", headers=JSON).status_code == expected
