"""Emoji and glued hashtags are written out for the encoder, and evidence still points home."""

import pytest

from models.training.network import ENCODER
from models.unfold import unfold
from models.windows import cut, load_tokenizer


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Such a 🤡", "such a clown"),
        ("👏🏽👏🏽 well", "clapping hands clapping hands well"),
        ("🇺🇸 first", "us first"),
        ("#VoteForReyes", "#vote for reyes"),
        ("#PotholeFriday2026", "#pothole friday 2026"),
        ("code 4️⃣4️⃣1️⃣", "code 441"),
        ("❤️ you", "heart you"),
        ("plain words, #lowercase and #NHS", "plain words, #lowercase and #nhs"),
        ("", ""),
    ],
)
def test_what_the_encoder_reads(text: str, words: str) -> None:
    assert " ".join(unfold(text).text.lower().split()) == words


@pytest.mark.parametrize("text", ["\ud800", "\x00#Aa🤡\u200d", "🇺", "#" * 500, "🤡" * 5000])
def test_any_string_is_unfolded_and_its_places_lie_inside_it(text: str) -> None:
    unfolded = unfold(text)
    for i in range(len(unfolded.text)):
        start, end = unfolded.to_given(i, i + 1)
        assert 0 <= start < end <= len(text)


def test_tokens_point_at_the_signs_they_were_written_for() -> None:
    text = "You 🤡 there, #VoteForReyes"
    (window,) = cut(text, load_tokenizer(str(ENCODER / "tokenizer.json")))
    shown = [text[start:end] for start, end in window.offsets]
    assert shown[1] == "🤡"
    assert shown[-1] == "Reyes"
