"""A real server process with the released weights, and a real Chromium that visits it."""

import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bench.server import started

PASSWORD = secrets.token_urlsafe(12)
PEOPLE = {
    "official": ("Olive Official", ["official"]),
    "reviewer": (
        "Rita Reviewer",
        [
            "reviewer:communications",
            "reviewer:security",
            "reviewer:legal",
            "reviewer:records",
            "reviewer:elections",
        ],
    ),
    "colleague": ("Carl Colleague", ["reviewer:communications", "reviewer:security"]),
    "auditor": ("Ada Auditor", ["auditor"]),
    "admin": ("Sam Systems", ["system-admin"]),
    "keeper": ("Pia Policy", ["policy-admin"]),
}
# Chromium would otherwise call home, which no machine it is tested on may allow.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Long enough for a machine whose cores all work on other tests.
WAIT_MS = 30_000
expect.set_options(timeout=WAIT_MS)
# What the browser and htmx say when the server refuses a request, as some tests want it to.
REFUSED = re.compile(r"status of 4\d\d|Status Error Code 4\d\d")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.weights)


@dataclass
class Server:
    address: str
    instance: Path

    def log(self) -> str:
        return (self.instance / "server.log").read_text()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """gunicorn as `make run` starts it, on an empty database with one person a role."""
    instance = tmp_path_factory.mktemp("instance")
    commands = []
    for role, (name, grants) in PEOPLE.items():
        granted = [word for grant in grants for word in ("--role", grant)]
        person = [f"{role}@agency.example", "--name", name, *granted, "--password", PASSWORD]
        commands.append(["people", "add", *person])
    with started(instance, commands, SIGN_IN_LIMIT="1000 per minute") as (port, _):
        yield Server(f"http://127.0.0.1:{port}", instance)


# Closed after each file: while it runs, its event loop fills this thread, and no other test that
# calls the app in the same process could end a request.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if program is None:
        pytest.skip("no Chromium on this machine: install the package `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, server: Server) -> Iterator[OpenPage]:
    """`open_page("official", width=360, javascript=False)`: a page in a browser of its own.

    A test fails on any error in the page's console, a breach of the content policy among them.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(role: str = "", *, width: int = 1280, javascript: bool = True) -> Page:
        context = chromium.new_context(
            base_url=server.address,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="en-US",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if message.type == "error" and not REFUSED.search(message.text)
                else None
            ),
        )
        if role:
            sign_in(page, role)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(page: Page, role: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email").fill(f"{role}@agency.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
