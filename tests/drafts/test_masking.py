"""What a hold rule finds is masked before the first write, and is nowhere afterwards."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app import drafts, feedback, queue, record
from app.extensions import db
from app.masking import MASK, blot, blot_words, held_words, mask
from app.tables import Base, Person, Verdict, Word
from models.findings import Citation, Finding, Media, Post, Span

SECRET = "078-05-1120"
TEXT = f"Call Ms. Orr, her number is {SECRET}, before noon."


def _finding(start: int, end: int, part: str = "text") -> Finding:
    return Finding("confidential.personal", Span(start, end), 0.9, "t/1", "So.", "us-ssn", part)


def _everything_stored() -> str:
    """Every value of every table, in whatever column."""
    rows = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(sa.select(table)):
            rows.append(json.dumps(list(row), default=str, ensure_ascii=False))
    return "\n".join(rows)


def test_the_secret_is_in_no_table_no_file_and_no_log(
    author: Person,
    reviewer: Person,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    database_kind: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    post = Post(
        text=TEXT,
        links=(f"https://city.example/?q={SECRET}",),
        sources=(f"letter about {SECRET}",),
        media=(Media(f"{SECRET}.png", f"A card that reads {SECRET}"),),
        citations=(Citation(Span(0, len(TEXT)), f"file {SECRET}"),),
    )
    draft = drafts.submit(post, author, submit_key="k", note=f"It is {SECRET}, is that right?")
    db.session.commit()
    case = queue.claim(draft.cases[0], reviewer, draft.cases[0].version)
    queue.give_verdict(
        case,
        Verdict.RETURN,
        reviewer,
        reason=f"Take {SECRET} out.",
        notes=[{"part": "text", "start": 0, "end": 4, "note": f"here: {SECRET}"}],
        seen_version=case.version,
    )
    finding = draft.current.screened.findings[0]
    feedback.give(finding, author, Word.WRONG, f"But {SECRET} is public")
    drafts.revise(draft, Post(text=f"Once more: {SECRET}"), author, seen_version=draft.version)
    db.session.commit()

    assert SECRET not in _everything_stored()
    assert SECRET not in "".join(record.export())
    assert SECRET not in caplog.text
    if database_kind == "sqlite":
        for file in tmp_path.glob("countersign.sqlite*"):
            assert SECRET.encode() not in file.read_bytes()


def test_a_mask_keeps_the_length_and_all_other_words(author: Person) -> None:
    draft = drafts.submit(Post(text=TEXT), author, submit_key="k")
    assert draft.current.masked
    assert draft.current.content["text"] == TEXT.replace(SECRET, MASK * len(SECRET))


def test_a_draft_with_nothing_held_is_kept_whole(author: Person) -> None:
    draft = drafts.submit(Post(text="They are liars and crooks."), author, submit_key="k")
    assert not draft.current.masked


def test_a_found_secret_is_masked_where_it_was_not_found_too() -> None:
    post = Post(text=TEXT, media=(Media("card.png", f"reads {SECRET}"),))
    start = TEXT.index(SECRET)
    masked = mask(post, [_finding(start, start + len(SECRET))])
    assert masked.media[0].alt == "reads " + MASK * len(SECRET)


def test_a_short_secret_is_masked_in_a_note_where_it_stands_alone() -> None:
    code = _finding(10, 14)
    secrets = held_words(Post(text="The gate: 4471 opens."), [code])
    assert blot_words("Is 4471 right? Not 144712.", secrets) == f"Is {MASK * 4} right? Not 144712."


def test_line_ends_under_a_mask_stay() -> None:
    assert blot("ab\r\ncd", [Span(0, 6)]) == f"{MASK * 2}\r\n{MASK * 2}"


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=5))
def test_masking_keeps_offsets_true_whatever_the_text(
    text: str, ends: list[tuple[int, int]]
) -> None:
    spans = [Span(min(pair), max(pair)) for pair in ends]
    blotted = blot(text, spans)
    assert len(blotted) == len(text)
    covered = {place for span in spans for place in range(span.start, span.end)}
    for place, (before, after) in enumerate(zip(text, blotted, strict=True)):
        kept = place not in covered or before in "\r\n"
        assert after == (before if kept else MASK)


def test_a_failed_write_says_nothing_of_what_was_written(
    author: Person, caplog: pytest.LogCaptureFixture
) -> None:
    draft = drafts.submit(Post(text="They are liars and crooks."), author, submit_key="k")
    db.session.commit()
    revision: Any = draft.current
    drafts.begin_writing()
    revision.note = "a private word"
    with pytest.raises(sa.exc.DBAPIError) as failure:
        db.session.flush()
    assert "private word" not in str(failure.value)
