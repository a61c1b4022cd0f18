"""The process in which Word and PDF files are read: `python -m models.documents.reading_apart pdf`.

The file comes in on standard input; one JSON object goes out: `text`, or `refused`, which says what
to do. The process bounds its own memory and time first, and says nothing else to anybody.
"""

import io
import json
import logging
import resource
import sys
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

most_pages = 2_000
most_unpacked = 200 * 1024 * 1024  # bytes of a .docx file, as its own list of contents has them
most_files = 5_000  # in a .docx file
most_characters = 6_000_000  # a little more than is taken, so that the reader tells of it
memory_bytes = 1536 * 1024 * 1024
processor_seconds = 55
_AGAIN = "Open it in the program it was made with, save it again, and try with the new file."
_WORDS_IN = ("main", "header", "footer", "footnotes", "endnotes", "comments")
_NO_WORDS = "The file holds no text"


class Refused(Exception):
    """Why there is no text, and what to do."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # nothing is written, not even by mistake
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable()
    warnings.simplefilter("ignore")
    read = {"docx": _docx, "pdf": _pdf}[sys.argv[1]]
    try:
        said = {"text": read(sys.stdin.buffer.read())}
    except Refused as refused:
        said = {"refused": str(refused)}
    except MemoryError:
        said = {"refused": f"The file is too large to be read. Split it by chapters. {_AGAIN}"}
    except Exception:  # Readers of damaged files raise anything; what they say may quote the file.
        said = {"refused": f"The file is damaged and cannot be read. {_AGAIN}"}
    sys.stdout.write(json.dumps(said))


def _docx(content: bytes) -> str:
    _check_archive(content)
    from docx import Document
    from docx.opc.exceptions import OpcError
    from docx.oxml import parse_xml

    try:
        package = Document(io.BytesIO(content)).part.package
    except (OpcError, KeyError, ValueError):
        raise Refused(
            "The file is no Word document in the form .docx. Save it as .docx, PDF or plain text "
            "and try again."
        ) from None
    found: list[str] = []
    for part in package.iter_parts():
        of = part.content_type.rpartition("wordprocessingml.")[2].removesuffix("+xml")
        if of.split(".")[-1] in _WORDS_IN:
            element = getattr(part, "element", None)
            found += _paragraphs(parse_xml(part.blob) if element is None else element)
    return _worth("\n\n".join(found), f"{_NO_WORDS}. Are its pages pictures? {_AGAIN}")


def _check_archive(content: bytes) -> None:
    """Refuses archives that would unpack to too much. Nothing is unpacked beyond what they list."""
    try:
        listed = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile:
        raise Refused(f"The file is damaged and cannot be read. {_AGAIN}") from None
    if len(listed) > most_files or sum(one.file_size for one in listed) > most_unpacked:
        raise Refused(
            f"The file unpacks to more than {most_unpacked // 1024**2} MiB. Take the pictures out, "
            "or save its text as plain text."
        )


def _paragraphs(element: Any) -> Iterator[str]:
    """The words of every paragraph, in tables and boxes too; not what was struck out."""
    from docx.oxml.ns import qn

    breaks = {qn("w:tab"): "\t", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
    for paragraph in element.iter(qn("w:p")):
        words = [
            piece.text or "" if piece.tag == qn("w:t") else breaks[piece.tag]
            for piece in paragraph.iter(qn("w:t"), *breaks)
            # A box inside a paragraph has paragraphs of its own, which come by themselves.
            if next(piece.iterancestors(qn("w:p"))) is paragraph
        ]
        if text := "".join(words).strip():
            yield text


def _pdf(content: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    from models.documents.layout import without_running_titles

    locked = Refused(
        "The PDF file is locked with a password. Save it without one (print it to a new PDF file), "
        "and try again."
    )
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise locked
        count = len(reader.pages)
        if count > most_pages:
            raise Refused(f"The file has more than {most_pages:,} pages. Split it by chapters.")
        pages, size = [], 0
        for page in reader.pages:
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > most_characters:
                break
    except (FileNotDecryptedError, DependencyError):
        raise locked from None
    return _worth(
        "\n".join(without_running_titles(pages)),
        f"{_NO_WORDS}: its pages are pictures, as a scanner makes them. Run text recognition (OCR) "
        "on it first, or paste the text.",
    )


def _worth(text: str, otherwise: str) -> str:
    if not text.strip():
        raise Refused(otherwise)
    return text


if __name__ == "__main__":
    main()
