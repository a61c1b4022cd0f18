"""What holds for every page: no accessibility violation, no sideways scrolling, keys suffice."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, sign_in

SENTENCE = "Crime fell 40% because of our new cameras, guaranteed. #safestreetsfirst"
PAGES = {
    "": ["/sign-in", "/check"],
    "official": [
        "/posts",
        "/posts/new",
        "/account",
        "/policy",
        "/policy/rules/unsupported-claim",
        "/facts",
    ],
    "reviewer": [
        "/queue",
        "/claims",
        "/claims?q=vote+by+text",
        "/claims/new",
        "/facts",
        "/facts/new",
        "/documents",
        "/documents/new",
        "/documents/terms/new",
    ],
    "auditor": ["/record"],
    "admin": ["/people", "/people/invite", "/teams"],
    "keeper": ["/policy/versions"],
}
VISITS = [(role, path) for role, paths in PAGES.items() for path in paths]
# 1280 px at 200 % zoom gives a page as much room as 640 px do.
WIDTHS = [320, 640, 1280]


def _violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


def _sideways(page: Page) -> int:
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


@pytest.mark.parametrize(("role", "path"), VISITS)
def test_a_page_has_no_violation_and_fits_every_width(
    open_page: OpenPage, role: str, path: str
) -> None:
    page = open_page(role)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert _violations(page) == [], width
        assert _sideways(page) == 0, width


def test_a_checked_post_and_its_case_have_no_violation_and_fit(open_page: OpenPage) -> None:
    author = open_page("official")
    author.goto("/posts/new")
    author.get_by_label("Post", exact=True).fill(f"You people are idiots and liars.\n\n{SENTENCE}")
    expect(author.locator("[data-primary]")).to_be_visible()
    _holds_at_every_width(author)
    author.get_by_role("button", name="Send for review").click()
    author.wait_for_url("**/posts/*")
    _holds_at_every_width(author)

    reviewer = open_page("reviewer")
    reviewer.goto("/queue")
    _holds_at_every_width(reviewer)
    reviewer.get_by_role("button", name="Take next").first.click()
    reviewer.wait_for_url("**/cases/*")
    _holds_at_every_width(reviewer)

    auditor = open_page("auditor")
    auditor.goto("/record")
    auditor.locator("main a[href*='/record/drafts/']").first.click()
    _holds_at_every_width(auditor)


def test_a_change_to_the_policy_has_no_violation_and_fits(open_page: OpenPage) -> None:
    keeper = open_page("keeper")
    keeper.goto("/policy/versions")
    keeper.get_by_role("button", name="Begin a change").click()
    expect(keeper.get_by_role("button", name="Propose it")).to_be_visible()
    _holds_at_every_width(keeper)
    version = keeper.url
    keeper.get_by_label("A new rule, by name").fill("no-rhymes")
    keeper.get_by_role("button", name="Write it").click()
    keeper.get_by_label("As YAML").fill("id: no-rhymes\nwhen: [oops\n")
    _holds_at_every_width(keeper)
    keeper.get_by_role("button", name="Save in this draft").click()
    expect(keeper.get_by_role("heading", name="What keeps it from going live")).to_be_visible()
    _holds_at_every_width(keeper)
    keeper.goto(f"{version}/files/no-rhymes.yaml")
    expect(keeper.get_by_text("This is not YAML")).to_be_visible()
    _holds_at_every_width(keeper)


def _holds_at_every_width(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert _violations(page) == [], (page.url, width)
        assert _sideways(page) == 0, (page.url, width)


def test_an_official_needs_no_mouse(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/sign-in")
    sign_in(page, "official")
    page.goto("/posts/new")
    page.get_by_label("Post", exact=True).focus()
    page.keyboard.type("You people are idiots, all of you.")
    expect(page.locator("[data-primary]")).to_be_visible()
    for _step in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-primary')"):
            break
    else:
        pytest.fail("the button that sends cannot be reached with Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/*")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_first_tab_skips_to_the_content(open_page: OpenPage) -> None:
    page = open_page("official")
    page.goto("/posts")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
