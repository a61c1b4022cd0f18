"""Free words beside a post (a note, a reason): a secret may slip into those as well."""

from app.content import check_words
from app.extensions import screener
from app.masking import blot_words, mask
from app.packs import active_pack
from models.findings import Post
from policies.engine import decide


def masked_words(words: str, secrets: frozenset[str] = frozenset()) -> str:
    """The words as they may be stored: what a hold rule finds in them masked, and `secrets` too.

    Call it before `begin_writing`: it screens. Raises TooLong or Unreadable.
    """
    check_words(words)
    if not words.strip():
        return ""
    post = Post(text=blot_words(words, secrets))
    return mask(post, decide(active_pack(), screener.get().screen(post), post).held).text
