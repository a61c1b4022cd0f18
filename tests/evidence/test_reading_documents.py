"""Words come out of real Word and PDF files; what gives none, or means harm, is told what to do."""

import io
import zipfile

import docx
import pytest
from docx.shared import Inches
from pypdf import PdfReader, PdfWriter

from models.documents import reading
from models.documents.layout import running_text
from models.documents.reading import NotReadable, text_of
from models.documents.reading_apart import most_files, most_pages, most_unpacked


def word_file() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Harbor office, not for release"
    document.sections[0].footer.paragraphs[0].text = "A footer of ours"
    document.add_paragraph("The harbor office will close its night shift on the first of March.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Inspectors"
    table.cell(0, 1).text = "Nineteen"
    run = document.add_paragraph("Saved:").add_run("\tfour hundred thousand")
    run.add_picture(io.BytesIO(_PIXEL), width=Inches(0.1))
    return saved(document)


_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf_file(*pages: list[str]) -> bytes:
    """A PDF written by hand: one font, lines from the top of each page."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode())
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    for number, lines in enumerate(pages):
        said = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 50 750 Td {said} ET".encode()
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]"
            b"/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>" % (5 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    file, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(file))
        file += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return file + head + table + tail % (len(objects) + 1, len(file))


def archive(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file.getvalue()


def altered(content: bytes, name: str, new: bytes) -> bytes:
    """A Word file with one of its parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as packed:
        for each in old.namelist():
            packed.writestr(each, new if each == name else old.read(each))
    return file.getvalue()


def locked_pdf(user_password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_file(["Nineteen will be moved."]))))
    writer.encrypt(user_password, owner_password="owner", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_word_file_gives_paragraphs_tables_headers_and_footers() -> None:
    text = text_of(word_file())
    for words in ("will close its night shift", "Nineteen", "four hundred thousand"):
        assert words in text
    for words in ("not for release", "A footer of ours"):
        assert words in text


def test_a_box_in_a_paragraph_is_read_once_and_what_was_struck_out_is_not() -> None:
    body = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>Outside.</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>In the box."
        b"</w:t></w:r></w:p></w:txbxContent></w:r><w:del><w:r><w:delText>Gone.</w:delText></w:r>"
        b"</w:del></w:p></w:body></w:document>"
    )
    text = text_of(altered(saved(docx.Document()), "word/document.xml", body))
    assert text.count("In the box.") == 1
    assert "Outside." in text
    assert "Gone" not in text


def test_a_pdf_file_gives_sentences_whole_across_lines_and_pages() -> None:
    first = ["Harbor office - page 1", "The harbor office will close its night shift on the first"]
    second = ["Harbor office - page 2", "of March, and nineteen inspec-", "tors will be moved."]
    text = text_of(pdf_file(first, second, ["Harbor office - page 3", "The end of it."]))
    assert "on the first of March, and nineteen inspectors will be moved." in text
    assert "page 2" not in text


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    assert "Nineteen will be moved." in text_of(locked_pdf(""))


@pytest.mark.parametrize(
    ("given", "running"),
    [
        ("The first line of a letter that goes on\nin the second one.", "goes on in the second"),
        ("Short heading\nA sentence that begins a paragraph of its own.", "heading\nA sentence"),
        ("- one point\n- another point", "- one point\n- another"),
        ("See [the memo](https://intra.example/memo) now.", "See the memo now."),
        ("The inspec\u00ad\ntors of the night shift", "The inspectors of"),
        ("in\u00adspectors", "inspectors"),
        ("", ""),
    ],
)
def test_wrapped_lines_are_joined_and_others_left(given: str, running: str) -> None:
    assert running in running_text(given)


def test_text_is_read_in_the_two_ways_it_is_saved() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert text_of("Nineteen people – all of them.".encode(encoding)) == (
            "Nineteen people – all of them."
        )


def laughs() -> bytes:
    """Entities of entities: a thousand million words, if anybody expands them."""
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "secret">{rows}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    )
    return altered(saved(docx.Document()), "word/document.xml", body.encode())


def outside() -> bytes:
    """An entity that asks for a file of the machine."""
    body = (
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    return altered(saved(docx.Document()), "word/document.xml", body.encode())


HOSTILE = {
    "an empty word file": (lambda: saved(docx.Document()), "holds no text"),
    "a pdf of pictures": (lambda: pdf_file([]), "text recognition"),
    "a locked pdf": (lambda: locked_pdf("user"), "locked with a password"),
    "a locked or old word file": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "old Word file"),
    "a rich text file": (lambda: rb"{\rtf1 Nineteen people}", "RTF"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(90), "no plain text"),
    "half a word file": (lambda: word_file()[:-900], "damaged"),
    "half a pdf": (lambda: pdf_file(["Nineteen"])[:90], "damaged"),
    "another archive": (lambda: archive(a=b"Nineteen"), "no Word document"),
    "a bomb": (lambda: archive(a=bytes(most_unpacked + 1)), "unpacks to more than"),
    "many files": (lambda: archive(**{str(n): b"" for n in range(most_files + 1)}), "unpacks"),
    "entities": (laughs, "no text|damaged"),
    "a file of the machine": (outside, "no text|damaged"),
    "too many pages": (lambda: pdf_file(*[["x"]] * (most_pages + 1)), "more than 2,000 pages"),
    "too many bytes": (lambda: b"a " * reading.most_bytes, "MiB"),
    "too many characters": (lambda: b"a " * (reading.most_characters // 2 + 1), "characters"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_gives_no_text_is_told_what_to_do_and_nothing_of_it_is_said(
    name: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    make, said = HOSTILE[name]
    with pytest.raises(NotReadable, match=said) as refused:
        text_of(make())
    logged = caplog.text + "".join(capfd.readouterr()) + str(refused.value)
    assert "Nineteen" not in logged
    assert "secret" not in logged
    assert "root:" not in logged


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "seconds", 0.01)
    with pytest.raises(NotReadable, match="could not be read within"):
        text_of(word_file())
