"""`flask packs`: list, check and backtest, as an administrator meets them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app import drafts
from app.extensions import db
from app.tables import Person
from models.findings import Post

WritePack = Callable[..., Path]
HOSTILE = "when: {signal: tone.hostile}"


@pytest.fixture
def packs(app: Flask) -> Callable[..., Result]:
    def invoke(*arguments: str) -> Result:
        return app.test_cli_runner().invoke(args=["packs", *arguments])

    return invoke


@pytest.fixture
def hostile_rule(sound_rule: str) -> str:
    """A rule whose examples the word screener of the tests understands."""
    return (
        sound_rule.replace("when: {signal: conduct.partisan}", HOSTILE)
        .replace("Vote for me on Tuesday!", "They are liars and crooks.")
        .replace("id: asking-for-votes", "id: no-insults")
    )


def test_list_marks_the_pack_in_force(packs: Callable[..., Result]) -> None:
    listed = packs("list")
    assert listed.exit_code == 0
    assert "* us-municipal@3" in listed.output
    assert "  base@3" in listed.output


def test_a_sound_pack_passes_the_check(
    packs: Callable[..., Result], write_pack: WritePack, hostile_rule: str
) -> None:
    folder = write_pack(rules={"no-insults.yaml": hostile_rule})
    checked = packs("check", str(folder))
    assert checked.exit_code == 0
    assert "town@3: 1 rules read." in checked.output
    assert "2 of 2 examples hold, with weights words-1." in checked.output


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("They are liars and crooks.", "Good morning.", 13, "must meet the rule `no-insults`"),
        ("Polls are open 7am to 8pm on Tuesday.", "liars and crooks", 14, "must pass"),
        ("outcome: refer", "outcome: block", 6, '`outcome` cannot be "block"'),
        ("url: https://example.gov/code/1-23-4", "url: ???", 5, "`source.url` is not well formed"),
    ],
)
def test_a_failing_check_names_file_and_line_and_exits_1(
    packs: Callable[..., Result],
    write_pack: WritePack,
    hostile_rule: str,
    old: str,
    new: str,
    line: int,
    what: str,
) -> None:
    folder = write_pack(rules={"no-insults.yaml": hostile_rule.replace(old, new)})
    checked = packs("check", str(folder))
    assert checked.exit_code == 1
    assert f"no-insults.yaml:{line}: " in checked.output
    assert what in checked.output


def test_without_weights_the_check_says_so_and_tries_the_rest(
    packs: Callable[..., Result],
    write_pack: WritePack,
    word_screener: Any,
    hostile_rule: str,
    sound_rule: str,
) -> None:
    word_screener.ready, word_screener.why_not_ready = False, "There is no folder of weights."
    worded = sound_rule.replace("{signal: conduct.partisan}", "{terms: [vote]}")
    rules = {"no-insults.yaml": hostile_rule, "asking-for-votes.yaml": worded}
    checked = packs("check", str(write_pack(rules=rules)))
    assert checked.exit_code == 0
    assert "There is no folder of weights." in checked.output
    assert "The examples of 1 rules were not tried; those of 1 were." in checked.output
    assert "2 of 2 examples hold" in checked.output


def test_a_pack_overdue_for_review_is_named_but_not_refused(
    packs: Callable[..., Result], write_pack: WritePack, sound_pack: str
) -> None:
    old = sound_pack.replace("2026-01-01", "2024-01-01").replace("2027-01-01", "2025-01-01")
    checked = packs("check", str(write_pack(old, {})))
    assert checked.exit_code == 0
    assert "its review was due on 2025-01-01" in checked.output


def test_backtest_counts_the_decisions_that_would_change(
    packs: Callable[..., Result],
    write_pack: WritePack,
    hostile_rule: str,
    author: Person,
) -> None:
    for key, text in enumerate(["The library opens at nine.", "They are liars and crooks."] * 2):
        drafts.submit(Post(text), author, submit_key=str(key))
    db.session.commit()
    held = hostile_rule.replace("outcome: refer", "outcome: hold")
    tried = packs("backtest", str(write_pack(rules={"no-insults.yaml": held})))
    assert tried.exit_code == 0, tried.output
    assert "4 screened drafts: 2 would be decided otherwise." in tried.output
    assert "(us-municipal@3 -> town@3;" in tried.output
    assert "2  refer -> hold" in tried.output
    assert "2  newly met: no-insults" in tried.output
    assert "2  no longer met: hostile-language" in tried.output
    assert "0 screened drafts" in packs("backtest", "base", "--since", "2030-01-01").output
    assert "0 would be decided otherwise" in packs("backtest", "us-municipal").output


def test_backtest_of_a_broken_pack_says_what_is_wrong(packs: Callable[..., Result]) -> None:
    tried = packs("backtest", "no-such-pack")
    assert tried.exit_code == 1
    assert "There is no pack here" in tried.output
