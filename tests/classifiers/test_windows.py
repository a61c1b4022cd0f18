"""Long texts are cut so that nothing is lost and every offset stays true."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from models.training.export import encoder_folder
from models.windows import OVERLAP_TOKENS, WINDOW_TOKENS, cut, load_tokenizer

TOKENIZER = load_tokenizer(str(encoder_folder() / "tokenizer.json"))
LONG = " ".join(f"Sentence number {i} names the café on Öst street 🙂." for i in range(120))


def words(text: str, tokenizer: Tokenizer = TOKENIZER) -> set[tuple[int, int]]:
    return {place for window in cut(text, tokenizer) for place in window.offsets}


def test_a_short_text_is_one_window() -> None:
    assert len(cut("The library opens at nine.", TOKENIZER)) == 1


def test_an_empty_text_is_one_window_without_tokens() -> None:
    (window,) = cut("", TOKENIZER)
    assert window.offsets == ()


def test_every_token_of_a_long_text_is_in_some_window() -> None:
    whole = TOKENIZER.encode(LONG, add_special_tokens=False)
    assert words(LONG) == set(whole.offsets)


def test_no_window_is_longer_than_the_encoder_was_trained_on() -> None:
    assert all(len(w.ids) <= WINDOW_TOKENS for w in cut(LONG, TOKENIZER))


def test_windows_start_where_sentences_start() -> None:
    assert all(LONG[w.offsets[0][0] :].startswith("Sentence") for w in cut(LONG, TOKENIZER))


def test_windows_overlap_by_whole_sentences() -> None:
    windows = cut(LONG, TOKENIZER)
    for before, after in itertools.pairwise(windows):
        shared = [o for o in before.offsets if o in set(after.offsets)]
        assert 0 < len(shared) <= OVERLAP_TOKENS


def test_a_sentence_longer_than_a_window_is_read_to_its_end() -> None:
    text = "and then the next one " * 300
    assert max(end for _, end in words(text)) == len(text.rstrip())


# Sentences just shorter than the overlap, than a window, and longer than one, in every order.
@given(st.lists(st.sampled_from([5, 30, 45, 60, 150, 185, 300]), min_size=2, max_size=8))
@settings(max_examples=200, deadline=None)
def test_every_window_goes_on_from_the_one_before(lengths: list[int]) -> None:
    text = " ".join("word " * (length - 1) + "end." for length in lengths)
    tokens = sum(lengths) + len(lengths)  # each full stop is one of its own
    windows = cut(text, TOKENIZER)
    starts = [w.offsets[0] for w in windows]
    assert starts == sorted(set(starts))
    assert len(words(text)) == tokens


def test_offsets_are_code_points_of_the_text_as_given() -> None:
    text = "Ünïcode 👩‍🚒 and \ud83d a lone surrogate, then Straße."
    start, end = max(words(text))
    assert text[start:end] == "."


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=400))
def test_any_text_is_cut_without_error(text: str) -> None:
    for window in cut(text, TOKENIZER):
        assert all(0 <= a <= b <= len(text) for a, b in window.offsets)


@pytest.mark.parametrize("text", ["\x00\x00", "a" * 5000, "\n" * 900, ". " * 900])
def test_odd_texts_are_cut_without_error(text: str) -> None:
    assert cut(text, TOKENIZER)
