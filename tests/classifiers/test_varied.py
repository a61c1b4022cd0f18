"""Drafts that speak of others keep their labels and the words that carry them."""

import random

import pytest

from models.findings import SIGNALS, Span
from models.training import prepare, varied
from models.training.batches import batches, read
from models.training.examples import NO, YES, Example
from models.training.network import ENCODER
from models.training.recipe import Recipe
from models.windows import load_tokenizer

STEREOTYPE = "Muslim residents never look after their gardens. The Republican group agrees."
SIGNAL = "tone.discriminatory"


def draft(text: str, *signals: str, evidence: str = "") -> Example:
    start = text.index(evidence)
    spans = {s: (Span(start, start + len(evidence)),) for s in signals}
    labels = {s: YES if s in signals else NO for s in SIGNALS}
    return Example("d1", text, labels, spans)


def outcomes(given: Example, tries: int = 200) -> list[Example]:
    chance = random.Random(1)  # noqa: S311
    return [other for _ in range(tries) if (other := varied.varied(given, chance))]


def test_a_group_and_a_party_become_others_of_their_kind() -> None:
    evidence = "Muslim residents never look after their gardens."
    others = outcomes(draft(STEREOTYPE, SIGNAL, evidence=evidence))
    groups = {other.text.partition(" residents")[0] for other in others}
    assert len(groups) > 30
    for other in others:
        (span,) = other.spans[SIGNAL]
        assert other.labels[SIGNAL] == YES
        assert other.text[span.start : span.end].endswith("gardens.")
        assert span.start == 0
    parties = {o.text.partition("The ")[2].partition(" group")[0] for o in others}
    assert {"Democratic", "Libertarian"} <= parties
    assert "Labour" not in parties


def test_a_quiet_draft_is_said_of_a_group() -> None:
    others = outcomes(draft("We thank the volunteers who came on Saturday."))
    said = {other.text.partition("the ")[2].partition(" volunteers")[0] for other in others}
    assert len(said & set(varied.GROUPS)) > 30
    assert not any(YES in other.labels.values() for other in others)


def test_an_insult_of_nobody_in_particular_stays_one() -> None:
    rude = draft("You residents are idiots.", "tone.hostile", evidence="idiots")
    assert not [o for o in outcomes(rude) if any(f"{g} residents" in o.text for g in varied.GROUPS)]


@pytest.mark.parametrize(
    "text", ["See you on Labor Day.", "The DA filed charges.", "A blind corner."]
)
def test_words_that_mean_something_else_stay(text: str) -> None:
    assert not [o for o in outcomes(draft(text)) if o.text.split()[-1] != text.split()[-1]]
    assert all("Labor Day" in o.text for o in outcomes(draft("See you on Labor Day.")))


def test_evidence_moves_with_its_words() -> None:
    chance = random.Random(2)  # noqa: S311
    changed = 0
    for given in prepare.drafts()[::7]:
        other = varied.varied(given, chance)
        if other is None:
            continue
        changed += 1
        assert other.labels == given.labels
        for signal, spans in other.spans.items():
            assert len(spans) == len(given.spans[signal])
            assert all(0 <= s.start < s.end <= len(other.text) for s in spans)
    assert changed > 100


def test_batches_are_varied_in_place_and_the_same_way_each_time() -> None:
    tokenizer = load_tokenizer(str(ENCODER / "tokenizer.json"))
    drafts = prepare.drafts()[:120]
    texts = []
    for _ in range(2):
        readings = [(e, read(e, tokenizer)) for e in drafts]
        known = [r for _, windows in readings for r in windows]
        epoch = list(batches(known, Recipe(batch=8), random.Random(3)))  # noqa: S311
        sizes = [len(batch) for batch in epoch]
        varied.vary([epoch], readings, tokenizer, seed=13)
        assert [len(batch) for batch in epoch] == sizes
        texts.append([r.window.ids for batch in epoch for r in batch])
    plain = {tuple(r.window.ids) for e in drafts for r in read(e, tokenizer)}
    assert texts[0] == texts[1]
    assert 3 < sum(tuple(ids) not in plain for ids in texts[0]) < 60
