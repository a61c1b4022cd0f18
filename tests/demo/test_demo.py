"""`flask demo` makes a believable agency, through the real services, once."""

import json
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import claims, facts, people, record
from app.certificates import Status, status
from app.demo.texts import CORPUS
from app.extensions import db
from app.tables import (
    Case,
    CaseState,
    Certificate,
    Draft,
    DraftState,
    Feedback,
    Grant,
    Person,
    Role,
    SourceCheck,
    SourceWord,
    Verdict,
    VerdictRow,
)
from models.findings import SIGNALS, Finding, Post, Screening, Span


class LabelScreener:
    """Finds what the corpus says is in its drafts, so that no weights are needed here."""

    weights = "labels-1"
    ready = True
    why_not_ready = ""

    def __init__(self) -> None:
        self._spans: dict[str, dict[str, list[str]]] = {}
        for file in CORPUS.glob("train-*.jsonl"):
            for line in file.read_text(encoding="utf-8").splitlines():
                draft = json.loads(line)
                self._spans[draft["text"]] = draft["spans"]

    def screen(self, post: Post) -> Screening:
        findings = [
            Finding(signal, _where(post.text, words), 0.97, self.weights, "Its label says so.")
            for signal, spans in self._spans.get(post.text, {}).items()
            for words in spans
        ]
        scores = dict.fromkeys(SIGNALS, 0.01) | {f.signal: f.score for f in findings}
        return Screening(scores, dict.fromkeys(SIGNALS, 0.5), tuple(findings), self.weights)


def _where(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def demo_app(app: Flask) -> Flask:
    app.config["SCREENER"] = LabelScreener()
    del app.config["CLOCK"]
    return app


def _run(app: Flask) -> str:
    answer = app.test_cli_runner().invoke(args=["demo"])
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_the_demonstration_has_something_for_every_page(demo_app: Flask) -> None:
    shown = _run(demo_app)
    with demo_app.app_context():
        drafts = Counter(db.session.scalars(sa.select(Draft.state)))
        cases = Counter(db.session.scalars(sa.select(Case.state)))
        verdicts = Counter(db.session.scalars(sa.select(VerdictRow.verdict)))
        certificates = Counter(status(c) for c in db.session.scalars(sa.select(Certificate)))
        assert sum(drafts.values()) == 250
        assert set(drafts) == set(DraftState)
        assert set(cases) == set(CaseState)
        assert set(verdicts) == set(Verdict)
        assert set(certificates) == {Status.VALID, Status.EXPIRED, Status.VOIDED}
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Feedback))
        assert set(db.session.scalars(sa.select(SourceCheck.word))) <= set(SourceWord)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(SourceCheck))
        assert len(facts.lines()) >= 5
        assert len(claims.own()) == 3
        assert set(db.session.scalars(sa.select(Grant.role))) == set(Role)
        assert record.verify().ok
        for line in shown.splitlines()[1:]:
            if "@" in line:
                email, password = line.split()[-2:]
                assert people.authenticate(email, password) is not None

    # A second start prints the same sign-ins and invents nobody anew.
    assert _run(demo_app) == shown
    with demo_app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Draft)) == 250


def test_a_database_with_real_people_is_left_alone(demo_app: Flask, tmp_path: Path) -> None:
    with demo_app.app_context():
        people.add("Ada", "ada@city.example", "correct horse battery", [(Role.OFFICIAL, "")])
        db.session.commit()
    answer = demo_app.test_cli_runner().invoke(args=["demo"])
    assert answer.exit_code == 1
    with demo_app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1
