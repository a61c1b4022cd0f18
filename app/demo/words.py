"""What the reviewers of the invented agency say, by what a case was flagged for."""

from app.tables import Verdict

_APPROVED = {
    "tone": ("Firm, but about the decision and not the person.", "A quotation; fine as it stands."),
    "misinformation": (
        "Checked the figure against our open data page.",
        "The source is named further down.",
    ),
    "confidential": (
        "This was announced at Monday's meeting, so it is public.",
        "The person agreed in writing to be named; the form is on file.",
    ),
    "conduct": ("Election facts only, no side taken.", "Names the contractor as a fact."),
    "not-screened": ("Read it whole; nothing to object to.",),
}
_RETURNED = {
    "tone": (
        "Please answer the point and leave the person out of it.",
        "Take the sting out of the last sentence and it can go.",
    ),
    "misinformation": (
        "Add where this figure comes from, or say that it is an estimate.",
        "We do not know the cause yet; please do not state it as fact.",
    ),
    "confidential": (
        "This has not been announced. Leave the date and the place out.",
        "Take out what identifies the resident, then send it again.",
    ),
    "conduct": (
        "This reads as support for a candidate. Keep to the voting facts.",
        "Thank them without recommending their business.",
    ),
    "not-screened": ("Please shorten it so that it can be checked whole.",),
}
_DECLINED = {
    "tone": ("We do not answer residents in this way.",),
    "misinformation": ("This claim was shown to be false; we will not repeat it.",),
    "confidential": (
        "Publishing this could put people at risk.",
        "A personnel matter; it does not belong in a post.",
    ),
    "conduct": ("Not from an official account; see the code of conduct.",),
    "not-screened": ("Not for this account.",),
}
_ESCALATED = "Outside what I can judge; the other team knows the law here."
REASONS = {
    Verdict.APPROVE: _APPROVED,
    Verdict.RETURN: _RETURNED,
    Verdict.DECLINE: _DECLINED,
}

NOTES = ("This part.", "Please look at these words again.", "Here is what was flagged.")
CONTESTS = (
    "This is public already.",
    "That is the name of our own programme.",
    "It is a quotation.",
)
AUTHOR_NOTES = ("", "", "", "Needed before the council meets, please.", "Second reading welcome.")


def reasons(verdict: Verdict, signal: str) -> tuple[str, ...]:
    """Sentences that fit, whatever was flagged."""
    if verdict is Verdict.ESCALATE:
        return (_ESCALATED,)
    by_family = REASONS[verdict]
    return by_family.get(signal.partition(".")[0], by_family["confidential"])
