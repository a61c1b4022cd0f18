"""What a claim rests on decides whether it is unsupported; the pack says what counts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.findings import Citation, Finding, Post, Screening, Span
from policies.engine import decide
from policies.outcome import Outcome
from policies.pack import PackInvalid, load_pack
from policies.sources import KINDS, SourceRules
from policies.weighing import CHECKWORTHY, UNSUPPORTED, WITHOUT, claims, placed, weighed

WritePack = Callable[..., Path]
BuildScreening = Callable[..., Screening]

FIRST, SECOND = "Crime fell by a third last year.", "Nine in ten of us feel safe now."
TEXT = f"{FIRST} {SECOND}"
RULES = SourceRules(
    counts=("own-site", "trusted-site", "document", "verified-fact"),
    own_sites=("springfield.gov",),
    trusted_sites=("cdc.gov", "edu"),
    documents=(r"(?i)\breport \d{4}-\d+",),
)


def seen(*signals: str, text: str = TEXT) -> tuple[Finding, ...]:
    """Each sentence shown for each signal, as the encoder shows them: by some of its words."""
    return tuple(
        Finding(signal, Span(text.index(words), text.index(words) + len(words)), 0.9, "e/1", "So.")
        for signal in signals
        for words in ("fell by a third", "feel safe")
        if words in text
    )


def cite(sentence: str, source: str, text: str = TEXT) -> Citation:
    start = text.index(sentence)
    return Citation(Span(start, start + len(sentence)), source)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("https://www.springfield.gov/report", "own-site"),
        ("See cdc.gov/flu", "trusted-site"),
        ("https://www.harvard.edu/study", "trusted-site"),
        ("https://news.example.com/a", "other-site"),
        ("https://bit.ly/abc", "unclear-link"),
        ("https://springfield.gov.example.com", "unclear-link"),
        ("Report 2026-14, page 3", "document"),
        ("Chief Lopez, by phone", "person"),
    ],
)
def test_a_source_has_one_kind(source: str, kind: str) -> None:
    assert RULES.kind_of(source) == kind
    assert kind in KINDS


def test_each_checkworthy_sentence_is_a_claim(screening: BuildScreening) -> None:
    found = claims(RULES, screening(*seen(CHECKWORTHY)), Post(TEXT))
    assert [(claim.words, claim.source, claim.counts) for claim in found] == [
        (FIRST, "", False),
        (SECOND, "", False),
    ]


def test_what_is_weakly_seen_is_no_claim(screening: BuildScreening) -> None:
    weak = Finding(CHECKWORTHY, Span(0, 5), 0.59, "e/1", "So.")  # the operating point is 0.6
    assert claims(RULES, screening(weak), Post(TEXT)) == ()


@pytest.mark.parametrize(
    ("post", "left"),
    [
        (Post(TEXT), [FIRST, SECOND]),
        (Post(TEXT, citations=(cite(FIRST, "cdc.gov/crime"),)), [SECOND]),
        (Post(TEXT, citations=(cite(FIRST, "Chief Lopez"),)), [FIRST, SECOND]),
        (Post(TEXT, sources=("Report 2026-14",)), []),
        (Post(TEXT, sources=("Chief Lopez",)), [FIRST, SECOND]),
        (Post(TEXT, links=("https://springfield.gov/a",)), []),
        (Post(TEXT, links=("https://bit.ly/a",)), [FIRST, SECOND]),
        (Post(f"{TEXT} https://springfield.gov/a"), []),
        (Post(f"{TEXT} https://example.com/a"), [FIRST, SECOND]),
        (Post(TEXT, sources=("Report 2026-14",), citations=(cite(FIRST, "Lopez"),)), []),
    ],
)
def test_a_claim_with_a_source_that_counts_is_supported(
    screening: BuildScreening, post: Post, left: list[str]
) -> None:
    result = weighed(RULES, screening(*seen(UNSUPPORTED)), post)
    without = [f for f in result.findings if f.kind == WITHOUT]
    assert [post.text[f.span.start : f.span.end] for f in without] == left
    kept = [f for f in result.findings if f.signal == UNSUPPORTED]
    assert len(kept) == len(left)
    assert result.scores[UNSUPPORTED] == (0.9 if left else 0.0)


def test_a_finding_over_two_sentences_stays_while_one_of_them_has_no_source(
    screening: BuildScreening,
) -> None:
    both = Finding(UNSUPPORTED, Span(0, len(TEXT)), 0.9, "e/1", "So.")
    post = Post(TEXT, citations=(cite(FIRST, "cdc.gov"),))
    assert both in weighed(RULES, screening(both), post).findings
    post = Post(TEXT, citations=(cite(FIRST, "cdc.gov"), cite(SECOND, "cdc.gov")))
    assert both not in weighed(RULES, screening(both), post).findings


def test_the_source_of_a_verified_fact_counts_only_where_the_fact_is_stated(
    screening: BuildScreening,
) -> None:
    stated = Finding(
        CHECKWORTHY,
        cite(FIRST, "").span,
        0.9,
        "facts/1",
        "The police have verified this.",
        "fact-stated",
        details=(("source", "Chief's annual letter"),),
    )
    found = screening(*seen(UNSUPPORTED), stated)
    for sentence, kind in ((FIRST, "verified-fact"), (SECOND, "person")):
        post = Post(TEXT, citations=(cite(sentence, "Chief's annual letter"),))
        (claim,) = [c for c in claims(RULES, found, post) if c.source]
        assert (claim.words, claim.kind) == (sentence, kind)


def test_what_was_stored_is_not_touched(screening: BuildScreening) -> None:
    given = screening(*seen(UNSUPPORTED))
    weighed(RULES, given, Post(TEXT, sources=("Report 2026-14",)))
    assert len(given.findings) == 2
    assert given.scores[UNSUPPORTED] == 0.9


PACK_SOURCES = """\
sources:
  counts: [own-site]
  own_sites: [springfield.gov]
  documents: ['Report \\d+']
