"""A case is shown whole whatever stands in it: broken fields, hostile words."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import queue
from app.extensions import db
from app.tables import Case, Draft, Person
from app.transactions import begin_writing
from models.findings import Media

Browser = Callable[[Person | None], FlaskClient]
NewDraft = Callable[..., Draft]


@pytest.fixture
def taken(case: Case, reviewer: Person) -> Case:
    queue.claim(case, reviewer, case.version)
    db.session.commit()
    return case


@pytest.mark.parametrize("field", ["reasons", "scores", "not_screened"])
@pytest.mark.parametrize("value", [None, [], {}, [None], [{"rule": 1}], "words", 7])
def test_a_broken_field_never_hides_a_case(
    browser: Browser, taken: Case, reviewer: Person, field: str, value: Any
) -> None:
    begin_writing()
    setattr(taken.revision.screened, field, "" if value is None else value)
    db.session.commit()
    answer = browser(reviewer).get(f"/cases/{taken.public_id}")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "liars and crooks" in page
    assert 'name="verdict"' in page


def test_a_hostile_post_is_shown_as_text_everywhere(
    browser: Browser, new_draft: NewDraft, reviewer: Person
) -> None:
    evil = "<script>alert(1)</script>"
    draft = new_draft(
        f"{evil} liars and crooks \u202e{evil}",
        links=("javascript:alert(1)",),
        sources=(evil,),
        media=(Media(evil, f'"><img src=x onerror=alert(2)> {evil}'),),
    )
    page = browser(reviewer).get(f"/cases/{draft.cases[-1].public_id}").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page
