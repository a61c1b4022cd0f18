"""The checker of the corpus finds what is wrong with a record, and finds nothing wrong now."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.corpus import agreement
from models.corpus.check import CORPUS, faults
from models.findings import SIGNALS
from models.training import prepare

GOOD: dict[str, Any] = {
    "id": "a-1",
    "text": "The door code is 4411.",
    "platform": "x",
    "office": "harbor office",
    "labels": ["confidential.credential"],
    "spans": {"confidential.credential": ["4411"]},
    "near": None,
}


def found(folder: Path, *records: dict[str, Any]) -> list[str]:
    lines = "\n".join(json.dumps(r) for r in records)
    (folder / "train-a.jsonl").write_text(lines + "\n", encoding="utf-8")
    return list(faults(folder))


def test_the_corpus_has_no_fault() -> None:
    assert list(faults(CORPUS)) == []


def test_a_good_record_has_no_fault(tmp_path: Path) -> None:
    assert found(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"labels": ["tone.rude"], "spans": {"tone.rude": ["4411"]}}, "unknown label"),
        ({"labels": []}, "different signals"),
        ({"spans": {"confidential.credential": ["4412"]}}, "not a piece of the text"),
        ({"spans": {"confidential.credential": []}}, "no evidence"),
        ({"near": "confidential.credential"}, "which fires"),
        ({"near": "tone.rude"}, "unknown signal"),
        ({"platform": "myspace"}, "unknown platform"),
        ({"text": "  "}, "blank"),
        ({"text": 3}, "wrong type"),
        ({"mood": "good"}, "unknown key"),
        ({"pair": "p1"}, "1 halves"),
    ],
)
def test_a_fault_is_named_with_its_file_and_line(
    tmp_path: Path, change: dict[str, Any], fault: str
) -> None:
    faulty = found(tmp_path, GOOD | change)
    assert any(line.startswith("train-a.jsonl:1: ") and fault in line for line in faulty)


def test_two_records_may_not_share_an_id_or_a_text(tmp_path: Path) -> None:
    assert len(found(tmp_path, GOOD, GOOD)) == 2


def test_both_halves_of_a_pair_may_not_bear_the_same_labels(tmp_path: Path) -> None:
    twin = GOOD | {"id": "a-2", "text": "The gate code is 4411."}
    assert found(tmp_path, GOOD | {"pair": "p"}, twin | {"pair": "p"}) != []


def test_a_line_that_is_no_record_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "train-a.jsonl").write_text("[1]\n{\n", encoding="utf-8")
    assert len(list(faults(tmp_path))) == 2


def test_a_minimal_pair_is_never_parted() -> None:
    train, dev = prepare.split(prepare.drafts())
    pairs = [{(e.source, e.pair) for e in side if e.pair} for side in (train, dev)]
    assert not pairs[0] & pairs[1]


def test_dev_is_whole_files_and_a_twelfth_of_the_rest_and_always_the_same() -> None:
    drafts = prepare.drafts()
    train, dev = prepare.split(drafts)
    rest = [e for e in drafts if not prepare.is_unseen(e)]
    assert not any(prepare.is_unseen(e) for e in train)
    assert 0.06 < sum(not prepare.is_unseen(e) for e in dev) / len(rest) < 0.11
    assert [e.id for e in dev] == [e.id for e in prepare.split(prepare.drafts())[1]]


def test_readers_who_always_agree_and_readers_at_odds() -> None:
    same, other = [True, False, False, True], [False, True, True, False]
    assert agreement.kappa(same, same) == agreement.alpha(same, same) == 1.0
    assert agreement.kappa(same, other) == pytest.approx(-1.0)
    assert agreement.alpha(same, other) < 0
    # Cohen 1960: agreement 0.5 where chance alone gives 0.5 is none.
    assert agreement.kappa([True, True, False, False], [True, False, True, False]) == 0.0


def test_a_tenth_of_the_drafts_was_read_twice_in_each_file_that_was_read() -> None:
    authors, second = agreement.author_labels(), agreement.second_labels()
    assert set(second) <= set(authors)
    assert all(labels <= set(SIGNALS) for labels in second.values())
    # Seven files came after the reading, as the README says: "of the first 12,180".
    later = ("ward-", "respect-", "heat-", "rumour-", "quiet-", "ballot-", "dialect-")
    read = [draft for draft in authors if not draft.startswith(later)]
    assert len(read) == 12_180
    assert len(second) / len(read) > 0.09
