"""The policy's workshop: drafts, proposals, approval by a second person, and rolling back."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, packs
from app.access import Capability, requires
from app.errors import DomainError, NotFound, PolicyFaulty, StalePolicy
from app.extensions import db
from app.forms.cases import SeenForm
from app.forms.policy import FileForm, NewRuleForm, ProposalForm, ReasonForm
from app.policy_checks import faults_of
from app.presentation.versions import STATES, TEMPLATE, changed_files, state_of
from app.tables import PolicyVersion, VersionState
from policies.faults import Fault

bp = Blueprint("workshop", __name__, url_prefix="/policy/versions")


@bp.get("")
@requires(Capability.CHANGE_POLICY)
def versions() -> ResponseReturnValue:
    now, current = clock.now(), packs.in_force()
    rows = [(version, state_of(version, current, now)) for version in packs.versions()]
    return render_template(
        "workshop/versions.html",
        rows=rows,
        states=STATES,
        current=current,
        pack=packs.active_pack(),
        form=ReasonForm(seen_version=0),
    )


@bp.post("")
@requires(Capability.CHANGE_POLICY)
def begin() -> ResponseReturnValue:
    version = packs.begin(current_user)
    db.session.commit()
    return redirect(url_for("workshop.show", public_id=version.public_id))


@bp.get("/<public_id>")
@requires(Capability.CHANGE_POLICY)
def show(public_id: str) -> ResponseReturnValue:
    return _page(packs.find(public_id))


@bp.get("/<public_id>/files/<name>")
@requires(Capability.CHANGE_POLICY)
def edit(public_id: str, name: str) -> ResponseReturnValue:
    version = packs.find(public_id)
    if name not in version.files:
        raise NotFound
    form = FileForm(text=version.files[name], seen_version=version.version)
    return _editor(version, name, form)


@bp.post("/<public_id>/files/<name>")
@requires(Capability.CHANGE_POLICY)
def save(public_id: str, name: str) -> ResponseReturnValue:
    version, form = packs.find(public_id), FileForm()
    if name not in version.files:
        raise NotFound
    text = None if request.form.get("remove") else form.text.data or ""
    try:
        packs.write_file(version, name, text, current_user, form.seen_version.data or 0)
    except StalePolicy:
        db.session.rollback()
        version = packs.find(public_id)
        form.seen_version.data = version.version  # what is sent again was seen beside what is now
        return _editor(version, name, form, moved=version.files.get(name, "")), 409
    db.session.commit()
    flash(f"policy-{public_id}-{name}", "saved")  # the browser may let go of its copy
    if text is None:
        flash(_("The rule is taken out of this draft."), "success")
    else:
        flash(_("Saved in this draft."), "success")
    return redirect(url_for("workshop.show", public_id=public_id))


@bp.post("/<public_id>/rules")
@requires(Capability.CHANGE_POLICY)
def new_rule(public_id: str) -> ResponseReturnValue:
    version, form = packs.find(public_id), NewRuleForm()
    name = f"{form.id.data}.yaml"
    if not form.validate() or name in version.files:
        said = form.id.errors[0] if form.id.errors else _("There is a rule of that name already.")
        flash(said, "error")
        return redirect(url_for("workshop.show", public_id=public_id))
    text = TEMPLATE.format(id=form.id.data)
    packs.write_file(version, name, text, current_user, form.seen_version.data)
    db.session.commit()
    return redirect(url_for("workshop.edit", public_id=public_id, name=name))


@bp.post("/<public_id>/propose")
@requires(Capability.CHANGE_POLICY)
def propose(public_id: str) -> ResponseReturnValue:
    version, form = packs.find(public_id), ProposalForm()
    if not form.validate():
        return _page(version, form), 422
    return _moved(
        public_id,
        lambda: packs.propose(
            version,
            current_user,
            reason=form.reason.data,
            effective_at=form.effective_at,
            seen_version=form.seen_version.data,
        ),
        _("Proposed. Another policy admin has to approve it."),
    )


@bp.post("/<public_id>/send-back")
@requires(Capability.CHANGE_POLICY)
def send_back(public_id: str) -> ResponseReturnValue:
    version, form = packs.find(public_id), ReasonForm()
    if not form.validate():
        return _page(version, ProposalForm(seen_version=version.version)), 422
    return _moved(
        public_id,
        lambda: packs.send_back(
            version, current_user, reason=form.reason.data, seen_version=form.seen_version.data
        ),
        _("Sent back: it is a draft again."),
    )


@bp.post("/<public_id>/approve")
@requires(Capability.CHANGE_POLICY)
def approve(public_id: str) -> ResponseReturnValue:
    version, form = packs.find(public_id), SeenForm()
    return _moved(
        public_id,
        lambda: packs.approve(version, current_user, form.seen_version.data or 0),
        _("Approved. It decides from its day on; cases that are open keep their own."),
    )


@bp.post("/<public_id>/discard")
@requires(Capability.CHANGE_POLICY)
def discard(public_id: str) -> ResponseReturnValue:
    packs.discard(packs.find(public_id), current_user, SeenForm().seen_version.data or 0)
    db.session.commit()
    flash(_("The draft is discarded."), "success")
    return redirect(url_for("workshop.versions"))


@bp.post("/<public_id>/roll-back")
@requires(Capability.CHANGE_POLICY)
def roll_back(public_id: str) -> ResponseReturnValue:
    version, form = packs.find(public_id), ReasonForm()
    packs.roll_back(version, current_user, reason=form.reason.data or "")
    db.session.commit()
    flash(_("Rolled back: the rules of %(ref)s decide again.", ref=version.ref), "success")
    return redirect(url_for("workshop.versions"))


def _moved(public_id: str, move: Callable[[], object], said: str) -> ResponseReturnValue:
    """Does it and tells so; a refusal is told on the version's own page."""
    try:
        move()
    except DomainError as refused:
        db.session.rollback()
        faults = refused.faults if isinstance(refused, PolicyFaulty) else None
        return _page(packs.find(public_id), refused=refused, faults=faults), refused.status
    db.session.commit()
    flash(said, "success")
    return redirect(url_for("workshop.show", public_id=public_id))


def _page(
    version: PolicyVersion,
    form: ProposalForm | None = None,
    refused: DomainError | None = None,
    faults: list[Fault] | None = None,
) -> str:
    before = packs.files_in_force()
    is_open = version.state in (VersionState.DRAFT, VersionState.PROPOSED)
    if faults is None:
        faults = faults_of(version, before) if is_open else []
    return render_template(
        "workshop/version.html",
        version=version,
        state=state_of(version, packs.in_force(), clock.now()),
        states=STATES,
        changes=changed_files(before, version.files) if is_open else [],
        faults=faults,
        form=form or ProposalForm(seen_version=version.version),
        back=ReasonForm(seen_version=version.version),
        refused=refused,
        is_own=current_user.id in (version.author_id, version.editor_id),
        moved_on=is_open and version.based_on != packs.active_pack().ref,
    )


def _editor(version: PolicyVersion, name: str, form: FileForm, moved: str | None = None) -> str:
    faults = [f for f in faults_of(version, packs.files_in_force()) if f.file == name]
    return render_template(
        "workshop/file.html",
        version=version,
        name=name,
        form=form,
        faults=faults if moved is None else [],
        moved=moved,
        can_edit=version.state is VersionState.DRAFT,
    )
