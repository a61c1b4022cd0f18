"""The same promise with the detectors that ship: whatever they hold is nowhere afterwards."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import drafts
from app.extensions import db
from app.tables import Base, DraftState, Person
from models.findings import Media, Post
from models.screener import Screener, default_detectors


@pytest.fixture(scope="module")
def detectors() -> Screener:
    """Without a classifier every post is referred too, which does not matter here."""
    # A busy machine is no failure here; what a slow detector leads to is tested elsewhere.
    return Screener(default_detectors(), None, seconds_per_detector=120)


@pytest.fixture
def real_app(app: Flask, detectors: Screener) -> Flask:
    app.config["SCREENER"] = detectors
    return app


@pytest.mark.parametrize(
    ("sentence", "secret"),
    [
        ("Her Social Security number is {}, call her today.", "536-22-8726"),
        ("Deploy with AWS key {} until Friday.", "AKIAQYLPMN5HHHFPZAM2"),
        ("The staff Wi-Fi password is {}, works everywhere.", "BlueHeron42"),
        ("Refund it to card {} please.", "4539 1488 0343 6467"),
        ("{} The briefing is at nine.", "SECRET//NOFORN"),
    ],
)
def test_what_the_detectors_hold_is_in_no_table_and_no_file(
    real_app: Flask,
    author: Person,
    tmp_path: Path,
    database_kind: str,
    sentence: str,
    secret: str,
) -> None:
    text = sentence.format(secret)
    post = Post(text=text, media=(Media("sign.png", f"A sign. {text}"),))
    draft = drafts.submit(post, author, submit_key="k", note=f"Is this fine? {text}")
    db.session.commit()
    assert (draft.state, draft.current.masked) == (DraftState.IN_REVIEW, True)
    assert len(draft.current.content["text"]) == len(text)
    stored = "\n".join(
        json.dumps(list(row), default=str, ensure_ascii=False)
        for table in Base.metadata.sorted_tables
        for row in db.session.execute(sa.select(table))
    )
    assert secret not in stored
    if database_kind == "sqlite":
        for file in tmp_path.glob("countersign.sqlite*"):
            assert secret.encode() not in file.read_bytes()
