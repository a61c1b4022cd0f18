"""Reads documents: what a file holds, by its content and not by its name, as running text.

Word and PDF files are read in a process of their own with bounds on time and memory, since a file
may be damaged or made to harm. The text passes through pipes: it is never written or logged, and no
error repeats words of it.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from models.documents.layout import running_text

most_bytes = 20 * 1024 * 1024
most_characters = 5_000_000  # of the text: some 1,700 pages
seconds = 60
_ROOT = Path(__file__).parents[2]
_turns = BoundedSemaphore(2)  # files that are read at once: each may take much memory
_TEXT_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_DAMAGED = "Open it in the program it was made with, save it again, and try with the new file."


class NotReadable(Exception):
    """The file gives no text. Says what to do; never holds words of the file."""


def text_of(content: bytes) -> str:
    """The running text of a text, Markdown, Word (.docx) or PDF file. Raises NotReadable."""
    if len(content) > most_bytes:
        raise NotReadable(
            f"The file has more than {most_bytes // 1024**2} MiB. Take pictures out of it, or "
            "split it by chapters."
        )
    kind = _kind(content)
    text = _plain(content) if kind == "text" else _read_apart(kind, content)
    if len(text) > most_characters:
        raise NotReadable(
            f"The file has more than {most_characters:,} characters. Split it by chapters."
        )
    return running_text(text)


def _kind(content: bytes) -> str:
    """`text`, `docx` or `pdf`. Raises NotReadable for what is known to be something else."""
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK"):
        return "docx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotReadable(
            "This is an old Word file (.doc), or one that a password locks. Save it as .docx "
            "without a password and try again."
        )
    if content.startswith(b"{\\rtf"):
        raise NotReadable("This is an RTF file. Save it as .docx, PDF or plain text and try again.")
    return "text"


def _plain(content: bytes) -> str:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if _TEXT_CONTROLS.search(text):
        raise NotReadable(
            "The file is no plain text, Word (.docx) or PDF file. Save it as one of these (text as "
            "UTF-8) and try again."
        )
    return text


def _read_apart(kind: str, content: bytes) -> str:
    command = [sys.executable, "-B", "-m", "models.documents.reading_apart", kind]
    try:
        with _turns:
            done = subprocess.run(  # noqa: S603 - our own module, with one of two words
                command, input=content, capture_output=True, cwd=_ROOT, timeout=seconds, check=False
            )
    except subprocess.TimeoutExpired:
        raise NotReadable(
            f"The file could not be read within {seconds} seconds. Split it by chapters, or save "
            "its text as plain text."
        ) from None
    try:
        said = json.loads(done.stdout)
    except ValueError:
        # It ran out of memory or was ended: what it was told on the way may hold words of the file.
        raise NotReadable(f"The file is damaged or too large to be read. {_DAMAGED}") from None
    if "refused" in said:
        raise NotReadable(str(said["refused"]))
    return str(said["text"])
