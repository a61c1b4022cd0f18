"""Who reaches what: every route, each role, the object that is theirs and the one that is not."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import documents, drafts, facts, packs, queue
from app.access import PUBLIC_ENDPOINTS
from app.extensions import db
from app.tables import Case, Draft, Person, Role
from models.documents.document import About
from models.findings import Post

Browser = Callable[[Person | None], FlaskClient]
NewDraft = Callable[..., Draft]
Dump = Callable[[], dict[str, list[tuple[object, ...]]]]

WHO = ("nobody", "author", "other", "reviewer", "elsewhere", "auditor", "policy", "admin")
IN = 302  # a page to sign in, or the start page

# Every GET route about one object: what each of WHO is answered. `other` is an official who did
# not write the draft, `elsewhere` reviews another queue.
TABLE = {
    "/posts/{draft}": (IN, 200, 404, 200, 404, 200, 403, 403),
    "/posts/{draft}/revise": (IN, 200, 404, 403, 403, 403, 403, 403),
    "/cases/{case}": (IN, 403, 403, 200, 404, 200, 403, 403),
    "/record/drafts/{draft}": (IN, 403, 403, 403, 403, 200, 403, 403),
    "/people/{person}": (IN, 403, 403, 403, 403, 403, 403, 200),
    "/certificates/{certificate}": (200,) * 8,
    "/posts": (IN, 200, 200, 403, 403, 403, 403, 403),
    "/posts/new": (IN, 200, 200, 403, 403, 403, 403, 403),
    "/queue": (IN, 403, 403, 200, 200, 403, 403, 403),
    "/record": (IN, 403, 403, 403, 403, 200, 403, 403),
    "/people": (IN, 403, 403, 403, 403, 403, 403, 200),
    "/people/invite": (IN, 403, 403, 403, 403, 403, 403, 200),
    "/teams": (IN, 403, 403, 403, 403, 403, 403, 200),
    "/documents": (IN, 403, 403, 200, 200, 200, 200, 403),
    "/documents/new": (IN, 403, 403, 200, 200, 403, 200, 403),
    "/documents/terms/new": (IN, 403, 403, 200, 200, 403, 200, 403),
    "/documents/{document}/release": (IN, 403, 403, 200, 403, 403, 200, 403),
    "/claims": (IN, 403, 403, 200, 200, 200, 200, 403),
    "/claims/new": (IN, 403, 403, 200, 200, 403, 200, 403),
    "/facts": (IN, 200, 200, 200, 200, 200, 200, 403),
    "/facts/new": (IN, 403, 403, 200, 200, 403, 200, 403),
    "/facts/{fact}/replace": (IN, 403, 403, 200, 200, 403, 200, 403),
    "/policy": (IN, 200, 200, 200, 200, 200, 200, 200),
    "/policy/versions": (IN, 403, 403, 403, 403, 403, 200, 403),
    "/policy/versions/{version}": (IN, 403, 403, 403, 403, 403, 200, 403),
    "/policy/versions/{version}/files/embargoed.yaml": (IN, 403, 403, 403, 403, 403, 200, 403),
    "/policy/rules/embargoed": (IN, 200, 200, 200, 200, 200, 200, 200),
    "/account": (IN, 200, 200, 200, 200, 200, 200, 200),
    "/check": (200,) * 8,
    "/healthz": (200,) * 8,
    "/readyz": (200,) * 8,
}
# Every POST route about one object, by somebody who must not: nothing may change.
MOVES = {
    "/posts/{draft}/revise": (IN, None, 404, 403, 403, 403, 403, 403),
    "/posts/{draft}/acknowledge": (IN, None, 404, 403, 403, 403, 403, 403),
    "/posts/{draft}/withdraw": (IN, None, 404, 403, 403, 403, 403, 403),
    "/cases/{case}/claim": (IN, 403, 403, None, 404, 403, 403, 403),
    "/cases/{case}/renew": (IN, 403, 403, 409, 404, 403, 403, 403),
    "/cases/{case}/release": (IN, 403, 403, 409, 404, 403, 403, 403),
    "/cases/{case}/verdict": (IN, 403, 403, 409, 404, 403, 403, 403),
    "/cases/{case}/sources": (IN, 403, 403, None, 404, 403, 403, 403),
    "/cases/{case}/sources/ask": (IN, 403, 403, 404, 404, 403, 403, 403),
    "/findings/{finding}/feedback": (IN, None, 404, None, 404, 403, 403, 403),
    "/people/{person}": (IN, 403, 403, 403, 403, 403, 403, None),
    "/people/{person}/active": (IN, 403, 403, 403, 403, 403, 403, None),
    "/people/invite": (IN, 403, 403, 403, 403, 403, 403, None),
    "/teams": (IN, 403, 403, 403, 403, 403, 403, None),
    "/record/verify": (IN, 403, 403, 403, 403, None, 403, 403),
    "/record/export": (IN, 403, 403, 403, 403, None, 403, 403),
    "/queue/next": (IN, 403, 403, None, None, 403, 403, 403),
    "/documents": (IN, 403, 403, None, None, 403, None, 403),
    "/documents/terms": (IN, 403, 403, None, None, 403, None, 403),
    "/documents/{document}/release": (IN, 403, 403, None, 403, 403, None, 403),
    "/claims": (IN, 403, 403, None, None, 403, None, 403),
    "/claims/remove": (IN, 403, 403, None, None, 403, None, 403),
    "/facts": (IN, 403, 403, None, None, 403, None, 403),
    "/facts/{fact}/replace": (IN, 403, 403, None, None, 403, None, 403),
    "/facts/{fact}/end": (IN, 403, 403, None, None, 403, None, 403),
    "/policy/versions": (IN, 403, 403, 403, 403, 403, None, 403),
    "/policy/versions/{version}/files/embargoed.yaml": (IN, 403, 403, 403, 403, 403, None, 403),
    "/policy/versions/{version}/rules": (IN, 403, 403, 403, 403, 403, None, 403),
    "/policy/versions/{version}/propose": (IN, 403, 403, 403, 403, 403, None, 403),
    "/policy/versions/{version}/send-back": (IN, 403, 403, 403, 403, 403, None, 403),
    "/policy/versions/{version}/approve": (IN, 403, 403, 403, 403, 403, None, 403),
    "/policy/versions/{version}/discard": (IN, 403, 403, 403, 403, 403, None, 403),
    "/policy/versions/{version}/roll-back": (IN, 403, 403, 403, 403, 403, None, 403),
    "/posts/check": (IN, None, None, 403, 403, 403, 403, 403),
    "/posts": (IN, None, None, 403, 403, 403, 403, 403),
}


@pytest.fixture
def everybody(
    author: Person,
    reviewer: Person,
    auditor: Person,
    policy_admin: Person,
    admin: Person,
    add_person: Callable[..., Person],
) -> dict[str, Person | None]:
    other, elsewhere = add_person("oscar", Role.OFFICIAL), add_person("elsa", queues=("elections",))
    people = (None, author, other, reviewer, elsewhere, auditor, policy_admin, admin)
    return dict(zip(WHO, people, strict=True))


@pytest.fixture
def ids(
    case: Case, new_draft: NewDraft, author: Person, reviewer: Person, policy_admin: Person
) -> dict[str, str]:
    certified = new_draft("The library opens at nine.")
    given = facts.Given("The pool has 12 lanes.", "Parks plan", "Parks", date(2026, 1, 1))
    (fact,) = facts.add([given], None)
    about = About("Operation Heron", "Police", "Not yet", by=reviewer.public_id)
    term = documents.protect_term(about, by=reviewer)
    version = packs.begin(policy_admin)
    db.session.commit()
    return {
        "draft": case.draft.public_id,
        "case": case.public_id,
        "finding": case.revision.screened.findings[0].public_id,
        "certificate": certified.current.certificates[-1].public_id,
        "person": author.public_id,
        "fact": fact.id,
        "document": term.id,
        "version": version.public_id,
    }


def test_every_role_is_answered_as_the_table_says(
    browser: Browser, everybody: dict[str, Person | None], ids: dict[str, str]
) -> None:
    for who, person in everybody.items():
        client = browser(person)
        got = {address: client.get(address.format(**ids)).status_code for address in TABLE}
        assert got == {address: row[WHO.index(who)] for address, row in TABLE.items()}, who


def test_nobody_moves_what_is_not_theirs_to_move(
    browser: Browser, everybody: dict[str, Person | None], ids: dict[str, str], dump: Dump
) -> None:
    typed = {"seen_version": 1, "verdict": "approve", "reason": "I say so.", "word": "wrong"}
    before = dump()
    for who, person in everybody.items():
        client, expected = browser(person), {}
        for address, row in MOVES.items():
            if row[WHO.index(who)] is not None:
                expected[address] = row[WHO.index(who)]
        got = {a: client.post(a.format(**ids), data=typed).status_code for a in expected}
        assert got == expected, who
    assert dump() == before


def test_the_tables_name_every_route(app: Flask) -> None:
    alone = {
        "/",
        "/sign-in",
        "/sign-out",
        "/setup/<token>",
        "/account/password",
        "/static/<path:filename>",
    }
    named = {address.partition("{")[0] for address in (*TABLE, *MOVES)}
    for rule in app.url_map.iter_rules():
        first = rule.rule.partition("<")[0]
        assert rule.rule in alone or first in named or f"{first}embargoed" in named, rule


def test_a_get_changes_nothing(
    app: Flask,
    browser: Browser,
    everybody: dict[str, Person | None],
    ids: dict[str, str],
    dump: Dump,
) -> None:
    given = {"rule": "embargoed", "token": "spent", "filename": "icon.svg"}
    before = dump()
    for person in everybody.values():
        client = browser(person)
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()):
                continue
            kind = rule.rule.strip("/").partition("/")[0].removesuffix("s").replace("post", "draft")
            object_id = ids["draft"] if "record" in rule.rule else ids.get(kind, ids["person"])
            address = rule.rule
            for argument in rule.arguments:
                value = given.get(argument, object_id)
                address = address.replace(f"<path:{argument}>", value).replace(
                    f"<{argument}>", value
                )
            assert client.get(address).status_code < 500, address
    assert dump() == before


def test_public_pages_answer_without_an_account(app: Flask) -> None:
    assert {"certificates.check", "health.healthz"} <= PUBLIC_ENDPOINTS <= set(app.view_functions)


@pytest.fixture
def both(add_person: Callable[..., Person]) -> Person:
    """Writes posts and reviews the queue they come to."""
    return add_person("bo", Role.OFFICIAL, queues=("communications", "security"))


def test_four_eyes_hold_on_every_path(browser: Browser, both: Person, reviewer: Person) -> None:
    draft = drafts.submit(Post(text="You are liars and crooks."), both, submit_key="own")
    db.session.commit()
    case, client = draft.cases[-1], browser(both)
    address = f"/cases/{case.public_id}"
    assert 'name="verdict"' not in client.get(address).get_data(as_text=True)
    assert "/queue" in client.post("/queue/next").headers["Location"]
    assert client.post(f"{address}/claim", data={"seen_version": 1}).status_code == 403
    # Even if the case came to be theirs, as when somebody was given the role while holding it.
    queue.claim(case, reviewer, case.version)
    case.holder_id = both.id
    db.session.commit()
    for verdict in ("approve", "return", "decline", "escalate"):
        typed = {"verdict": verdict, "reason": "Fine.", "seen_version": 2, "to_queue": "security"}
        assert client.post(f"{address}/verdict", data=typed).status_code == 403, verdict
    db.session.rollback()
    db.session.expire_all()
    assert case.verdicts == []
    assert draft.current.certificates == []
