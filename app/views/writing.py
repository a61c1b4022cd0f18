"""The page in which a post is written or revised, shared by the views that end there."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.errors import DomainError, Unwritable
from app.extensions import db
from app.forms.posts import PostForm, most_media_rows
from app.presentation.checked import checked
from app.presentation.platforms import fits
from app.screening import Preview, preview
from app.tables import Draft
from policies.outcome import Outcome


def page(
    form: PostForm,
    *,
    draft: Draft | None = None,
    seen: Preview | None = None,
    refused: DomainError | None = None,
) -> str:
    """The whole page, with the author's words as they stand in the form."""
    return render_template(
        "posts/write.html",
        form=form,
        draft=draft,
        result=checked(seen) if seen else None,
        refused=refused,
        fits=fits(form.text.data or ""),
    )


def answer(form: PostForm, draft: Draft | None = None) -> ResponseReturnValue:
    """A check: a fragment for the script that asked, the whole page for a browser without it."""
    if request.form.get("more") == "media":
        if len(form.media.entries) < most_media_rows:
            form.media.append_entry()
        return page(form, draft=draft)
    form.use_offered(request.form)
    live = "HX-Request" in request.headers
    seen, refused = None, None
    try:
        seen = preview(form.post, current_user)
    except Unwritable as error:
        db.session.rollback()
        refused = error
    if not live:
        return page(form, draft=draft, seen=seen, refused=refused), 422 if refused else 200
    return render_template(
        "posts/checked.html",
        draft=draft,
        result=checked(seen) if seen else None,
        refused=refused if (form.text.data or "").strip() else None,
        form=form,
        fits=fits(form.text.data or ""),
        live=True,
    )


def stricter_than_shown(form: PostForm, seen: Preview) -> bool:
    """Whether the author would be surprised: then they see the result before anything is stored."""
    return seen.decision.outcome.rank > Outcome(form.shown_outcome).rank


def told_and_kept(draft: Draft, key: str) -> None:
    """Tell the next page that the words are safe here, so that the browser lets go of its copy."""
    flash(key, "saved")
    if draft.current.masked:
        flash(_("The boxed words were masked before anything was stored."), "info")
