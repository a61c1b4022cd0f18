"""Runs the detectors so that neither an error nor a stall of one can stop a screening.

The work runs in a thread of its own, since a thread cannot be killed: one that stalls is left
behind and a new one goes on with the next task. One thread for all tasks, not one for each: they
would wait for each other's turn at the interpreter, which took seven times as long. The limit can
only be kept for work that lets go of the interpreter now and then. A single `re` match does not, so
every pattern must be linear in its text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Any, Literal

from models.findings import Post

characters_per_limit = 20_000  # A longer post gets the limit once more for each such stretch.
most_stalled = 4  # Threads left behind by one detector, after which it is not tried again.


@dataclass(frozen=True, slots=True)
class Task:
    """One detector's work on one post."""

    detector: str
    work: Callable[[Post], Any]
    post: Post


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer. Never the error's own text: that may hold words of the draft."""

    kind: Literal["failed", "timed-out"]
    error: str = ""  # the name of the exception's class


class Watch:
    """Keeps the time of tasks, and count of the threads that each detector left hanging."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._stalled: dict[str, list[Thread]] = {}
        self._lock = Lock()

    def answers(self, tasks: Sequence[Task]) -> list[Any]:
        """What each task returned, or a Failure; in the order of the tasks."""
        found: list[Any] = []
        while len(found) < len(tasks):
            if self._hangs(tasks[len(found)].detector):
                found.append(Failure("timed-out"))
            else:
                self._work_on(tasks[len(found) :], found)
        return found

    def _work_on(self, tasks: Sequence[Task], found: list[Any]) -> None:
        """Adds to `found` until the tasks are done or one of them stalls."""
        answers: SimpleQueue[Any] = SimpleQueue()
        give_up = Event()
        # A daemon, so that a stalled one cannot keep the process from ending.
        thread = Thread(target=_run, args=(tasks, answers, give_up), daemon=True)
        thread.start()
        for task in tasks:
            try:
                found.append(answers.get(timeout=self._limit(task.post)))
            except Empty:
                found.append(Failure("timed-out"))
                give_up.set()
                with self._lock:
                    self._stalled.setdefault(task.detector, []).append(thread)
                return

    def _hangs(self, detector: str) -> bool:
        with self._lock:
            alive = [thread for thread in self._stalled.get(detector, ()) if thread.is_alive()]
            self._stalled[detector] = alive
            return len(alive) >= most_stalled

    def _limit(self, post: Post) -> float:
        characters = sum(len(text) for _, text in post.parts())
        return self.seconds * (1 + characters // characters_per_limit)


def _run(tasks: Sequence[Task], answers: SimpleQueue[Any], give_up: Event) -> None:
    for task in tasks:
        if give_up.is_set():
            return
        try:
            answers.put(task.work(task.post))
        except Exception as error:  # Screening that fails refers: the one place to catch all.
            answers.put(Failure("failed", type(error).__name__))
