"""Protected documents and terms: the list, registering one, releasing one. Shows no words of them.

What is uploaded is read in memory, hashed and forgotten: it is never written to disk or logged.
"""

import io
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, documents
from app.access import Capability, requires
from app.errors import Forbidden
from app.extensions import db
from app.forms.documents import DocumentForm, TermForm
from models.documents.reading import most_bytes

bp = Blueprint("documents", __name__, url_prefix="/documents")
at_once = 50
# The file, and the fields beside it.
upload_bytes = most_bytes + 1024 * 1024


@bp.url_value_preprocessor
def keep_uploads_in_memory(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Runs before anything reads the request: files of this page are larger, and never on disk."""
    if endpoint == "documents.add":
        request.max_content_length = upload_bytes
        # Werkzeug would lay what is over 500 kB into a temporary file.
        request._get_file_stream = lambda *_given, **_named: io.BytesIO()  # type: ignore[method-assign]


@bp.get("")
@requires(Capability.READ_DOCUMENTS)
def protected() -> ResponseReturnValue:
    known = documents.store().documents()[::-1]
    asked = request.args.get("page", 1, type=int)
    page = max(1, min(asked, -(-len(known) // at_once)))
    return render_template(
        "documents/protected.html",
        found=known[(page - 1) * at_once : page * at_once],
        count=len(known),
        page=page,
        pages=-(-len(known) // at_once),
        now=clock.now(),
        is_entitled=documents.is_entitled,
    )


@bp.get("/new")
@requires(Capability.CHANGE_DOCUMENTS)
def new() -> ResponseReturnValue:
    return render_template("documents/new.html", form=DocumentForm())


@bp.post("")
@requires(Capability.CHANGE_DOCUMENTS)
def add() -> ResponseReturnValue:
    form = DocumentForm()
    if not form.validate():
        return render_template("documents/new.html", form=form), 422
    about = form.about(form.title.data, current_user.public_id)
    documents.protect(form.words, about, by=current_user)
    db.session.commit()
    flash(_("The document is protected from now on. Its text was not kept."), "success")
    return redirect(url_for("documents.protected"))


@bp.get("/terms/new")
@requires(Capability.CHANGE_DOCUMENTS)
def new_term() -> ResponseReturnValue:
    return render_template("documents/new_term.html", form=TermForm())


@bp.post("/terms")
@requires(Capability.CHANGE_DOCUMENTS)
def add_term() -> ResponseReturnValue:
    form = TermForm()
    if not form.validate():
        return render_template("documents/new_term.html", form=form), 422
    documents.protect_term(form.about(form.term.data, current_user.public_id), by=current_user)
    db.session.commit()
    flash(_("The term is protected from now on."), "success")
    return redirect(url_for("documents.protected"))


@bp.get("/<document_id>/release")
@requires(Capability.CHANGE_DOCUMENTS)
def ask_release(document_id: str) -> ResponseReturnValue:
    document = documents.find(document_id)
    if not documents.is_entitled(current_user, document):
        raise Forbidden
    return render_template("documents/release.html", one=document)


@bp.post("/<document_id>/release")
@requires(Capability.CHANGE_DOCUMENTS)
def release(document_id: str) -> ResponseReturnValue:
    documents.release(document_id, by=current_user)
    db.session.commit()
    flash(_("It is protected no more. Posts checked before stay as they were."), "success")
    return redirect(url_for("documents.protected"))
