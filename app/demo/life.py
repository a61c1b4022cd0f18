"""Half a year in the invented agency, told in order: everything goes through the real services.

Nothing here reaches into a table to change it. A simulated clock stands in for the time.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from random import Random

from app import drafts, feedback, queue, sources
from app.demo.texts import Written
from app.demo.words import AUTHOR_NOTES, CONTESTS, NOTES, reasons
from app.extensions import db
from app.packs import active_pack
from app.tables import (
    Case,
    CaseState,
    Draft,
    DraftState,
    FindingRow,
    Person,
    Role,
    SourceWord,
    Verdict,
    Word,
)
from models.findings import Post

Act = Callable[[], None]
# What people did who had the labels before them: approve, return, decline, escalate.
_WHEN_RIGHT = (18, 52, 22, 8)
_WHEN_WRONG = (80, 14, 2, 4)
_VERDICTS = (Verdict.APPROVE, Verdict.RETURN, Verdict.DECLINE, Verdict.ESCALATE)


class Life:
    """A calendar of what people do, and what follows from it until the present."""

    def __init__(self, chance: Random, until: datetime) -> None:
        self.chance = chance
        self.until = until
        self.time = until
        self._turns: Counter[DraftState] = Counter()
        self._looked_up = 0
        self._writers: dict[str, list[Person]] = defaultdict(list)
        self._reviewers: dict[str, list[Person]] = defaultdict(list)
        self._calendar: list[tuple[datetime, int, Act]] = []
        self._order = count()

    def meet(self, people: list[Person]) -> None:
        """These are the people there are; asked once, since they do not change here."""
        for person in people:
            if Role.OFFICIAL in person.roles and person.team:
                self._writers[person.team.name].append(person)
            for name in person.queues:
                self._reviewers[name].append(person)

    def at(self, time: datetime, act: Act) -> None:
        """Somebody will do this then, unless it lies in the future."""
        if time < self.until:
            heapq.heappush(self._calendar, (time, next(self._order), act))

    def pass_by(self, told: Callable[[], object]) -> None:
        """Let everything happen in order; each act is one transaction."""
        while self._calendar:
            self.time, _, act = heapq.heappop(self._calendar)
            act()
            db.session.commit()
            told()

    def write(self, written: Written) -> None:
        """Somebody of the team submits a post; what follows is put into the calendar."""
        author = self.chance.choice(self._writers[written.team])
        note = self.chance.choice(AUTHOR_NOTES)
        key = f"demo-{next(self._order)}"
        draft = drafts.submit(written.post, author, submit_key=key, note=note)
        self._follow(draft, written)

    def _follow(self, draft: Draft, written: Written) -> None:
        # Counted rather than left to chance, so that every state is there to be seen.
        turn = self._turns[draft.state]
        self._turns[draft.state] += 1
        if draft.state is DraftState.IN_REVIEW:
            case = draft.cases[-1]
            hours = self.chance.expovariate(1 / 4) + 0.2
            if turn % 16 == 5:
                self._later(0.2, lambda: self._withdraw(draft))
            elif turn % 16 == 9:
                self._later(0.1, lambda: self._edit(draft, written, written.better))
            elif turn % 24 != 20:  # now and then a case is overlooked
                self._later(hours, lambda: self._review(case, written))
        elif draft.state is DraftState.ADVISED and turn % 3 != 1:
            self._later(0.1, lambda: self._heed(draft, written, turn % 3 == 2))
        elif draft.state is DraftState.CLEARED and turn % 9 == 4:
            self._later(6, lambda: self._edit(draft, written, draft.current.content["text"]))

    def _later(self, hours: float, act: Act) -> None:
        self.at(self.time + timedelta(hours=hours), act)

    def _heed(self, draft: Draft, written: Written, mends: bool) -> None:
        if draft.state is not DraftState.ADVISED:
            return
        if mends:
            self._edit(draft, written, written.better)
        else:
            drafts.acknowledge(draft, draft.author, draft.version)

    def _edit(self, draft: Draft, written: Written, text: str) -> None:
        if draft.state not in drafts.REVISABLE:
            return
        if text.strip() == draft.current.content["text"].strip():
            text = f"{text.strip()}\n\nUpdated {self.time:%B} {self.time.day}."
        post = Post(text=text, platforms=written.post.platforms)
        drafts.revise(draft, post, draft.author, seen_version=draft.version)
        self._follow(draft, written)

    def _withdraw(self, draft: Draft) -> None:
        if draft.state is DraftState.IN_REVIEW:
            drafts.withdraw(draft, draft.author, draft.version)

    def _review(self, case: Case, written: Written) -> None:
        if case.state is not CaseState.OPEN:
            return
        reviewer = self.chance.choice(self._reviewers[case.queue])
        queue.claim(case, reviewer, case.version)
        findings = [f for f in case.revision.screened.findings if f.rules]
        verdict = self._verdict(case, written)
        signal = findings[0].signal if findings else "confidential"
        queue.give_verdict(
            case,
            verdict,
            reviewer,
            reason=self.chance.choice(reasons(verdict, signal)),
            notes=self._notes(verdict, findings),
            seen_version=case.version,
            to_queue=self._elsewhere(case),
        )
        self._say(findings, case.draft, reviewer, written)
        self._look_up(case, reviewer)
        if verdict is Verdict.RETURN and self.chance.random() < 0.8:
            self._later(3, lambda: self._edit(case.draft, written, written.better))
        elif verdict is Verdict.ESCALATE:
            self._later(5, lambda: self._review(case, written))

    def _look_up(self, case: Case, reviewer: Person) -> None:
        for claim in sources.claims_of(case.revision):
            if claim.source:
                # Counted rather than left to chance, so that both words are there to be seen.
                self._looked_up += 1
                word = SourceWord.DOUBTED if self._looked_up % 3 == 1 else SourceWord.VERIFIED
                sources.mark(case, claim.span, reviewer, word)

    def _verdict(self, case: Case, written: Written) -> Verdict:
        if case.revision.masked:
            return self.chance.choice((Verdict.RETURN, Verdict.RETURN, Verdict.DECLINE))
        mended = case.revision.number > 1
        weights = _WHEN_RIGHT if written.labels and not mended else _WHEN_WRONG
        chosen = self.chance.choices(_VERDICTS, weights)[0]
        again = chosen is Verdict.ESCALATE and case.verdicts
        return Verdict.APPROVE if again and not written.labels else chosen

    def _elsewhere(self, case: Case) -> str:
        return next(name for name in ("legal", *active_pack().queues) if name != case.queue)

    def _notes(self, verdict: Verdict, findings: list[FindingRow]) -> list[dict[str, object]]:
        if verdict is not Verdict.RETURN or not findings:
            return []
        found = findings[0]
        where = {"part": found.part, "start": found.start, "end": found.end}
        return [{**where, "note": self.chance.choice(NOTES)}]

    def _say(
        self, findings: list[FindingRow], draft: Draft, reviewer: Person, written: Written
    ) -> None:
        for finding in findings[:2]:
            right = finding.signal in written.labels
            if self.chance.random() < 0.6:
                feedback.give(finding, reviewer, Word.RIGHT if right else Word.WRONG)
            if not right and self.chance.random() < 0.3:
                note = self.chance.choice(CONTESTS)
                feedback.give(finding, draft.author, Word.WRONG, note)
