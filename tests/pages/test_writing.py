"""Writing a post without any script: check, see why, send; nothing is stored by surprise."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.extensions import db
from app.tables import Draft, Person

HOSTILE = "They are liars and crooks."
CLEAR = "The library opens at ten."
UNSUPPORTED = "This always works for everyone."
HELD = "Her number is 536-22-8145."


@pytest.fixture
def client(browser: Any, author: Person) -> FlaskClient:
    return browser(author)


def fields(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "capacity": "official", "submit_key": "k1", **more}


def drafts() -> list[Draft]:
    db.session.rollback()  # what this session read before is not what the request wrote
    return list(db.session.scalars(sa.select(Draft)))


def send(client: FlaskClient, expected: int, text: str, **more: Any) -> str:
    answer = client.post("/posts", data=fields(text, **more))
    assert answer.status_code == expected
    return answer.get_data(as_text=True)


def check(client: FlaskClient, expected: int, text: str, **more: Any) -> str:
    answer = client.post("/posts/check", data=fields(text, **more))
    assert answer.status_code == expected
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("text", "heading", "button"),
    [
        (CLEAR, "Ready to post", "Get certificate"),
        (UNSUPPORTED, "Ready, with advice", "Save and see advice"),
        (HOSTILE, "Needs a reviewer", "Send for review"),
        (HELD, "Remove this first", "Send masked to security"),
    ],
)
def test_a_check_says_the_outcome_and_the_button_follows_it(
    client: FlaskClient, text: str, heading: str, button: str
) -> None:
    page = check(client, 200, text)
    assert heading in page
    assert button in page
    assert drafts() == []


def test_a_check_tells_why_with_the_words_the_rule_and_its_source(client: FlaskClient) -> None:
    page = check(client, 200, HOSTILE)
    assert "liars and crooks</q>" in page
    assert "/policy/rules/hostile-language" in page
    assert 'rel="noreferrer"' in page


def test_a_live_check_answers_with_its_part_of_the_page_alone(client: FlaskClient) -> None:
    answer = client.post("/posts/check", data=fields(HOSTILE), headers={"HX-Request": "true"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "<html" not in page
    assert "[[9,25,&#34;refer&#34;,&#34;reason-1&#34;]]" in page


def test_a_clear_post_is_sent_without_an_earlier_check(client: FlaskClient) -> None:
    send(client, 302, CLEAR)
    assert [draft.state.value for draft in drafts()] == ["cleared"]


@pytest.mark.parametrize("text", [UNSUPPORTED, HOSTILE, HELD])
def test_what_would_surprise_is_shown_before_it_is_stored(client: FlaskClient, text: str) -> None:
    page = send(client, 422, text)
    assert drafts() == []
    assert "seen_outcome" in page
    assert text.split()[0] in page


def test_what_was_seen_is_sent(client: FlaskClient) -> None:
    send(client, 302, HOSTILE, seen_outcome="refer")
    assert [draft.state.value for draft in drafts()] == ["in-review"]


def test_a_stricter_outcome_than_the_one_seen_is_shown_again(client: FlaskClient) -> None:
    send(client, 422, HELD, seen_outcome="refer")
    assert drafts() == []


def test_a_form_sent_twice_makes_one_draft(client: FlaskClient) -> None:
    for _time in range(2):
        send(client, 302, HOSTILE, seen_outcome="refer")
    assert len(drafts()) == 1


def test_held_words_are_quoted_masked_and_stored_masked(client: FlaskClient) -> None:
    page = check(client, 200, HELD)
    assert "█" in page
    assert page.count("536-22-8145") == 1  # in the author's own text field alone
    send(client, 302, HELD, seen_outcome="hold")
    shown = client.get(f"/posts/{drafts()[0].public_id}").get_data(as_text=True)
    assert "536-22-8145" not in shown


def test_a_private_post_gets_advice_and_is_not_kept(client: FlaskClient) -> None:
    page = check(client, 200, HOSTILE, capacity="personal")
    assert "Advice only" in page
    assert "Send for review" not in page
    assert "not ours to keep" in send(
        client, 422, HOSTILE, capacity="personal", seen_outcome="hold"
    )
    assert drafts() == []


def test_another_picture_gets_a_row_and_nothing_typed_is_lost(client: FlaskClient) -> None:
    more = {"media-0-name": "fair.jpg", "media-0-alt": "A tent", "more": "media"}
    page = check(client, 200, CLEAR, **more)
    assert "media-1-alt" in page
    assert "A tent" in page
    assert CLEAR in page


def test_everything_beside_the_text_reaches_the_draft(client: FlaskClient) -> None:
    beside = {
        "platforms": ["x", "bluesky"],
        "links": "https://city.example/a\r\n\r\nhttps://city.example/b",
        "sources": "The clerk",
        "media-0-name": "fair.jpg",
        "media-0-alt": "A tent",
    }
    send(client, 302, "One\r\n---\r\nTwo", **beside)
    content = drafts()[0].current.content
    assert content["text"] == "One\n---\nTwo"
    assert content["platforms"] == ["x", "bluesky"]
    assert content["links"] == ["https://city.example/a", "https://city.example/b"]
    assert content["sources"] == ["The clerk"]
    assert content["media"] == [{"name": "fair.jpg", "alt": "A tent"}]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "There is no text to check"),
        (" \n ", "There is no text to check"),
        ("a" * 100_000, "100,000 characters"),
        ("nul \x00 byte", "cannot be stored"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words_with_the_text_kept(
    client: FlaskClient, text: str, says: str
) -> None:
    page = send(client, 422, text)
    assert says in page
    assert drafts() == []
    assert text[-50:].replace("\x00", "") in page.replace("\x00", "")


def test_a_thread_of_fifty_is_shown_post_by_post(client: FlaskClient) -> None:
    send(client, 302, "\n---\n".join(f"Post number {n}." for n in range(1, 51)))
    page = client.get(f"/posts/{drafts()[0].public_id}").get_data(as_text=True)
    assert page.count('class="bubble"') == 50
    assert "50/50" in page


def test_a_count_follows_the_longest_post_of_a_thread(client: FlaskClient) -> None:
    page = check(client, 200, f"{'a' * 281}\n---\nshort", platforms=["x"])
    assert "281/280" in page
    assert "too long:" in page


def test_revising_on_an_old_view_shows_both_texts_and_stores_nothing(
    client: FlaskClient, new_draft: Any
) -> None:
    draft = new_draft(CLEAR)
    form = fields("The library opens at noon.", draft=draft.public_id, seen_version=draft.version)
    address = f"/posts/{draft.public_id}/revise"
    assert client.post(address, data=form).status_code == 302
    answer = client.post(address, data={**form, "text": "The library opens at one."})
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "The library opens at one." in page
    assert "The library opens at noon." in page
    assert [revision.number for revision in drafts()[0].revisions] == [1, 2]


def test_advice_is_taken_note_of_and_then_certified(client: FlaskClient, new_draft: Any) -> None:
    draft = new_draft(UNSUPPORTED)
    address = f"/posts/{draft.public_id}"
    assert "I took note" in client.get(address).get_data(as_text=True)
    taken = client.post(f"{address}/acknowledge", data={"seen_version": draft.version})
    assert taken.status_code == 302
    assert "/certificates/" in client.get(address).get_data(as_text=True)


def test_a_withdrawn_post_says_so(client: FlaskClient, new_draft: Any) -> None:
    draft = new_draft(HOSTILE)
    gone = client.post(f"/posts/{draft.public_id}/withdraw", data={"seen_version": draft.version})
    assert gone.status_code == 302
    assert "Withdrawn" in client.get(f"/posts/{draft.public_id}").get_data(as_text=True)


def test_an_author_contests_a_finding_and_can_take_it_back(
    client: FlaskClient, new_draft: Any
) -> None:
    draft = new_draft(HOSTILE)
    finding = draft.current.screened.findings[0].public_id
    address, back = f"/findings/{finding}/feedback", f"/posts/{draft.public_id}"
    for word in ("wrong", "right"):
        data = {"word": word, "as": "author", "back": back}
        assert client.post(address, data=data).location == back
    live = client.post(address, data={**data, "word": "wrong"}, headers={"HX-Request": "true"})
    assert "You said this is wrong here" in live.get_data(as_text=True)


def test_nobody_else_may_know_of_a_draft(browser: Any, colleague: Person, new_draft: Any) -> None:
    draft = new_draft(CLEAR)
    stranger = browser(colleague)
    assert stranger.get(f"/posts/{draft.public_id}").status_code == 404


def test_a_reviewer_who_may_read_a_draft_may_not_write_one(
    browser: Any, reviewer: Person, new_draft: Any
) -> None:
    draft = new_draft(HOSTILE)
    client = browser(reviewer)
    assert client.get(f"/posts/{draft.public_id}").status_code == 200
    assert client.get("/posts/new").status_code == 403
