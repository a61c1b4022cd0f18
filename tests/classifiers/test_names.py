"""Logits of the name head become names as people would mark them."""

import numpy as np
import pytest
import torch

from models.findings import Span
from models.names import ADDRESS, PERSON, PLACE, names
from models.training import named
from models.training.examples import Example
from models.training.network import ENCODER, Network
from models.training.recipe import Recipe
from models.training.settle import settle_names
from models.windows import load_tokenizer


def logits(*columns: list[float]) -> np.ndarray:
    return np.array(columns, dtype=np.float32).T


def test_pieces_of_a_word_and_words_of_a_name_are_one() -> None:
    text = "Ask Rosalind Okafor now"
    offsets = [(0, 3), (4, 7), (7, 12), (13, 19), (20, 23)]
    person = [-5.0, 3.0, -5.0, 2.0, -5.0]
    none = [-5.0] * 5
    found = names(text, offsets, logits(person, none, none))
    assert found[PERSON] == (Span(4, 19),)
    assert found[ADDRESS] == ()


def test_two_people_in_a_list_stay_two_and_an_address_keeps_its_commas() -> None:
    text = "Ann, Bo at 4 Elm Rd, Apt 2"
    offsets = [(0, 3), (3, 4), (5, 7), (8, 10), (11, 12), (13, 16), (17, 19), (19, 20), (21, 24)]
    offsets.append((25, 26))
    person = [4.0, -4.0, 4.0, *[-4.0] * 7]
    address = [-4.0] * 4 + [4.0, 4.0, 4.0, -4.0, 4.0, 4.0]
    found = names(text, offsets, logits(person, [-4.0] * 10, address))
    assert found[PERSON] == (Span(0, 3), Span(5, 7))
    assert [text[s.start : s.end] for s in found[ADDRESS]] == ["4 Elm Rd, Apt 2"]


@pytest.mark.parametrize(
    ("tokens", "tags", "text", "found"),
    [
        (
            ["@", "Ann", "met", "Bo", "Li", "."],
            ["B-PER", "B-PER", "O", "B-PER", "I-PER", "O"],
            "@Ann met Bo Li.",
            ["Bo Li"],
        ),
        (["(", "Ann", ")"], ["O", "B-PER", "O"], "(Ann)", ["Ann"]),
    ],
)
def test_words_and_tags_become_text_and_spans(
    tokens: list[str], tags: list[str], text: str, found: list[str]
) -> None:
    made, marked = named._tagged({"tokens": tokens, "tags": tags})
    assert made == text
    assert [made[span.start : span.end] for _, span in marked] == found


def test_a_doubtful_word_belongs_to_a_name_that_it_touches_and_to_none_alone() -> None:
    text = "ul Mila 57 or maybe"
    offsets = [(0, 2), (3, 7), (8, 10), (11, 13), (14, 19)]
    none = [-5.0] * 5
    address = [-1.0, 2.0, -1.0, -5.0, -1.0]
    found = names(text, offsets, logits(none, none, address))
    assert found[ADDRESS] == (Span(0, 10),)


def test_a_word_is_of_the_likelier_kind_alone() -> None:
    found = names("Paris Hill", [(0, 5), (6, 10)], logits([3.0, 1.0], [2.0, 2.0], [-5.0, -5.0]))
    assert found[PERSON] == (Span(0, 5),)
    assert found[PLACE] == (Span(6, 10),)


def test_the_name_head_settles_and_the_rest_stays() -> None:
    torch.manual_seed(1)
    network = Network(Recipe(rank=2)).eval()
    before = {k: v.clone() for k, v in network.state_dict().items()}
    tokenizer = load_tokenizer(str(ENCODER / "tokenizer.json"))
    texts = [f"Ask {name} about it, {name} knows." for name in ("Ann", "Bola", "Chen", "Dov")]
    examples = [
        Example(str(i), text, {}, names={PERSON: (Span(4, 4 + len(text.split()[1])),), ADDRESS: ()})
        for i, text in enumerate(texts)
    ]
    settle_names(network, examples, tokenizer, seed=1)
    changed = {k for k, v in network.state_dict().items() if not torch.equal(v, before[k])}
    assert changed == {"heads.names.weight", "heads.names.bias"}
