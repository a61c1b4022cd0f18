"""Without good weights nothing is screened, nothing goes out by itself, nobody is left guessing.

What makes weights bad is asked in `classifiers/test_weights_invalid.py`: all end as these do.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.tables import Draft, DraftState, Person
from models.screener import Screener

Browser = Callable[[Person | None], FlaskClient]
BANNER = "Posts are not being screened"


@pytest.fixture
def without_weights(app: Flask, tmp_path: Path) -> None:
    """The screener as `WEIGHTS` would load it from a folder that is not there."""
    app.config["SCREENER"] = Screener.load(tmp_path / "gone", seconds_per_detector=60)


@pytest.mark.usefixtures("without_weights")
def test_readyz_says_no_and_why(app: Flask) -> None:
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    (why,) = answer.get_json()["reasons"]
    assert "No weights were found" in why and "make build" in why


@pytest.mark.usefixtures("without_weights")
def test_an_ordinary_post_goes_to_a_person(new_draft: Callable[..., Draft]) -> None:
    draft = new_draft("The library opens at nine on Friday.")
    assert draft.state is DraftState.IN_REVIEW
    assert len(draft.cases) == 1
    assert [missed["kind"] for missed in draft.current.screened.not_screened] == ["no-weights"]
    assert draft.current.certificates == []


@pytest.mark.usefixtures("without_weights")
def test_the_author_is_told_before_submitting(browser: Browser, author: Person) -> None:
    client = browser(author)
    page = client.post("/posts/check", data={"text": "The library opens at nine."})
    assert "could not be loaded" in page.get_data(as_text=True)


@pytest.mark.usefixtures("without_weights")
def test_admins_are_told_on_their_pages(
    browser: Browser, admin: Person, policy_admin: Person
) -> None:
    for person, path in ((admin, "/people"), (policy_admin, "/policy")):
        page = browser(person).get(path).get_data(as_text=True)
        assert BANNER in page and "make build" in page


@pytest.mark.usefixtures("without_weights")
def test_where_the_weights_lie_is_told_to_nobody_else(browser: Browser, author: Person) -> None:
    assert BANNER not in browser(author).get("/posts").get_data(as_text=True)


def test_with_weights_there_is_no_banner(browser: Browser, admin: Person) -> None:
    assert BANNER not in browser(admin).get("/people").get_data(as_text=True)


def test_a_folder_that_is_not_there_lets_the_app_start(tmp_path: Path) -> None:
    app = create_app({"INSTANCE_PATH": str(tmp_path), "WEIGHTS": str(tmp_path / "gone")})
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert any(str(tmp_path / "gone") in why for why in answer.get_json()["reasons"])
