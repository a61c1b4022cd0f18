"""Links are opened only where the administrator allows it, only outside, and nothing goes along."""

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import fetching
from app.fetching import ask
from app.presentation.claimed import answer_in_words
from app.tables import Case, Draft, Person
from models.findings import Citation, Span

Browser = Callable[[Person | None], FlaskClient]
CLAIM = "This always works for everyone."


class Site(BaseHTTPRequestHandler):
    """A page, a redirect, an endless redirect, an error, and one that is no page."""

    asked: list[str] = []  # noqa: RUF012 - what all requests of a test asked for

    def do_GET(self) -> None:
        Site.asked.append(f"{self.path} {self.headers.get('Cookie', '')}")
        path = self.path.partition("?")[0]
        moved = {"/moved": "http://evil-irs.gov.example.com/page", "/round": "/round"}.get(path)
        self.send_response(302 if moved else 404 if path == "/gone" else 200)
        if moved:
            self.send_header("Location", moved)
        self.send_header("Content-Type", "text/plain" if path == "/plain" else "text/html")
        self.end_headers()
        self.wfile.write(b"<html><title>Crime &amp; safety\n 2025</title>")

    def log_message(self, *_: object) -> None:
        """Quietly."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever name is asked for, this machine answers; and it passes for a public one."""
    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    there = (server.server_address[0], server.server_address[1])
    Site.asked.clear()

    def found(host: str, _: int) -> list[str]:
        if host == "nowhere.example.com":
            raise socket.gaierror
        return ["93.184.216.34"]

    monkeypatch.setattr(fetching, "_addresses", found)
    monkeypatch.setattr(fetching, "_called", lambda *_: socket.create_connection(there, 5))
    yield
    server.shutdown()
    server.server_close()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://city.example.com/a?b=c", "opens: “Crime & safety 2025”."),
        ("http://city.example.com/plain", "opens; the page has no title."),
        ("http://city.example.com/gone", "answers with an error (404)"),
        (
            "http://city.example.com/moved",
            "leads on to evil-irs.gov.example.com. This address looks",
        ),
        ("http://city.example.com/round", "does not answer: it leads on and on"),
        ("http://nowhere.example.com/", "does not answer: it could not be reached"),
        ("http://city.example.com:8080/", "a form that is not opened from here"),
        ("http://user@city.example.com/", "a form that is not opened from here"),
        ("ftp://city.example.com/", "a form that is not opened from here"),
        ("http://127.0.0.1/", "a form that is not opened from here"),
    ],
)
def test_what_a_link_answers_is_told(address: str, said: str) -> None:
    assert said in answer_in_words(address, ask(address))


INSIDE = ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00::1", "100.64.0.1"]


@pytest.mark.parametrize("inside", INSIDE)
def test_no_address_inside_a_network_is_called(
    monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    monkeypatch.setattr(fetching, "_addresses", lambda *_: ["93.184.216.34", inside])
    monkeypatch.setattr(fetching, "_called", lambda *_: pytest.fail("called"))
    answer = ask("https://intranet.example.com/")
    assert (answer.status, answer.why) == (0, "it leads to an address inside a network")


@pytest.fixture
def linked_case(new_draft: Callable[..., Draft]) -> Case:
    citation = Citation(Span(0, len(CLAIM)), "http://city.example.com/a")
    return new_draft(f"{CLAIM} They are liars and crooks.", citations=(citation,)).cases[-1]


@pytest.mark.usefixtures("site")
def test_a_reviewer_opens_a_link_only_where_that_is_allowed(
    browser: Browser, reviewer: Person, app: Flask, linked_case: Case
) -> None:
    client, address = browser(reviewer), f"/cases/{linked_case.public_id}"
    form = {"start": 0, "end": len(CLAIM)}
    assert "See whether it opens" not in client.get(address).get_data(as_text=True)
    assert client.post(f"{address}/sources/ask", data=form).status_code == 404
    assert Site.asked == []
    app.config["FETCH_LINKS"] = True
    assert "See whether it opens" in client.get(address).get_data(as_text=True)
    answer = client.post(f"{address}/sources/ask", data=form, follow_redirects=True)
    assert "opens: “Crime &amp; safety 2025”" in answer.get_data(as_text=True)
    assert Site.asked == ["/a "]
    assert client.post(f"{address}/sources/ask", data={"start": 1, "end": 2}).status_code == 422
    assert client.post(f"{address}/sources/ask").status_code == 422
