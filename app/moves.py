"""The table of legal moves of a case. What is not in it is refused."""

from enum import StrEnum

from app.errors import IllegalMove
from app.tables import Case, CaseState


class Move(StrEnum):
    """What can be done to a case, by a reviewer or by what happens to its draft."""

    CLAIM = "claim"
    RENEW = "renew"
    RELEASE = "release"
    APPROVE = "approve"
    RETURN = "return"
    DECLINE = "decline"
    ESCALATE = "escalate"
    PASS_ON = "pass-on"  # noqa: S105 - approved, and another queue must approve as well
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


MOVES: dict[tuple[CaseState, Move], CaseState] = {
    (CaseState.OPEN, Move.CLAIM): CaseState.CLAIMED,
    (CaseState.OPEN, Move.SUPERSEDE): CaseState.SUPERSEDED,
    (CaseState.OPEN, Move.WITHDRAW): CaseState.WITHDRAWN,
    # Once the lease has run out; while it runs, only its holder.
    (CaseState.CLAIMED, Move.CLAIM): CaseState.CLAIMED,
    (CaseState.CLAIMED, Move.RENEW): CaseState.CLAIMED,
    (CaseState.CLAIMED, Move.RELEASE): CaseState.OPEN,
    (CaseState.CLAIMED, Move.APPROVE): CaseState.APPROVED,
    (CaseState.CLAIMED, Move.RETURN): CaseState.RETURNED,
    (CaseState.CLAIMED, Move.DECLINE): CaseState.DECLINED,
    (CaseState.CLAIMED, Move.ESCALATE): CaseState.OPEN,
    (CaseState.CLAIMED, Move.PASS_ON): CaseState.OPEN,
    (CaseState.CLAIMED, Move.SUPERSEDE): CaseState.SUPERSEDED,
    (CaseState.CLAIMED, Move.WITHDRAW): CaseState.WITHDRAWN,
}


def after(case: Case, move: Move) -> CaseState:
    """The state the move leads to. Raises IllegalMove where it does not lead anywhere."""
    try:
        return MOVES[case.state, move]
    except KeyError:
        raise IllegalMove from None
