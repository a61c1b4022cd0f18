"""Words that try to break a page are shown as typed; what cannot be kept is refused in words."""

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.extensions import db
from app.tables import Draft, Person

Browser = Callable[[Person | None], FlaskClient]
Dump = Callable[[], dict[str, list[tuple[object, ...]]]]

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "template": "{{7*7}} {% raw %} ${7*7}",
    "end-of-textarea": "</textarea><img src=x onerror=alert(1)>",
    "right-to-left": "abc \u202egnp.exe\u202c مرحبا",
    "zero-width": "wo\u200brd\u2060s \ufeff end",
    "quotes": "\" onfocus=alert(1) x='",
    "sql": "'; DROP TABLE draft;--",
    "emoji": "👩‍👩‍👧‍👦 \U0001f1fa\U0001f1f8 e\u0301",
}


class _Handlers(HTMLParser):
    """Collects what would run in the page itself: inline scripts, styles and event attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)
        self.found += [name for name in names if name == "style" or re.match("on|hx-on", name)]


def handlers_in(page: str) -> list[str]:
    parser = _Handlers()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_words_are_shown_as_typed_on_every_page_they_reach(
    browser: Browser, author: Person, words: str
) -> None:
    client = browser(author)
    typed = {
        "text": f"liars and crooks {words}",
        "sources": words,
        "note": words,
        "media-0-name": words,
        "media-0-alt": words,
        "submit_key": "k",
        "seen_outcome": "refer",
    }
    checked = client.post("/posts/check", data=typed)
    sent = client.post("/posts", data=typed)
    assert sent.status_code == 302
    address = sent.headers["Location"]
    for answer in (
        checked,
        client.get(address),
        client.get(f"{address}/revise"),
        client.get("/posts"),
    ):
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert words in unescape(re.sub(r"</?(mark|span)[^>]*>", "", page))
        assert words not in page or "<" not in words
        assert handlers_in(page) == []


@pytest.mark.parametrize("field", ["text", "note", "sources", "links", "media-0-alt"])
def test_a_nul_is_refused_in_words_and_stores_nothing(
    browser: Browser, author: Person, dump: Dump, field: str
) -> None:
    before = dump()
    typed = {"text": "The library opens at nine.", "submit_key": "k", "note": "Kept with it."}
    typed[field] = "a\0b"
    answer = browser(author).post("/posts", data=typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "code 0000" in page
    assert "Your text is still in the form." in page
    assert "Kept with it." in page or field == "note"
    assert dump() == before


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "live"])
def test_a_check_of_a_nul_says_where_it_stands(
    browser: Browser, author: Person, headers: dict[str, str]
) -> None:
    answer = browser(author).post("/posts/check", data={"text": "ab\0c"}, headers=headers)
    assert "Character 3 (code 0000) cannot be stored." in answer.get_data(as_text=True)


def _send_bytes(client: FlaskClient, text: bytes, address: str) -> TestResponse:
    kind = "application/x-www-form-urlencoded"
    return client.post(address, data=b"submit_key=k&text=" + text, content_type=kind)


@pytest.mark.parametrize("address", ["/posts", "/posts/check"])
@pytest.mark.parametrize("text", [b"a%ED%A0%80b", b"a%FF%FEb", b"a\xed\xa0\x80b"])
def test_bytes_that_are_no_text_break_nothing(
    browser: Browser, author: Person, text: bytes, address: str
) -> None:
    client = browser(author)
    answer = _send_bytes(client, text, address)
    assert answer.status_code in {200, 302, 422}
    assert client.get("/posts").status_code == 200


def test_a_hundred_thousand_characters_are_answered_with_the_text_kept(
    browser: Browser, author: Person, dump: Dump
) -> None:
    before = dump()
    text = "word " * 20_001
    for address in ("/posts/check", "/posts"):
        answer = browser(author).post(address, data={"text": text, "submit_key": "k"})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert "Cut it into several drafts." in page
        assert text.strip() in page
    assert dump() == before


@pytest.mark.parametrize("text", ["", "   ", "\r\n\r\n", "\t"])
def test_nothing_to_check_is_said_in_words(
    browser: Browser, author: Person, dump: Dump, text: str
) -> None:
    before = dump()
    answer = browser(author).post("/posts", data={"text": text, "submit_key": "k"})
    assert answer.status_code == 422
    assert "There is no text to check." in answer.get_data(as_text=True)
    assert dump() == before


@pytest.mark.parametrize(
    "odd",
    [
        {"capacity": "emperor"},
        {"platforms": ["myspace", "x"]},
        {"seen_outcome": "nonsense"},
        {"submit_key": "k" * 5000},
        {"draft": "../../etc"},
        {"media-99999-name": "a"},
        {"seen_version": "one"},
    ],
    ids=lambda odd: next(iter(odd)),
)
def test_a_field_nobody_could_have_filled_breaks_nothing(
    browser: Browser, author: Person, odd: dict[str, object]
) -> None:
    client = browser(author)
    typed = {"text": "The library opens at nine.", "submit_key": "k", **odd}
    for address in ("/posts/check", "/posts"):
        assert client.post(address, data=typed).status_code in {200, 302, 404, 422}
    db.session.rollback()
    for draft in db.session.scalars(sa.select(Draft)):
        assert draft.current.content["capacity"] in {"official", "personal", "mixed"}
        assert set(draft.current.content["platforms"]) <= {"x"}


def test_line_ends_of_a_browser_count_as_one_character(browser: Browser, author: Person) -> None:
    text = "One\r\nliars and crooks"
    live = browser(author).post("/posts/check", data={"text": text}, headers={"HX-Request": "true"})
    assert "[[4,20," in live.get_data(as_text=True)


def test_half_a_picture_is_a_picture(browser: Browser, author: Person) -> None:
    client = browser(author)
    for typed in ({"media-0-name": "door.jpg"}, {"media-3-alt": "A red door"}):
        answer = client.post("/posts/check", data={"text": "The library opens at nine.", **typed})
        assert answer.status_code == 200
        assert next(iter(typed.values())) in answer.get_data(as_text=True)
