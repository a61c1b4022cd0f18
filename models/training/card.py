"""Puts the measured numbers into the card, so that it never says other than `metrics.json`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_KINDS = ("person", "place", "address")
BEGIN, END = "<!-- measured: written by models.training.evaluate -->", "<!-- /measured -->"


def refresh(card: Path, metrics: Mapping[str, Any]) -> None:
    """Rewrites what stands between the two marks; the rest of the card is a person's."""
    before, _, rest = card.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n".join([BEGIN, *_tables(metrics), END])
    card.write_text(before + tables + after, encoding="utf-8")


def _head(*columns: str) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|---" * len(columns) + "|"


def _tables(metrics: Mapping[str, Any]) -> Iterator[str]:
    yield from _head(
        "signal", "n", "AP", "precision", "recall", "F1", "ECE", "evidence F1", "fires from"
    )
    for signal, row in metrics["drafts"]["signals"].items():
        rest = ("precision", "recall", "f1", "ece", "span_f1", "operating_point")
        numbers = " | ".join(f"{row[key]:.2f}" for key in rest)
        yield f"| `{signal}` | {row['n']} | {row['average_precision']:.3f} | {numbers} |"
    yield ""
    yield from _head(
        "drafts", "n", "macro AP", "referral recall", "clear left alone", "pairs both right"
    )
    for name, part in (("all of dev", "drafts"), ("an author never read", "unseen_author")):
        m = metrics[part]
        pairs = f"{m['pairs']['both_right']:.3f} of {m['pairs']['n']}"
        shares = f"{m['referral_recall']:.3f} | {m['clear_left_alone']:.3f}"
        yield f"| {name} | {m['n']} | {m['macro_average_precision']:.3f} | {shares} | {pairs} |"
    yield ""
    yield from _head("family", "ECE")
    for family, row in metrics["families"].items():
        yield f"| {family} | {row['ece']:.3f} |"
    faithful = metrics["faithfulness"]
    yield ""
    yield (
        f"Where a signal fired rightly and its evidence is taken out ({faithful['n']} times), its "
        f"score falls in {faithful['lower']:.1%}, by {faithful['drop']:.2f} on average, and it no "
        f"longer fires in {faithful['silent']:.1%}."
    )
    yield ""
    yield from _head("evidence written in", "still fires")
    yield from (f"| {way} | {share:.3f} |" for way, share in metrics["disguised"].items())
    yield ""
    yield from _head("real posts of", "n", "would be referred", "most often for")
    for kind, row in metrics["real_posts"].items():
        fired = sorted(row["fired"].items(), key=lambda pair: -pair[1])[:3]
        causes = ", ".join(f"`{signal}` {share:.3f}" for signal, share in fired)
        yield f"| {kind} accounts | {row['n']} | {row['referred']:.3f} | {causes} |"
    yield ""
    yield from _head("public dev set", "n", "macro F1", "F1 of yes", "AP")
    for name, row in metrics["benchmarks"].items():
        numbers = " | ".join(f"{row[k]:.3f}" for k in ("macro_f1", "f1", "average_precision"))
        yield f"| {name} | {row['n']:.0f} | {numbers} |"
    yield ""
    yield from _head("names on dev of", *_KINDS)
    for name, row in metrics["names"].items():
        scores = (f"{row[kind]:.3f}" if kind in row else "-" for kind in _KINDS)
        yield f"| {name} | " + " | ".join(scores) + " |"
    yield from _identifiers(metrics["identifiers"])
    yield from _fairness(metrics["fairness"])


def _identifiers(metrics: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield from _head("Presidio's synthetic set, by word", "words", "precision", "recall", "F2")
    for kind, row in metrics["presidio-synth"].items():
        if row["n"]:
            numbers = " | ".join(f"{row[key]:.3f}" for key in ("precision", "recall", "f2"))
            yield f"| {kind} | {row['n']} | {numbers} |"
    posts = metrics["agency_posts"]
    yield ""
    yield (
        f"Of {posts['n']} agencies' posts, {posts['with_a_finding']:.2%} hold what is taken for a "
        "private person's detail."
    )


def _fairness(metrics: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield from _head(
        "same sentence of other", "n", "false alarms", "gap", "verdict turned", "worst, best"
    )
    for name, row in metrics.items():
        numbers = " | ".join(f"{row[key]:.3f}" for key in ("alarms", "gap", "turned"))
        ranked = sorted(row["groups"], key=lambda group: row["groups"][group]["alarms"])
        yield f"| {name} | {row['n']} | {numbers} | {ranked[-1]}, {ranked[0]} |"
