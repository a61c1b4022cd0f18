"""Words are shown as typed, escaped; no page carries script or style of its own."""

from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.tables import Person

TYPED = [
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}",
    "'; DROP TABLE draft; --",
    "right to left \u202eoverride\u202c",
    "zero\u200bwidth\u200djoined",
    "Ａ full-width, é composed and e\u0301 not",
    '"><img src=x onerror=alert(1)>',
    "  indented\n\n\nand spaced  out",
]


class Inline(HTMLParser):
    """Notes every script, style and event handler that a page carries itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        own = tag == "style" or (tag == "script" and "src" not in names) or "style" in names
        if own or any(name.startswith("on") for name in names):
            self.found.append(tag)
        if any("javascript:" in (value or "").lower() for _name, value in attrs):
            self.found.append(tag)


def escaped(text: str) -> str:
    """As HTML must carry it."""
    for letter, spelled in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("'", "&#39;"),
        ('"', "&#34;"),
    ):
        text = text.replace(letter, spelled)
    return text


def page_of(client: FlaskClient, address: str, expected: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == expected, address
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("typed", TYPED)
def test_words_are_shown_as_typed(
    browser: Any, author: Person, reviewer: Person, new_draft: Any, typed: str
) -> None:
    draft = new_draft(f"liars and crooks {typed}", sources=(typed,), links=(typed,))
    case = draft.cases[-1]
    addresses = ((author, f"/posts/{draft.public_id}"), (reviewer, f"/cases/{case.public_id}"))
    for person, address in addresses:
        page = page_of(browser(person), address)
        assert escaped(typed.rstrip()) in page
        assert Inline(page).found == []


@pytest.mark.parametrize("typed", TYPED)
def test_the_form_gives_back_what_was_typed(browser: Any, author: Person, typed: str) -> None:
    answer = browser(author).post("/posts/check", data={"text": typed, "note": typed})
    assert f">\n{escaped(typed)}</textarea>" in answer.get_data(as_text=True)


def test_no_page_carries_script_or_style_of_its_own(
    browser: Any,
    author: Person,
    reviewer: Person,
    auditor: Person,
    admin: Person,
    new_draft: Any,
) -> None:
    cleared = new_draft("The library opens at ten.")
    visits = {
        author: ["/posts", "/posts/new", f"/posts/{cleared.public_id}", "/account", "/policy"],
        reviewer: ["/queue", "/policy/rules/hostile-language"],
        auditor: ["/record", f"/record/drafts/{cleared.public_id}"],
        admin: ["/people", "/people/invite", f"/people/{author.public_id}", "/teams"],
        None: ["/sign-in", "/check"],
    }
    for person, addresses in visits.items():
        client = browser(person)
        for address in addresses:
            page = page_of(client, address)
            assert Inline(page).found == [], address
            assert page.count("<h1") == 1, address


@pytest.mark.parametrize(
    "address", ["/posts/nothing", "/cases/nothing", "/certificates/x", "/nowhere"]
)
def test_what_is_not_there_says_what_to_do(browser: Any, reviewer: Person, address: str) -> None:
    page = page_of(browser(reviewer), address, 404)
    assert "There is no such page here" in page
    assert "Go to your start page" in page
