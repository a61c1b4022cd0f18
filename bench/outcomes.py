"""What the whole product would do: screening, every detector, and a policy pack together.

    python -m bench.outcomes --data ../shared/data [--pack us-municipal]

Over the dev drafts of the corpus: how many that carry a referred signal are referred or held, and
how many clear ones are left alone; all of them, and those of the author that training never read.
Over real posts: the share referred or held, by kind of account. One JSON object a line. It times
nothing, so it is no part of `make bench`.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from models.findings import SIGNALS, Post
from models.screener import Screener
from models.training import prepare
from models.training.examples import YES, Example
from models.training.measures import REFERRING
from policies.engine import decide
from policies.pack import Pack, load_pack

LEFT_ALONE = frozenset({"clear", "advise"})
AT_ONCE = 32


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--pack", default="us-municipal")
    chosen = parser.parse_args()
    screener, pack = Screener.load(seconds_per_detector=60), load_pack(chosen.pack)
    _, dev = prepare.split(prepare.drafts())
    unseen = [e for e in dev if prepare.is_unseen(e)]
    for name, drafts in (("dev drafts", dev), ("an author never read", unseen)):
        stopped = [o not in LEFT_ALONE for o in _outcomes(screener, pack, [e.text for e in drafts])]
        print(json.dumps({"of": name, "pack": pack.name, **_drafts(drafts, stopped)}), flush=True)
    for kind, texts in _posts(chosen.data).items():
        outcomes = Counter(_outcomes(screener, pack, texts))
        stopped_share = sum(n for o, n in outcomes.items() if o not in LEFT_ALONE) / len(texts)
        row = {"of": f"{kind} posts", "n": len(texts), "referred or held": round(stopped_share, 4)}
        print(json.dumps({**row, "outcomes": outcomes}), flush=True)


def _outcomes(screener: Screener, pack: Pack, texts: Sequence[str]) -> list[str]:
    posts = [Post(text) for text in texts]
    return [
        decide(pack, screening, post).outcome.value
        for start in range(0, len(posts), AT_ONCE)
        for post, screening in zip(
            posts[start : start + AT_ONCE],
            screener.screen_many(posts[start : start + AT_ONCE]),
            strict=True,
        )
    ]


def _drafts(drafts: Sequence[Example], stopped: Sequence[bool]) -> Mapping[str, object]:
    due = [any(e.label(s) == YES for s in REFERRING) for e in drafts]
    clear = [not any(e.label(s) == YES for s in SIGNALS) for e in drafts]
    return {
        "due": sum(due),
        "referred or held": _share(s for s, d in zip(stopped, due, strict=True) if d),
        "clear": sum(clear),
        "left alone": _share(not s for s, c in zip(stopped, clear, strict=True) if c),
    }


def _share(values: Iterable[bool]) -> float:
    held = list(values)
    return round(sum(held) / len(held), 4)


def _posts(data: Path) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in prepare.read_jsonl(data / "official-posts" / "dev.jsonl"):
        found.setdefault(str(row["account_type"]), []).append(str(row["text"]))
    return found


if __name__ == "__main__":
    main()
