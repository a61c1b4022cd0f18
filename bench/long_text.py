"""One draft of 100,000 characters beside as much text in ordinary drafts: cost must be linear."""

from bench.drafts import all_texts
from bench.timing import in_turns, report
from models.findings import Post
from models.screener import Screener

characters = 100_000
characters_per_draft = 500


def run(screener: Screener) -> None:
    text = "\n".join(all_texts())[:characters]
    pieces = [
        Post(text[start : start + characters_per_draft])
        for start in range(0, characters, characters_per_draft)
    ]

    def ours() -> None:
        screening = screener.screen(Post(text))
        # Some drafts of the corpus are not in English: that is no reason to stop.
        if any(missed.kind in {"failed", "timed-out"} for missed in screening.not_screened):
            raise RuntimeError("the long draft was not screened in time")

    note = f"other: the same text as {len(pieces)} drafts of {characters_per_draft} characters"
    report(
        "one-draft-of-100000-characters",
        *in_turns(ours, lambda: screener.screen_many(pieces), 2),
        n=1,
        note=note,
    )
