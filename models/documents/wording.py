"""What is told of a finding on a protected document: how much, whose, until when. No title."""

from models.documents.copied import Copied
from models.documents.document import Document, Form
from models.documents.sentence_index import Like
from models.findings import Span
from models.sentences import sentences

WORTH_TELLING = 0.05  # share of a document, below which it tells nothing


def how_much_copied(found: Copied, share: float, document: Document) -> str:
    """`share`: what all of the draft holds of the document."""
    if found.is_whole:
        how = f"This whole sentence ({found.words} words) stands"
    elif found.longest >= found.covered:
        how = f"{found.covered} words in a row of this sentence stand"
    else:
        how = f"{found.covered} of the {found.words} words of this sentence stand"
    of_all = ""
    if share >= WORTH_TELLING:
        of_all = f" In all, the post holds about {min(100, round(share * 100))} % of it."
    return f"{how} in {_named(document)}{of_all}"


def how_much_said(text: str, span: Span, like: Like, document: Document) -> str:
    count = sum(one.meets(span) for one in sentences(text))
    this = "This sentence says" if count <= 1 else f"These {count} sentences say"
    figures = ", with the same figures" if like.figures > 1 else ""
    figures = ", with the same figure" if like.figures == 1 else figures
    return f"{this} nearly the same as a sentence of {_named(document, figures)}"


def term_named(document: Document) -> str:
    return f"This names {_named(document)}"


def _named(document: Document, more: str = "") -> str:
    about = document.about
    form = "protected term" if document.form is Form.TERM else "protected document"
    until = f" until {about.until:%-d %B %Y, %H:%M} UTC" if about.until else ""
    return (
        f"{form} {document.id} of {about.owner} ({about.classification}){more}. It must not be out"
        f"{until}."
    )
