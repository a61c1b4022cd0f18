"""Reads lines ahead of those who work on them, no further than memory allows."""

from collections import deque
from collections.abc import Iterable
from queue import Empty, SimpleQueue
from threading import Condition, Thread

from app.commands.draft_lines import RawLine

lines_per_batch = 32
bytes_of_an_answer = 8 * 1024  # what a line costs besides its own length


class Intake:
    """Lines read in a thread of their own, so that a source that pauses holds no answer back."""

    def __init__(self, lines: Iterable[RawLine], most_bytes: int) -> None:
        self.waiting: deque[RawLine] = deque()
        self.more = True
        self._most = self._left = most_bytes
        self._room = Condition()
        self._closed = False
        self._news: SimpleQueue[RawLine | BaseException | None] = SimpleQueue()
        # A daemon, so that a source which never speaks again cannot keep the process from ending.
        Thread(target=self._read, args=(lines,), daemon=True).start()

    def listen(self) -> None:
        """Wait for a line or an answer, and take in all that has come. Raises what reading did."""
        self._take(self._news.get())
        while True:
            try:
                self._take(self._news.get_nowait())
            except Empty:
                return

    def batch(self) -> list[RawLine]:
        """The next lines that wait, not more than a batch."""
        return [self.waiting.popleft() for _ in range(min(lines_per_batch, len(self.waiting)))]

    def wake(self, _: object) -> None:
        """End the waiting of `listen`: an answer is there."""
        self._news.put(None)

    def give_back(self, cost: int) -> None:
        """Room for more lines, once answers are out."""
        with self._room:
            self._left += cost
            self._room.notify()

    def close(self) -> None:
        """Read no more."""
        with self._room:
            self._closed = True
            self._room.notify()

    def _take(self, news: RawLine | BaseException | None) -> None:
        if isinstance(news, StopIteration):
            self.more = False
        elif isinstance(news, BaseException):
            raise news
        elif news is not None:
            self.waiting.append(news)

    def _read(self, lines: Iterable[RawLine]) -> None:
        try:
            for line in lines:
                if not self._room_for(cost_of(line)):
                    return
                self._news.put(line)
            self._news.put(StopIteration())
        except Exception as error:  # Raised again in the thread that waits for lines.
            self._news.put(error)

    def _room_for(self, cost: int) -> bool:
        """Waits for room; False once closed. A line larger than all of it goes when it is alone."""
        with self._room:
            self._room.wait_for(
                lambda: self._closed or self._left >= cost or self._left == self._most
            )
            self._left -= cost
            return not self._closed


def cost_of(*lines: RawLine) -> int:
    """The memory that lines take until their answers are out, in bytes."""
    return sum(len(line.content or b"") + bytes_of_an_answer for line in lines)
