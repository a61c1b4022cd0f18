"""What an author does with a draft that is stored: revise, take note of advice, withdraw."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import drafts
from app.access import Capability, requires
from app.content import post_from_json
from app.drafts import REVISABLE
from app.errors import IllegalMove, NotFound, PersonalNotStored, StaleDraft, Unwritable
from app.extensions import db
from app.forms.cases import SeenForm
from app.forms.posts import PostForm, filled_with
from app.screening import preview
from app.tables import Draft
from app.views import writing

bp = Blueprint("revisions", __name__, url_prefix="/posts/<public_id>")


def _own(public_id: str) -> Draft:
    draft = drafts.visible_draft(public_id, current_user)
    if draft.author_id != current_user.id:
        raise NotFound
    return draft


@bp.get("/revise")
@requires(Capability.WRITE_DRAFT)
def revise(public_id: str) -> ResponseReturnValue:
    draft = _own(public_id)
    if draft.state not in REVISABLE:
        raise IllegalMove
    form = PostForm(
        data={
            **filled_with(post_from_json(draft.current.content)),
            "draft": draft.public_id,
            "seen_version": draft.version,
        }
    )
    return writing.page(form, draft=draft)


@bp.post("/revise")
@requires(Capability.WRITE_DRAFT)
def revise_submit(public_id: str) -> ResponseReturnValue:
    draft = _own(public_id)
    form = PostForm()
    try:
        seen = preview(form.post, current_user)
        if writing.stricter_than_shown(form, seen):
            return writing.page(form, draft=draft, seen=seen), 422
        drafts.revise(
            draft,
            form.post,
            current_user,
            seen_version=form.seen_version.data or 0,
            seen=seen,
            note=form.note.data or "",
        )
    except (Unwritable, PersonalNotStored) as refused:
        db.session.rollback()
        return writing.page(form, draft=draft, refused=refused), 422
    except StaleDraft:
        return _stale(public_id, form)
    db.session.commit()
    writing.told_and_kept(draft, public_id)
    return redirect(url_for("posts.show", public_id=public_id))


@bp.post("/acknowledge")
@requires(Capability.WRITE_DRAFT)
def acknowledge(public_id: str) -> ResponseReturnValue:
    form = SeenForm()
    drafts.acknowledge(_own(public_id), current_user, form.seen_version.data or 0)
    db.session.commit()
    flash(_("You took note of the advice. Here is the certificate."), "success")
    return redirect(url_for("posts.show", public_id=public_id))


@bp.post("/withdraw")
@requires(Capability.WRITE_DRAFT)
def withdraw(public_id: str) -> ResponseReturnValue:
    form = SeenForm()
    drafts.withdraw(_own(public_id), current_user, form.seen_version.data or 0)
    db.session.commit()
    flash(_("The post is withdrawn. Nobody will review it."), "info")
    return redirect(url_for("posts.show", public_id=public_id))


def _stale(public_id: str, form: PostForm) -> ResponseReturnValue:
    """Both views: what was typed on an older revision, and what is stored now."""
    db.session.rollback()
    draft = _own(public_id)
    page = render_template(
        "posts/stale.html", draft=draft, typed=form.post, now=post_from_json(draft.current.content)
    )
    return page, 409
