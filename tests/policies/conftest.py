"""Small packs and screenings for the tests of `policies/`."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from models.findings import SIGNALS, Finding, Screening, Span

PACK = """\
name: town
version: 3
title: A town
owner: The clerk
jurisdiction: US
effective_from: 2026-01-01
review_by: 2027-01-01
queues:
  communications: Wording.
  legal: The law.
  security: Secrets.
"""

RULE = """\
id: asking-for-votes
status: active
source:
  cite: State Code 1-23-4(b)
  url: https://example.gov/code/1-23-4
outcome: refer
queue: legal
when: {signal: conduct.partisan}
because: This may ask people to vote a certain way.
advice: Leave the request out.
known_false_alarms: [Neutral notices of polling places.]
examples:
  meets: [Vote for me on Tuesday!]
  passes: [Polls are open 7am to 8pm on Tuesday.]
"""


@pytest.fixture
def write_pack(tmp_path: Path) -> Callable[..., Path]:
    """Writes packs/NAME with the given rule files and answers with its folder."""

    def write(pack: str = PACK, rules: Mapping[str, str] | None = None, name: str = "town") -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "pack.yaml").write_text(pack, encoding="utf-8")
        for file, text in ({"asking-for-votes.yaml": RULE} if rules is None else rules).items():
            (folder / file).write_text(text, encoding="utf-8", errors="surrogatepass")
        return folder

    return write


@pytest.fixture
def screening() -> Callable[..., Screening]:
    """A screening in which the named findings were made, and their signals scored."""

    def build(
        *findings: Finding,
        scores: Mapping[str, float] | None = None,
        not_screened: tuple[Finding, ...] = (),
    ) -> Screening:
        found = dict.fromkeys(SIGNALS, 0.0)
        for finding in findings:
            found[finding.signal] = max(found[finding.signal], finding.score)
        found.update(scores or {})
        return Screening(found, dict.fromkeys(SIGNALS, 0.6), findings, "test-1", not_screened)

    return build


@pytest.fixture
def finding() -> Callable[..., Finding]:
    def build(
        signal: str, score: float = 0.9, kind: str = "", start: int = 0, detector: str = "test/1"
    ) -> Finding:
        return Finding(signal, Span(start, start + 4), score, detector, "For a test.", kind=kind)

    return build


@pytest.fixture
def sound_rule() -> str:
    return RULE


@pytest.fixture
def sound_pack() -> str:
    return PACK
