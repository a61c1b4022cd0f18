"""`flask screen`: JSON Lines in, JSON Lines out, in order, whatever a line holds."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from models.findings import SIGNALS
from models.screener import Screener


@pytest.fixture
def bulk_app(tmp_path: Path, screener: Screener) -> Flask:
    """No table is ever made: the command has to work without a database."""
    return create_app({"TESTING": True, "SCREENER": screener, "INSTANCE_PATH": str(tmp_path)})


@pytest.fixture
def run(bulk_app: Flask) -> Callable[..., tuple[int, list[Any]]]:
    def run(lines: bytes, *options: str) -> tuple[int, list[Any]]:
        done = bulk_app.test_cli_runner().invoke(args=["screen", *options], input=lines)
        return done.exit_code, [json.loads(line) for line in done.stdout_bytes.splitlines()]

    return run


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


Run = Callable[..., tuple[int, list[Any]]]


def test_a_draft_comes_back_with_findings_and_a_decision(run: Run) -> None:
    status, (answer,) = run(line(id="a1", text="Ms Okafor, SSN 418-73-0952", platform="x"))
    assert status == 0
    assert set(answer["signals"]) == set(SIGNALS)
    assert answer["outcome"] == "hold"
    assert answer["fired"] == ["confidential.personal"]
    (found,) = answer["findings"]
    assert (found["start"], found["end"], found["text"]) == (15, 26, "418-73-0952")
    assert {"rule", "outcome", "because"} <= set(answer["reasons"][0])
    assert answer["weights"] == "words-1"
    assert answer["pack"].startswith("us-municipal@")
    assert "input" not in answer


def test_answers_come_in_the_order_of_the_lines(run: Run) -> None:
    lines = b"".join(line(id=n, text=f"Open at {n}.") for n in range(100))
    status, answers = run(lines)
    assert status == 0
    assert [answer["id"] for answer in answers] == list(range(100))


@pytest.mark.parametrize(
    ("bad", "id", "word"),
    [
        (b"not json\n", None, "JSON"),
        (b"[1]\n", None, "object"),
        (b'"text"\n', None, "object"),
        (line(id="b", text=5), "b", "text"),
        (line(id="b"), "b", "text"),
        (line(id="b", text="x", capacity="king"), "b", "capacity"),
        (line(id="b", text="x", links=7), "b", "links"),
        (line(id="b", text="x", media=[{"alt": 3}]), "b", "media"),
        (line(id="b", text="x", media=[5]), "b", "media"),
        (b'{"text": "\xff"}\n', None, "UTF-8"),
        (b'{"text": NaN}\n', None, "NaN"),
        (b'{"text": "x", "n": ' + b"9" * 5000 + b"}\n", None, "number"),
        (b"[" * 200_000 + b"\n", None, "nesting"),
        (b'{"text": "x"', None, "JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_run_goes_on(run: Run, bad: bytes, id: str, word: str) -> None:
    last = b"" if bad.endswith(b'"') else line(id="c", text="Open.")
    status, answers = run(line(id="a", text="Open.") + bad + last)
    assert status == 2
    assert answers[1]["id"] == id
    assert answers[1]["error"].startswith("line 2: ")
    assert word in answers[1]["error"]
    assert [answer["id"] for answer in answers[2:]] == (["c"] if last else [])


def test_unknown_keys_are_carried_through(run: Run) -> None:
    _, (answer,) = run(line(id=1, text="Open.", author="ann", tags=[1]))
    assert answer["input"] == {"author": "ann", "tags": [1]}


def test_every_part_of_a_draft_is_screened(run: Run) -> None:
    media = [{"name": "a.png", "alt": "gate code 4471#"}]
    _, (answer,) = run(line(text="Open.", media=media, links=["https://a.example"], sources="me"))
    assert [(f["part"], f["text"]) for f in answer["findings"]] == [("media.0.alt", "4471#")]


def test_a_lone_surrogate_comes_back_as_it_was(run: Run) -> None:
    status, (answer,) = run(b'{"id": "\\ud800", "text": "SSN 418-73-0952 \\ud800"}\n')
    assert status == 0
    assert answer["id"] == "\ud800"


def test_blank_lines_and_a_byte_order_mark_are_passed_over(run: Run) -> None:
    status, answers = run(
        b"\xef\xbb\xbf" + line(id=1, text="Open.") + b"\n  \n" + line(id=2, text="")
    )
    assert status == 0
    assert [answer["id"] for answer in answers] == [1, 2]


def test_without_policy_nothing_is_decided(run: Run) -> None:
    _, (answer,) = run(line(text="SSN 418-73-0952"), "--no-policy")
    assert (answer["outcome"], answer["reasons"], answer["pack"]) == (None, [], None)
    assert answer["fired"] == ["confidential.personal"]


def test_an_unknown_pack_is_refused_before_anything_is_read(run: Run) -> None:
    status, answers = run(line(text="Open."), "--pack", "no-such-pack")
    assert (status, answers) == (1, [])


def test_files_are_read_and_written(bulk_app: Flask, tmp_path: Path) -> None:
    drafts, answers = tmp_path / "drafts.jsonl", tmp_path / "answers.jsonl"
    drafts.write_bytes(line(id=1, text="Open."))
    command = ["screen", "--input", str(drafts), "--output", str(answers)]
    assert bulk_app.test_cli_runner().invoke(args=command).exit_code == 0
    assert json.loads(answers.read_text("utf-8"))["id"] == 1
    assert list(tmp_path.glob("*.db")) == []


def test_the_input_is_never_overwritten(bulk_app: Flask, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts.jsonl"
    drafts.write_bytes(line(id=1, text="Open."))
    command = ["screen", "--input", str(drafts), "--output", str(drafts)]
    assert bulk_app.test_cli_runner().invoke(args=command).exit_code == 2
    assert drafts.read_bytes() == line(id=1, text="Open.")


def test_a_missing_input_is_named(bulk_app: Flask, tmp_path: Path) -> None:
    done = bulk_app.test_cli_runner().invoke(args=["screen", "--input", str(tmp_path / "none")])
    assert done.exit_code == 2
    assert "none" in done.stderr


def test_a_source_may_be_given_for_one_sentence(run: Run) -> None:
    claim = "This always works for everyone."
    text = f"Hello. {claim}"
    for source, outcome in (("https://www.cdc.gov/flu", "clear"), ("Lopez", "advise")):
        given = {"claim": claim, "source": source}
        status, (answer,) = run(line(id=1, text=text, sources=[given]))
        assert (status, answer["outcome"]) == (0, outcome)


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ([{"claim": "Not there.", "source": "x"}], "no sentence"),
        ([{"claim": "Hello."}], '"claim" and "source"'),
        ([{"claim": "Hello.", "source": " "}], '"claim" and "source"'),
        ([3], '"claim" and "source"'),
        (3, '"claim" and "source"'),
    ],
)
def test_a_source_that_cannot_be_placed_is_refused(run: Run, sources: object, said: str) -> None:
    status, (answer,) = run(line(id=1, text="Hello.", sources=sources))
    assert status == 2
    assert said in answer["error"]
