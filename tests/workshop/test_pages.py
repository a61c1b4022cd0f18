"""From "the council adopted a rule" to the rule being live, with the pages alone."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from app import drafts, packs
from app.extensions import db
from app.tables import DraftState, Person, PolicyVersion
from models.findings import Post
from tests.workshop.conftest import RULE as LIARS

RULE = LIARS.replace("no-liars", "no-rhymes")


def text(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def stored() -> PolicyVersion:
    db.session.rollback()
    return packs.versions()[0]


def test_a_rule_goes_live_with_the_pages_alone(
    browser: Callable[[Person], FlaskClient], keeper: Person, second: Person, author: Person
) -> None:
    one, other = browser(keeper), browser(second)
    assert "Change the policy" in text(one.get("/policy"))
    assert one.post("/policy/versions").status_code == 302
    address = f"/policy/versions/{stored().public_id}"
    given = {"id": "no-rhymes", "seen_version": stored().version}
    assert one.post(f"{address}/rules", data=given).status_code == 302
    file = f"{address}/files/no-rhymes.yaml"
    assert "id: no-rhymes" in text(one.get(file))
    broken = {"text": RULE.replace("Liar, liar", "Hello"), "seen_version": stored().version}
    broken["text"] = broken["text"].replace("fire!", "ice")
    one.post(file, data=broken)
    page = text(one.get(address))
    assert "What keeps it from going live" in page
    assert "must meet the rule" in page
    reason = {"reason": "The council adopted it.", "seen_version": stored().version}
    assert one.post(f"{address}/propose", data=reason).status_code == 422
    one.post(file, data={"text": RULE, "seen_version": stored().version})
    page = text(one.get(address))
    assert "What keeps it from going live" not in page
    assert "<ins>" in page
    reason["seen_version"] = stored().version
    assert one.post(f"{address}/propose", data=reason).status_code == 302
    seen = {"seen_version": stored().version}
    assert "another policy admin has to approve" in text(one.get(address))
    assert one.post(f"{address}/approve", data=seen).status_code == 403
    assert "The council adopted it." in text(other.get(address))
    assert other.post(f"{address}/approve", data=seen).status_code == 302
    assert "In force" in text(one.get("/policy/versions"))
    assert "No rhymes" in text(browser(author).get("/policy"))
    db.session.rollback()  # what the requests wrote is seen only from here on
    draft = drafts.submit(Post("Liar, liar, pants on fire!"), author, submit_key="k")
    assert draft.state is DraftState.ADVISED


def test_two_who_edit_one_rule_see_both_texts(
    browser: Callable[[Person], FlaskClient],
    keeper: Person,
    second: Person,
    draft: PolicyVersion,
) -> None:
    file = f"/policy/versions/{draft.public_id}/files/embargoed.yaml"
    seen = draft.version
    browser(keeper).post(file, data={"text": "mine: yes", "seen_version": seen})
    answer = browser(second).post(file, data={"text": "theirs: yes", "seen_version": seen})
    assert answer.status_code == 409
    page = text(answer)
    assert "mine: yes" in page
    assert "theirs: yes" in page
    assert "Save again to put yours in its place" in page
    assert stored().files["embargoed.yaml"] == "mine: yes"


def test_a_policy_is_sent_back_discarded_and_rolled_back(
    browser: Callable[[Person], FlaskClient], keeper: Person, second: Person, clock: Any
) -> None:
    one, other = browser(keeper), browser(second)
    for outcome in ("advise", "clear"):
        one.post("/policy/versions")
        address = f"/policy/versions/{stored().public_id}"
        given = {"id": "no-rhymes", "seen_version": stored().version}
        one.post(f"{address}/rules", data=given)
        rule = {"text": RULE.replace("advise", outcome), "seen_version": stored().version}
        one.post(f"{address}/files/no-rhymes.yaml", data=rule)
        for turn in ("send-back", ""):
            reason = {"reason": "So.", "seen_version": stored().version}
            assert one.post(f"{address}/propose", data=reason).status_code == 302
            if turn:
                reason["seen_version"] = stored().version
                assert other.post(f"{address}/send-back", data=reason).status_code == 302
                assert "It was sent back" in text(one.get(address))
        seen = {"seen_version": stored().version}
        assert other.post(f"{address}/approve", data=seen).status_code == 302
        clock.forward(hours=1)
    first = packs.versions()[1]
    page = text(one.get("/policy/versions"))
    assert "Roll back to this" in page
    back = f"/policy/versions/{first.public_id}/roll-back"
    assert one.post(back, data={"reason": "It was wrong.", "seen_version": 0}).status_code == 302
    db.session.rollback()
    assert packs.in_force() is not None
    assert packs.in_force().files["no-rhymes.yaml"] == first.files["no-rhymes.yaml"]
    one.post("/policy/versions")
    address = f"/policy/versions/{stored().public_id}"
    assert one.post(f"{address}/discard", data={"seen_version": 1}).status_code == 302
    assert one.get(address).status_code == 404
