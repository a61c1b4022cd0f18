"""Everybody may read the rules, as sentences, with where they come from."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.packs import active_pack
from app.tables import Person

Browser = Callable[[Person | None], FlaskClient]


def test_every_active_rule_is_on_the_page_of_the_pack(browser: Browser, author: Person) -> None:
    page = browser(author).get("/policy").get_data(as_text=True)
    for rule in active_pack().active_rules:
        assert f'/policy/rules/{rule.id}"' in page


def test_every_rule_has_a_page_with_its_sentence_source_and_examples(
    browser: Browser, author: Person
) -> None:
    client = browser(author)
    for rule in active_pack().rules:
        answer = client.get(f"/policy/rules/{rule.id}")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert "Meets the rule" in page
        assert rule.source.url.replace("&", "&amp;") in page


def test_a_rule_page_reads_as_a_sentence(browser: Browser, author: Person) -> None:
    page = browser(author).get("/policy/rules/embargoed").get_data(as_text=True)
    for words in (
        "Needs a reviewer",
        "communications",
        "screening finds embargo",
        "it may not go out before a stated time",
        "5 CFR 2635.703",
        "EMBARGOED UNTIL 9 AM MONDAY",
        "how embargoes work",
    ):
        assert words in page, words


def test_a_rule_that_is_not_in_the_pack_is_not_found(browser: Browser, author: Person) -> None:
    assert browser(author).get("/policy/rules/no-such-rule").status_code == 404


@pytest.mark.parametrize("address", ["/policy", "/policy/rules/embargoed"])
def test_the_policy_is_for_those_who_signed_in(app: Flask, address: str) -> None:
    assert "/sign-in" in app.test_client().get(address).headers["Location"]
