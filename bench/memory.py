"""How much memory serving takes, and whether it grows: `python -m bench.memory [DRAFTS]`.

Drafts are checked over HTTP by a server of one worker, then a few by one of four. The first line
compares a worker's memory after all drafts with that after the warm-up; the second, what four
workers take together with four times what one takes. It takes long: it is no part of `make bench`.
"""

import argparse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice
from pathlib import Path
from threading import Lock

from bench.drafts import all_texts
from bench.server import Server, Writer, serving
from bench.timing import write_pair

DRAFTS = 50_000
warm_up_drafts = 2_000
drafts_per_worker = 200  # before workers are compared: each must have touched what serving touches
writers = 4  # at once, as many as a worker has threads


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("drafts", type=int, nargs="?", default=DRAFTS)
    chosen = parser.parse_args()
    _growth(chosen.drafts)
    _sharing()


def _growth(drafts: int) -> None:
    warm_up = min(warm_up_drafts, drafts // 5)
    texts = _texts()
    with serving(workers=1) as server:
        worker = server.workers()[0]
        _check(server, islice(texts, warm_up))
        before = _megabytes(worker, "Rss")
        _check(server, islice(texts, drafts - warm_up))
        after = _megabytes(worker, "Rss")
        if server.workers() != [worker]:
            raise RuntimeError("the worker did not live through all drafts")
    note = f"resident memory of one worker; other: the same after the first {warm_up} drafts"
    write_pair("serving-memory", after, before, "MB", drafts, note)


def _sharing() -> None:
    one, four = _together(1), _together(4)
    note = "proportional memory of the whole server with 4 workers; other: 4 times that with 1"
    write_pair("memory-of-four-workers", four, 4 * one, "MB", 4 * drafts_per_worker, note)


def _together(workers: int) -> float:
    with serving(workers) as server:
        _check(server, islice(_texts(), workers * drafts_per_worker))
        return sum(_megabytes(pid, "Pss") for pid in (server.pid, *server.workers()))


def _texts() -> Iterator[str]:
    """Never twice the same text: what is kept by its text must show."""
    known = all_texts()
    return (f"{known[number % len(known)]} #{number}" for number in count())


def _check(server: Server, texts: Iterator[str]) -> None:
    turn = Lock()  # two threads may not ask one iterator at once

    def work(hand: Writer) -> None:
        while True:
            with turn:
                text = next(texts, None)
            if text is None:
                return
            hand.check(text)

    with ThreadPoolExecutor(writers) as pool:
        for done in [pool.submit(work, Writer(server)) for _ in range(writers)]:
            done.result()


def _megabytes(pid: int, name: str) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"/proc/{pid}/smaps_rollup has no {name}")


if __name__ == "__main__":
    main()