"""
ADVISED = """\
id: no-source
status: active
source: {cite: State Code 1, url: https://example.gov/code}
outcome: advise
when: {signal: misinformation.unsupported}
because: This states a fact without a source.
advice: Add one.
known_false_alarms: [None.]
examples: {meets: [a], passes: [b]}
"""


def test_the_pack_says_which_sources_count(
    write_pack: WritePack, screening: BuildScreening, sound_pack: str
) -> None:
    pack = load_pack(write_pack(sound_pack + PACK_SOURCES, {"no-source.yaml": ADVISED}))
    found = screening(*seen(UNSUPPORTED))
    for source, outcome in (
        ("https://springfield.gov/a", Outcome.CLEAR),
        ("https://cdc.gov/a", Outcome.ADVISE),
        ("Report 7", Outcome.ADVISE),
    ):
        assert decide(pack, found, Post(TEXT, sources=(source,))).outcome is outcome


def test_a_pack_that_says_nothing_of_sources_lets_all_count(
    write_pack: WritePack, screening: BuildScreening
) -> None:
    pack = load_pack(write_pack(rules={"no-source.yaml": ADVISED}))
    found = screening(*seen(UNSUPPORTED))
    assert decide(pack, found, Post(TEXT, sources=("Lopez",))).outcome is Outcome.CLEAR
    assert decide(pack, found, Post(TEXT)).outcome is Outcome.ADVISE


def test_what_a_pack_includes_says_it_where_the_pack_does_not(
    write_pack: WritePack, sound_pack: str
) -> None:
    write_pack(sound_pack + PACK_SOURCES)
    own = sound_pack.replace("name: town", "name: district") + (
        "includes: [town]\nsources: {own_sites: [district.gov]}\n"
    )
    pack = load_pack(write_pack(own, {}, name="district"))
    assert pack.sources.own_sites == ("district.gov",)
    assert pack.sources.counts == ("own-site",)
    assert pack.sources.documents == (r"Report \d+",)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("sources: {counts: [hearsay]}", "`sources.counts.0` cannot be"),
        ("sources: {own_sites: ['https://a.gov/x']}", "`sources.own_sites.0` is not well formed"),
        ("sources: {documents: ['(a+)+']}", "may run away"),
        ("sources: {documents: ['(a']}", "cannot be read"),
        ("sources: {sites: []}", "cannot have `sites`"),
        ("sources: {}", "too short or empty"),
    ],
)
def test_a_fault_in_what_a_pack_says_of_sources_is_named(
    write_pack: WritePack, sound_pack: str, written: str, said: str
) -> None:
    with pytest.raises(PackInvalid) as refused:
        load_pack(write_pack(f"{sound_pack}{written}\n"))
    assert said in str(refused.value)


def test_a_document_pattern_that_runs_out_of_time_refers(
    write_pack: WritePack,
    sound_pack: str,
    screening: BuildScreening,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pack = load_pack(write_pack(sound_pack + PACK_SOURCES))
    monkeypatch.setattr("policies.sources.PATTERN_SECONDS", 1e-9)
    post = Post(TEXT, sources=("Report " * 500,))
    decision = decide(pack, screening(), post)
    assert decision.outcome is Outcome.REFER
    assert "sources" in decision.reasons[0].because


def test_a_sentence_is_found_by_its_words_and_once() -> None:
    twice = "It is so. It  is\tso."
    first = placed(twice, "It is so.")
    assert first == Span(0, 9)
    second = placed(twice, "It is so.", (Citation(first, "x"),))
    assert second is not None
    assert second.start == 10
    assert placed(twice, "It is not so.") is None
