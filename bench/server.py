"""A real server for benchmarks and browser tests: gunicorn, started as `make run` starts it."""

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent
EMAIL = "bench@agency.example"
start_seconds = 120
_AGENT = "countersign-bench"


@dataclass(frozen=True, slots=True)
class Server:
    """The address of a running server, and the number of its first process."""

    port: int
    pid: int
    password: str

    def workers(self) -> list[int]:
        """The processes that serve; the first one only watches over them."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(number) for number in children.split()]


class Writer:
    """Somebody signed in. Each request has its own connection, so that all workers get some."""

    def __init__(self, server: Server) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        self._headers = {"User-Agent": _AGENT}
        self._token = ""
        self._token = _found(r'data-csrf="([^"]+)"', self._ask("GET", "/sign-in"))
        self._ask("POST", "/sign-in", email=EMAIL, password=server.password)
        self._token = _found(r'data-csrf="([^"]+)"', self._ask("GET", "/posts/new"))

    def check(self, text: str) -> None:
        """What the page asks while its author types. Nothing is stored."""
        self._ask("POST", "/posts/check", text=text, capacity="official")

    def _ask(self, method: str, path: str, **fields: str) -> str:
        headers = dict(self._headers)
        body = None
        if method == "POST":
            body = urlencode({**fields, "csrf_token": self._token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if path == "/posts/check":
            headers["HX-Request"] = "true"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        self._connection.close()  # the next request opens it again
        if answer.status >= http.client.BAD_REQUEST:
            raise RuntimeError(f"{method} {path} answered {answer.status}")
        for cookie in answer.msg.get_all("Set-Cookie", ()):
            self._headers["Cookie"] = cookie.partition(";")[0]
        return page


@contextmanager
def serving(workers: int) -> Iterator[Server]:
    """A server with one account. Raises RuntimeError where it does not become ready."""
    password = secrets.token_urlsafe(12)
    account = f"people add {EMAIL} --name Bench --role official --password".split()
    with (
        tempfile.TemporaryDirectory() as instance,
        started(Path(instance), [[*account, password]], WEB_WORKERS=str(workers)) as (port, pid),
    ):
        yield Server(port, pid, password)


@contextmanager
def started(
    instance: Path, commands: Iterable[Sequence[str]], **settings: str
) -> Iterator[tuple[int, int]]:
    """The port and the process of gunicorn, on a database of its own in the folder `instance`.

    The `commands` of `flask` are run first. What the server says goes to `server.log` there. Raises
    RuntimeError with it where the server does not become ready.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    unset = {"DATABASE_URL", "RATE_LIMIT_STORAGE"}
    environment = {
        **{name: value for name, value in os.environ.items() if name not in unset},
        "INSTANCE_PATH": str(instance),
        "PORT": str(port),
        **settings,
    }
    for words in (["db-upgrade"], *commands):
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603
    log = instance / "server.log"
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"]
    with (
        log.open("wb") as said,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said) as process,  # noqa: S603
    ):
        try:
            if not _is_ready(port, process):
                raise RuntimeError(f"the server did not become ready:\n{log.read_text()}")
            yield port, process.pid
        finally:
            process.terminate()


def _is_ready(port: int, process: "subprocess.Popen[bytes]") -> bool:
    until = time.monotonic() + start_seconds
    while time.monotonic() < until and process.poll() is None:
        with (
            suppress(OSError),
            closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection,
        ):
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.client.OK:
                return True
        time.sleep(0.3)
    return False


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    if found is None:
        raise RuntimeError("a page of the server lacks its token: is the account signed in?")
    return found[1]
