"""The table of moves: every state of a case against everything that can be done to it."""

import itertools

import pytest

from app.errors import IllegalMove
from app.moves import Move, after
from app.tables import Case, CaseState

EXPECTED = {
    # A waiting case can be taken by anyone who reviews its queue,
    (CaseState.OPEN, Move.CLAIM): CaseState.CLAIMED,
    # gives way when its author edits the draft,
    (CaseState.OPEN, Move.SUPERSEDE): CaseState.SUPERSEDED,
    # and closes when its author withdraws it.
    (CaseState.OPEN, Move.WITHDRAW): CaseState.WITHDRAWN,
    # A lease that ran out may be taken over; one that runs is refused at the door.
    (CaseState.CLAIMED, Move.CLAIM): CaseState.CLAIMED,
    # Its holder may lengthen the lease,
    (CaseState.CLAIMED, Move.RENEW): CaseState.CLAIMED,
    # give the case back,
    (CaseState.CLAIMED, Move.RELEASE): CaseState.OPEN,
    # say that the post may go out,
    (CaseState.CLAIMED, Move.APPROVE): CaseState.APPROVED,
    # ask for changes,
    (CaseState.CLAIMED, Move.PASS_ON): CaseState.OPEN,
    (CaseState.CLAIMED, Move.RETURN): CaseState.RETURNED,
    # say that it may not go out,
    (CaseState.CLAIMED, Move.DECLINE): CaseState.DECLINED,
    # or hand it to another queue, where it waits anew.
    (CaseState.CLAIMED, Move.ESCALATE): CaseState.OPEN,
    # An author may edit while somebody reads: the reader's view goes stale,
    (CaseState.CLAIMED, Move.SUPERSEDE): CaseState.SUPERSEDED,
    # and may withdraw as well.
    (CaseState.CLAIMED, Move.WITHDRAW): CaseState.WITHDRAWN,
}


@pytest.mark.parametrize(("state", "move"), list(itertools.product(CaseState, Move)))
def test_a_case_moves_only_as_the_table_says(state: CaseState, move: Move) -> None:
    case = Case(state=state)
    if (state, move) in EXPECTED:
        assert after(case, move) is EXPECTED[state, move]
    else:
        # A verdict is final, and nothing is decided that nobody holds.
        with pytest.raises(IllegalMove):
            after(case, move)
