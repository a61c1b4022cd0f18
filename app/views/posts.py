"""An official's own posts: write, check, submit, and see where each one is."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import drafts
from app.access import Capability, requires
from app.errors import NotFound, PersonalNotStored, Unwritable
from app.extensions import db
from app.forms.posts import PostForm
from app.presentation.standing import standing
from app.screening import preview
from app.tables import Draft
from app.views import writing

bp = Blueprint("posts", __name__, url_prefix="/posts")


@bp.get("")
@requires(Capability.WRITE_DRAFT)
def mine() -> ResponseReturnValue:
    return render_template("posts/mine.html", drafts=drafts.mine(current_user))


@bp.get("/new")
@requires(Capability.WRITE_DRAFT)
def new() -> ResponseReturnValue:
    return writing.page(PostForm())


@bp.post("/check")
@requires(Capability.WRITE_DRAFT)
def check() -> ResponseReturnValue:
    form = PostForm()
    return writing.answer(form, _own(form.draft.data or ""))


@bp.post("")
@requires(Capability.WRITE_DRAFT)
def submit() -> ResponseReturnValue:
    form = PostForm()
    try:
        seen = preview(form.post, current_user)
        if writing.stricter_than_shown(form, seen):
            return writing.page(form, seen=seen), 422
        draft = drafts.submit(
            form.post,
            current_user,
            submit_key=form.submit_key.data or "",
            seen=seen,
            note=form.note.data or "",
        )
    except (Unwritable, PersonalNotStored) as refused:
        db.session.rollback()
        return writing.page(form, refused=refused), 422
    db.session.commit()
    writing.told_and_kept(draft, "new")
    return redirect(url_for("posts.show", public_id=draft.public_id))


@bp.get("/<public_id>")
@requires(Capability.READ_DRAFT)
def show(public_id: str) -> ResponseReturnValue:
    draft = drafts.visible_draft(public_id, current_user)
    return render_template("posts/show.html", draft=draft, stands=standing(draft, current_user))


def _own(public_id: str) -> Draft | None:
    """The draft being revised, for its author alone."""
    if not public_id:
        return None
    draft = drafts.visible_draft(public_id, current_user)
    if draft.author_id != current_user.id:
        raise NotFound
    return draft
