"""Many processes screen one input: in its order, within memory, and never for nobody."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path

import pytest

from app.commands import crew, intake
from app.commands.crew import in_order
from app.commands.draft_answers import Answered
from app.commands.draft_lines import RawLine

ROOT = Path(__file__).parents[2]
THIS_PROCESS = os.getpid()


def lines(count: int, size: int = 1) -> Iterator[RawLine]:
    return (RawLine(number, b"x" * size) for number in range(1, count + 1))


def numbers(given: Sequence[RawLine]) -> Answered:
    """The first batches take longest, so that the order is not that of the work."""
    if given and given[0].number <= crew.lines_per_batch:
        time.sleep(0.05)
    return Answered(b"".join(b"%d\n" % line.number for line in given), len(given), 0)


@pytest.mark.parametrize("processes", [1, 3])
def test_answers_come_in_order_and_none_is_lost(processes: int) -> None:
    with closing(in_order(lines(500), numbers, processes)) as batches:
        output = b"".join(batch.output for batch in batches)
    assert output.split() == [b"%d" % number for number in range(1, 501)]


def test_nothing_in_is_nothing_out() -> None:
    assert list(in_order(lines(0), numbers, 2)) == []


def test_the_work_is_done_in_other_processes() -> None:
    def who(given: Sequence[RawLine]) -> Answered:
        return Answered(b"%d\n" % os.getpid(), len(given), 0)

    workers = {batch.output for batch in in_order(lines(100), who, 2)}
    assert b"%d\n" % THIS_PROCESS not in workers


@pytest.mark.parametrize("size", [1, 5000])
def test_no_more_is_read_than_memory_allows(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(crew, "bytes_under_way", 100_000)
    read = 0

    def endless() -> Iterator[RawLine]:
        nonlocal read
        for read in itertools.count(1):
            yield RawLine(read, b"x" * size)

    with closing(in_order(endless(), numbers, 1)) as batches:
        next(batches)
        time.sleep(0.3)  # Nobody takes the second answer meanwhile.
        # One line more may have been read, and waits for room.
        assert read <= 100_000 // (size + intake.bytes_of_an_answer) + crew.lines_per_batch + 1


def test_a_line_larger_than_all_room_is_still_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "bytes_under_way", 10_000)
    given = [RawLine(1, b"x"), RawLine(2, b"x" * 50_000), RawLine(3, b"x")]
    assert [b.output for b in in_order(given, numbers, 1)] == [b"1\n", b"2\n", b"3\n"]


def test_a_fault_of_the_source_ends_the_run() -> None:
    def failing() -> Iterator[RawLine]:
        yield RawLine(1, b"x")
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        list(in_order(failing(), numbers, 1))


def test_a_process_that_is_killed_ends_the_run_instead_of_hanging_it() -> None:
    def killed(given: Sequence[RawLine]) -> Answered:
        if given:
            os.kill(os.getpid(), signal.SIGKILL)
        return Answered(b"", 0, 0)

    with pytest.raises(BrokenProcessPool):
        list(in_order(lines(10), killed, 2))


Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def screening(tmp_path: Path) -> Iterator[Start]:
    """`flask screen` for itself, without weights: these tests ask nothing of them."""
    environment = {**os.environ, "INSTANCE_PATH": str(tmp_path), "WEIGHTS": str(tmp_path / "none")}
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "screen", *options]
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=pipe
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_source_that_pauses_holds_no_answer_back(screening: Start) -> None:
    process = screening("--workers", "2")
    assert process.stdin and process.stdout
    process.stdin.write(b'{"id": 1, "text": "Open at nine."}\n')
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 1


def test_an_interrupted_run_leaves_whole_lines_and_no_process(screening: Start) -> None:
    # A job in the background is started deaf to interrupts, and would hand that on.
    deaf = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = screening("--workers", "2")
    signal.signal(signal.SIGINT, deaf)
    assert process.stdin and process.stdout
    process.stdin.write(b'{"id": 1, "text": "Open at nine."}\n')
    process.stdin.flush()
    first = process.stdout.readline()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert len(children) == 2
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)  # while its input is open: at the end of it, it would end by itself
    rest, told = process.communicate()
    assert first.endswith(b"\n") and rest == b""
    assert process.returncode == 1
    assert b"Aborted" in told and b"Traceback" not in told and b"Fatal" not in told
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_a_crew_ends_with_whoever_started_it(screening: Start) -> None:
    process = screening("--workers", "2")
    assert process.stdin and process.stdout
    process.stdin.write(b'{"id": 1, "text": "Open at nine."}\n')
    process.stdin.flush()
    process.stdout.readline()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.kill()
    until = time.monotonic() + 10 * crew.watch_seconds
    while any(_runs(child) for child in children) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(_runs(child) for child in children)


def test_a_reader_who_has_enough_ends_the_run_quietly(screening: Start) -> None:
    process = screening("--workers", "1")
    assert process.stdin and process.stdout and process.stderr
    process.stdin.write(b'{"id": 1, "text": "Open at nine."}\n')
    process.stdin.flush()
    process.stdout.readline()
    process.stdout.close()
    process.stdin.write(b'{"id": 2, "text": "Open at ten."}\n')
    process.stdin.flush()
    assert process.wait(timeout=30) == 1
    assert b"Traceback" not in process.stderr.read()


def _runs(pid: str) -> bool:
    """Ended, and waiting only for somebody to ask how, is not running."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
