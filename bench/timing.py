"""Times two ways of doing a thing in turns, and prints the pair."""

import json
import statistics
import time
from collections.abc import Callable, Sequence

Work = Callable[[], object]


def in_turns(ours: Work, other: Work, rounds: int) -> tuple[float, float]:
    """Median seconds of each, after one round that does not count."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for work, taken in zip((ours, other), seconds, strict=True):
            begun = time.perf_counter()
            work()
            if number:
                taken.append(time.perf_counter() - begun)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


def beside(
    ours: Callable[[str], object], other: Callable[[str], object], texts: Sequence[str]
) -> dict[str, float]:
    """Mean milliseconds of each over the texts, text by text in turns, and their ratio."""
    taken: tuple[list[float], list[float]] = ([], [])
    for text in texts:
        for work, times in zip((ours, other), taken, strict=True):
            begun = time.perf_counter()
            work(text)
            times.append(time.perf_counter() - begun)
    looked, passed = (statistics.mean(times) * 1000 for times in taken)
    return {"ms a look": looked, "ms a pass": passed, "ratio": looked / passed}


def report(bench: str, ours: float, other: float, n: int, note: str) -> None:
    """Seconds for `n` drafts in, a line of milliseconds per draft out."""
    write_pair(bench, ours / n * 1000, other / n * 1000, "ms per draft", n, note)


def write_pair(bench: str, ours: float, other: float, unit: str, n: int, note: str) -> None:
    """A line of JSON that sets one number beside another."""
    line = {
        "bench": bench,
        "ours": round(ours, 3),
        "other": round(other, 3),
        "ratio": round(ours / other, 4),
        "unit": unit,
        "n": n,
        "note": note,
    }
    print(json.dumps(line), flush=True)
