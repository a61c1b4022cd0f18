"""`flask claims`: what it prints, what it keeps, and what it notes in the record."""

import json
from pathlib import Path

import pytest
from flask import Flask

from app.extensions import db
from app.tables import RecordEntry

CLAIMS = (
    '{"id": "a", "claim": "The moon is made of cheese.", "verdict": "False"}\n{"claim": "No"}\n'
)


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.jsonl"
    path.write_text(CLAIMS, encoding="utf-8")
    return path


def run(app: Flask, *words: str, **more: str) -> tuple[int, str, str]:
    done = app.test_cli_runner().invoke(args=["claims", *words], **more)  # type: ignore[arg-type]
    return done.exit_code, done.stdout, done.stderr


def test_an_import_reports_and_is_noted_once(app: Flask, feed: Path) -> None:
    code, said, told = run(app, "import", str(feed))
    assert code == 2
    assert "1 added, 0 updated, 0 unchanged, 1 refused" in said
    assert "line 2 refused" in told
    assert "0 added, 0 updated, 1 unchanged" in run(app, "import", str(feed))[1]
    with app.app_context():
        entries = db.session.query(RecordEntry).filter_by(kind="claims.imported").all()
        (payload,) = [json.loads(entry.payload) for entry in entries]
    assert (payload["added"], payload["updated"], payload["refused"]) == (1, 0, 1)


def test_another_index_is_kept_apart_and_not_noted(app: Flask, feed: Path) -> None:
    run(app, "import", str(feed), "--index", "trial")
    assert (Path(app.instance_path) / "claims" / "trial.sqlite").exists()
    assert not (Path(app.instance_path) / "claims" / "default.sqlite").exists()
    with app.app_context():
        assert not db.session.query(RecordEntry).filter_by(kind="claims.imported").count()


def test_claims_are_matched_line_by_line(app: Flask, feed: Path) -> None:
    run(app, "import", str(feed))
    lines = (
        '{"id": 7, "text": "Our moon is just cheese, you know."}\nbroken\n\n{"id": 8, "text": ""}\n'
    )
    code, said, _ = run(app, "match", input=lines)
    first, second, third = map(json.loads, said.splitlines())
    assert code == 2
    assert first["id"] == 7
    (match,) = first["matches"]
    assert (match["claim_id"], match["verdict"], match["url"]) == ("a", "false", "")
    assert match["claim"] == "The moon is made of cheese."
    assert match["score"] > 0.5
    assert second["error"].startswith("line 2:")
    assert third == {"id": 8, "matches": []}


@pytest.mark.parametrize("name", ["../up", "a/b", "", "UPPER", "x" * 80])
def test_an_index_is_a_plain_name(app: Flask, feed: Path, name: str) -> None:
    code, _, told = run(app, "import", str(feed), "--index", name)
    assert code == 2
    assert "small letters" in told


def test_what_is_no_feed_changes_nothing(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(b"\xff\xfe\x00\x01")
    code, _, told = run(app, "import", str(path))
    assert (code, "UTF-8" in told) == (1, True)
    assert not (Path(app.instance_path) / "claims").exists()


def test_a_missing_index_says_what_to_do(app: Flask) -> None:
    code, _, told = run(app, "match", "--index", "none", input="{}")
    assert (code, "import claims" in told) == (1, True)
