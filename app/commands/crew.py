"""Shares lines of input among processes: answers in the order of the lines, memory bounded.

Processes, since most detectors hold the interpreter. They are forked from one that has read the
weights, and share them with it (docs/decisions/0017).
"""

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Thread

from app.commands.draft_answers import Answered
from app.commands.draft_lines import RawLine
from app.commands.intake import Intake, cost_of, lines_per_batch

Work = Callable[[Sequence[RawLine]], Answered]

bytes_under_way = 8 * 1024 * 1024  # for each process: its lines in, and their answers out
batches_ahead = 2  # for each process, so that none waits while answers are written
watch_seconds = 1.0


def cores() -> int:
    """Those this process may use: a container may allow fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(lines: Iterable[RawLine], work: Work, processes: int) -> Generator[Answered]:
    """The answers to batches of lines, each as soon as those before it are out.

    A batch is what has come in: one line from a slow source, more from a quick one. Raises what
    reading the lines or the work raises, and BrokenProcessPool where a process is killed.
    """
    crew, call = _started(work, processes)
    intake = Intake(lines, processes * bytes_under_way)
    under_way: deque[_Batch] = deque()
    try:
        while intake.more or intake.waiting or under_way:
            intake.listen()
            while under_way and under_way[0].answer.done():
                batch = under_way.popleft()
                yield batch.answer.result()
                intake.give_back(batch.cost)
            # A process that idles takes whatever there is; else only full batches queue up.
            while intake.waiting and (
                len(under_way) < processes
                or (
                    len(under_way) < batches_ahead * processes
                    and len(intake.waiting) >= lines_per_batch
                )
            ):
                given = intake.batch()
                under_way.append(_Batch(crew.submit(call, given), cost_of(*given)))
                under_way[-1].answer.add_done_callback(intake.wake)
    finally:
        intake.close()
        crew.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Batch:
    answer: "Future[Answered]"
    cost: int


def _started(work: Work, processes: int) -> tuple[Executor, Work]:
    """Who works, and what to hand them."""
    if processes == 1:
        return ThreadPoolExecutor(1), work
    forked = multiprocessing.get_context("fork")
    crew = ProcessPoolExecutor(processes, forked, _begin, (work, os.getpid()))
    # All are forked here, before a thread reads: a lock that it held would stay held in them.
    crew.submit(_work_here, ()).result()
    return crew, _work_here


_here: list[Work] = []  # in a process of the crew: what it is there to do


def _begin(work: Work, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that reads and writes ends the others
    _here.append(work)
    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """A parent that is killed tells nobody, and its crew would wait for it for ever."""
    while os.getppid() == parent:
        time.sleep(watch_seconds)
    os._exit(1)


def _work_here(lines: Sequence[RawLine]) -> Answered:
    return _here[0](lines)
