"""Whether the link of a source answers: asked only where the administrator set FETCH_LINKS.

One GET, by a reviewer's own click, without cookies or anything of the draft. It goes to public
addresses alone (the name is resolved first, and that very address is called), follows a few
redirects under the same rule, and reads a page's beginning for its title.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import time
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from policies import links

seconds = 5.0
most_redirects = 5
read_bytes = 128 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `status` is 0 where nothing did, and `why` says what went wrong."""

    status: int
    address: str  # where it led in the end
    title: str
    faults: tuple[str, ...]  # kinds of `policies.links`, of the address it led to
    why: str = ""


class _Refused(Exception):
    """Why an address is not called; caught in this file."""


def ask(address: str, official: tuple[str, ...] = ()) -> Answer:
    """Never raises: what cannot be reached is an answer too."""
    here = links.in_full(address)
    try:
        for _ in range(most_redirects + 1):
            status, onward, title = _get(here)
            if status not in _REDIRECTS or not onward:
                return Answer(status, here, title, links.faults(here, official))
            here = urljoin(here, onward)
        raise _Refused("it leads on and on")
    except _Refused as refused:
        return Answer(0, here, "", links.faults(here, official), str(refused))
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as fault:
        why = "it took too long" if isinstance(fault, TimeoutError) else "it could not be reached"
        return Answer(0, here, "", links.faults(here, official), why)


def _get(address: str) -> tuple[int, str, str]:
    """(status, where it leads on to, title)."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or links.MALFORMED in links.faults(address):
        raise _Refused("its address has a form that is not opened from here")
    port = 443 if parts.scheme == "https" else 80
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    connection.sock = _connected(host, port, parts.scheme == "https")
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"User-Agent": "Countersign", "Accept": "*/*"})
        answer = connection.getresponse()
        onward = answer.getheader("Location") or ""
        is_page = "html" in (answer.getheader("Content-Type") or "").lower()
        return answer.status, onward, _title(_beginning(answer)) if is_page else ""
    finally:
        connection.close()


def _beginning(answer: http.client.HTTPResponse) -> str:
    """As much as comes in time: a page that drips must not hold a thread."""
    until, words = time.monotonic() + seconds, b""
    while len(words) < read_bytes and time.monotonic() < until:
        piece = answer.read1(8192)
        if not piece:
            break
        words += piece
    return words.decode("utf-8", "replace")


def _connected(host: str, port: int, is_secret: bool) -> socket.socket:
    """A socket to a public address of this host. Raises _Refused or OSError."""
    addresses = _addresses(host, port)
    # All of them: a name that also leads inside is not to be trusted with any.
    if not addresses or not all(map(_is_public, addresses)):
        raise _Refused("it leads to an address inside a network")
    plain = _called(addresses[0], port)
    if not is_secret:
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


def _addresses(host: str, port: int) -> list[str]:
    return [str(e[4][0]) for e in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _called(address: str, port: int) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    return ip.is_global and not ip.is_multicast


def _title(words: str) -> str:
    found = _TITLE.search(words)
    return " ".join(unescape(found.group(1)).split())[:200] if found else ""
