"""Logits of the name head become names as people would mark them."""

import numpy as np
import pytest

from models.findings import Span
from models.names import ADDRESS, PERSON, names
from models.training import named


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
