"""A whole screening with its decision, beside the bare int8 encoder pass that is inside it."""

from bench.drafts import pick
from bench.timing import in_turns, report
from models.classifiers import DEFAULT_WEIGHTS
from models.encoder import Encoder
from models.findings import Post
from models.screener import Screener
from policies.engine import decide
from policies.pack import load_pack

drafts_timed = 64
drafts_per_batch = 32


def run(screener: Screener) -> None:
    pack = load_pack("us-municipal")
    encoder = Encoder(DEFAULT_WEIGHTS)
    texts = pick(drafts_timed)
    posts = [Post(text) for text in texts]

    def singly() -> None:
        for post in posts:
            decide(pack, screener.screen(post), post)

    def in_batches() -> None:
        for start in range(0, len(posts), drafts_per_batch):
            batch = posts[start : start + drafts_per_batch]
            for post, screening in zip(batch, screener.screen_many(batch), strict=True):
                decide(pack, screening, post)

    def bare_singly() -> None:
        for text in texts:
            list(encoder.read([text]))

    def bare_in_batches() -> None:
        for start in range(0, len(texts), drafts_per_batch):
            list(encoder.read(texts[start : start + drafts_per_batch]))

    note = "other: tokenizing and the int8 encoder pass alone, one thread as in ours"
    report("screening-one-by-one", *in_turns(singly, bare_singly, 5), drafts_timed, note)
    report("screening-batches-of-32", *in_turns(in_batches, bare_in_batches, 5), drafts_timed, note)
