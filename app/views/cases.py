"""One case: look, take, give back, give a verdict. A stale view gets a page with both views."""

from flask import (
    Blueprint,
    current_app,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import SelectChoice

from app import caseload, clock, fetching, queue, sources
from app.access import Capability, requires
from app.errors import DomainError, NotFound, StaleCase, Unreadable
from app.extensions import db
from app.forms.cases import SeenForm, SourceForm, VerdictForm
from app.packs import active_pack
from app.presentation.claimed import answer_in_words
from app.presentation.standing import standing
from app.presentation.stored import or_else, stored_post
from app.presentation.times import left_of
from app.presentation.wording import VERDICTS, queue_name
from app.tables import Case, SourceWord, Verdict, VerdictRow

bp = Blueprint("cases", __name__, url_prefix="/cases/<public_id>")


def _case(public_id: str) -> Case:
    return caseload.visible_case(public_id, current_user)


def _form(case: Case) -> VerdictForm:
    form = VerdictForm()
    others = [name for name in active_pack().queues if name != case.queue]
    form.to_queue.choices = [SelectChoice(name, queue_name(name)) for name in others]
    return form


def _page(case: Case, form: VerdictForm, refused: DomainError | None = None) -> str:
    form.seen_version.data = case.version
    holder = case.held_by(clock.now())
    nothing: list[VerdictRow] = []
    return render_template(
        "cases/show.html",
        case=case,
        stands=standing(case.draft, current_user, case.revision),
        form=form,
        holder=holder,
        mine=holder is not None and holder.id == current_user.id,
        similar=or_else(lambda: caseload.similar(case, current_user), nothing)[0],
        own={case.draft.author_id, case.revision.editor_id} & {current_user.id},
        refused=refused,
    )


@bp.get("")
@requires(Capability.READ_CASE)
def show(public_id: str) -> ResponseReturnValue:
    case = _case(public_id)
    return _page(case, _form(case))


@bp.post("/claim")
@requires(Capability.REVIEW_CASE)
def claim(public_id: str) -> ResponseReturnValue:
    form = SeenForm()
    try:
        queue.claim(_case(public_id), current_user, form.seen_version.data or 0)
    except StaleCase as moved:
        return _both_views(public_id, moved)
    db.session.commit()
    return redirect(url_for("cases.show", public_id=public_id))


@bp.post("/renew")
@requires(Capability.REVIEW_CASE)
def renew(public_id: str) -> ResponseReturnValue:
    case = queue.renew(_case(public_id), current_user)
    db.session.commit()
    until = case.held_until
    if until is not None and "HX-Request" in request.headers:
        return jsonify(left=left_of(until))
    return redirect(url_for("cases.show", public_id=public_id))


@bp.post("/release")
@requires(Capability.REVIEW_CASE)
def release(public_id: str) -> ResponseReturnValue:
    form = SeenForm()
    try:
        queue.release(_case(public_id), current_user, form.seen_version.data or 0)
    except StaleCase as moved:
        return _both_views(public_id, moved)
    db.session.commit()
    flash(_("The case is back in its queue."), "info")
    return redirect(url_for("queue.waiting"))


@bp.post("/sources")
@requires(Capability.REVIEW_CASE)
def mark_source(public_id: str) -> ResponseReturnValue:
    case, form = _case(public_id), SourceForm()
    if not form.validate():
        raise Unreadable
    sources.mark(case, form.span, current_user, SourceWord(form.word.data))
    db.session.commit()
    return redirect(url_for("cases.show", public_id=public_id, _anchor="claims"))


@bp.post("/sources/ask")
@requires(Capability.REVIEW_CASE)
def ask_source(public_id: str) -> ResponseReturnValue:
    """Open the link of a source from the server, where the administrator allows that."""
    case, form = _case(public_id), SourceForm(word=SourceWord.VERIFIED.value)
    if not current_app.config["FETCH_LINKS"]:
        raise NotFound
    link = sources.link_at(case.revision, form.span)
    flash(answer_in_words(link, fetching.ask(link, active_pack().sources.official)), "info")
    return redirect(url_for("cases.show", public_id=public_id, _anchor="claims"))


@bp.post("/verdict")
@requires(Capability.REVIEW_CASE)
def give_verdict(public_id: str) -> ResponseReturnValue:
    case = _case(public_id)
    form = _form(case)
    if form.verdict.data not in set(Verdict):
        form.verdict.errors = [_("Choose a verdict.")]
        return _page(case, form), 422
    verdict = Verdict(form.verdict.data)
    try:
        queue.give_verdict(
            case,
            verdict,
            current_user,
            reason=form.reason.data or "",
            notes=form.notes(case.revision.screened.findings, stored_post(case.revision)),
            seen_version=form.seen_version.data or 0,
            to_queue=form.to_queue.data or None,
        )
    except StaleCase as moved:
        return _both_views(public_id, moved, form)
    except DomainError as refused:  # on the page itself, so that what was typed is kept
        db.session.rollback()
        return _page(_case(public_id), form, refused), refused.status
    db.session.commit()
    flash(f"case-{public_id}", "saved")  # the browser may let go of the reason it kept
    flash(_("Verdict given: %(verdict)s.", verdict=VERDICTS[verdict]), "success")
    if request.form.get("then") == "next":
        return _take_next()
    return redirect(url_for("queue.waiting"))


def _take_next() -> ResponseReturnValue:
    following = queue.take_next(current_user)
    db.session.commit()
    if following is None:
        flash(_("That was the last free case. Nothing waits."), "info")
        return redirect(url_for("queue.waiting"))
    return redirect(url_for("cases.show", public_id=following.public_id))


def _both_views(
    public_id: str, moved: StaleCase, form: VerdictForm | None = None
) -> ResponseReturnValue:
    """What this person was about to do beside what the case is now; nothing typed is lost."""
    db.session.rollback()
    case = _case(public_id)
    page = render_template(
        "cases/stale.html",
        case=case,
        moved=moved,
        form=form,
        holder=case.held_by(clock.now()),
        newest=_newest(case),
        changed=case.draft.revision_number != case.revision.number,
        seen_text=stored_post(case.revision).text,
        now_text=stored_post(case.draft.current).text,
    )
    return page, 409


def _newest(case: Case) -> Case | None:
    """The latest case of the draft, where this person may see it."""
    newest = case.draft.cases[-1]
    return newest if caseload.may_see_case(newest, current_user) else None
