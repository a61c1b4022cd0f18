"""A broken pack is refused as a whole; each fault names its line and says what to do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.pack import Fault, PackInvalid, load_pack
from policies.structure import structure_faults
from policies.yaml_lines import LARGEST_BYTES, read_yaml

WritePack = Callable[..., Path]
WHEN = "when: {signal: conduct.partisan}"

# What is put in place of what, in a sound rule: (old, new, line, what, remedy).
BROKEN_RULES = [
    # A key that nobody reads would seem to work.
    ("queue: legal", "queue: legal\nurgency: high", 8, "cannot have `urgency`", "Known here"),
    # A slip of the pen is answered with the word that was meant.
    ("because:", "because_of:", 9, "cannot have `because_of`", "Did you mean `because`?"),
    # Each required key is asked for by name.
    ("id: asking-for-votes\n", "", 1, "has no `id`", "Add `id`"),
    ("status: active\n", "", 1, "has no `status`", "draft, shadow, active or retired"),
    ("outcome: refer\n", "", 1, "has no `outcome`", "clear, advise, refer or hold"),
    ("queue: legal\n", "", 1, "has no `queue`", "Add `queue`"),
    (WHEN + "\n", "", 1, "has no `when`", "Add `when`"),
    ("advice: Leave the request out.\n", "", 1, "has no `advice`", "how the author can mend"),
    ("  cite: State Code 1-23-4(b)\n", "", 3, "`source` has no `cite`", "Add `cite`"),
    ("  url: https://example.gov/code/1-23-4\n", "", 3, "`source` has no `url`", "https link"),
    ("  passes: [Polls are open 7am to 8pm on Tuesday.]\n", "", 12, "no `passes`", "must not meet"),
    # A rule rests on a source that can be opened.
    ("https://example.gov/code/1-23-4", "???", 5, "`source.url` is not well formed", "https link"),
    ("https://", "http://", 5, "`source.url` is not well formed", "https link"),
    # Dates are dates that exist, written one way.
    ("outcome: refer", "  date: 2026-02-30\noutcome: refer", 6, "`source.date`", "2026-01-31"),
    ("outcome: refer", "  date: 1/31/26\noutcome: refer", 6, "`source.date`", "2026-01-31"),
    # Closed sets.
    (
        "status: active",
        "status: live",
        2,
        '`status` cannot be "live"',
        "draft, shadow, active or retired",
    ),
    ("outcome: refer", "outcome: block", 6, '`outcome` cannot be "block"', "clear, advise"),
    ("queue: legal", "queue: press", 7, "The pack has no queue `press`", "communications, legal"),
    ("conduct.partisan", "conduct.partizan", 8, "`when.signal` cannot be", "signal of signals.md"),
    # Wrong types; `no` is a word here, not a truth value.
    (
        "status: active",
        "status: [active]",
        2,
        "`status` cannot be",
        "draft, shadow, active or retired",
    ),
    (
        "because: This may ask people to vote a certain way.",
        "because: 7",
        9,
        "must be text",
        "plain",
    ),
    ("[Neutral notices of polling places.]", "none", 11, "must be a list", "harmless posts"),
    ("[Vote for me on Tuesday!]", "[]", 13, "is too short or empty", "must meet the rule"),
    ("[Vote for me on Tuesday!]", "[{txt: Vote}]", 13, "cannot have `txt`", "Did you mean `text`?"),
    (
        "[Vote for me on Tuesday!]",
        "[{text: V, capacity: boss}]",
        13,
        "capacity` cannot be",
        "mixed",
    ),
    ("id: asking-for-votes", "id: Asking_For_Votes", 1, "`id` is not well formed", "small letters"),
    # The id is the file's name, for good.
    ("id: asking-for-votes", "id: votes", 1, "The rule's id is `votes`", "the same name"),
    # Conditions.
    (WHEN, "when: {}", 8, "`when` is too short or empty", "exactly one of"),
    (WHEN, "when: {at_least: 0.5}", 8, "`when` has no known form", "exactly one of"),
    (WHEN, "when: {signal: conduct.partisan, at_least: 80}", 8, "out of range: 80", "up to 1"),
    (WHEN, "when: {signal: conduct.partisan, at_least: high}", 8, "must be number", "up to 1"),
    (
        WHEN,
        "when: {signal: conduct.partisan, terms: [vote]}",
        8,
        "cannot have `terms`",
        "Known here",
    ),
    (WHEN, "when: {all: [{signal: conduct.partisan}]}", 8, "`when.all` is too short", "2 or more"),
    (
        WHEN,
        "when: {any: [{terms: [a]}, {terms: [it]}]}",
        8,
        "`when.any.0.terms.0` is too",
        "phrase",
    ),
    (
        WHEN,
        "when:\n  not:\n    platforms: [x]",
        10,
        "cannot have `platforms`",
        "Did you mean `platform`",
    ),
    (WHEN, "when: {terms: [vote], within_words: 3}", 8, "has no `near`", "Add `near`"),
    (WHEN, "when: {terms: [vote, vote]}", 8, "says the same thing twice", "words or phrases"),
    (WHEN, "when: {media_without_alt: false}", 8, "cannot be false", "media_without_alt: true"),
    (WHEN, "when: {sources: some}", 8, '`when.sources` cannot be "some"', "sources: none"),
    (WHEN, "when: {capacity: [private]}", 8, "cannot be", "official, personal or mixed"),
    # Patterns that cannot run, match everything, or may run away.
    (WHEN, "when: {pattern: '(vote'}", 8, "cannot be read: missing )", "`terms`"),
    (WHEN, "when: {pattern: 'x*'}", 8, "matches an empty text", "a character or more"),
    (WHEN, "when: {pattern: '(a+)+$'}", 8, "repeats a group that itself repeats", "possessive"),
    (WHEN, "when: {pattern: '(\\w+)\\1'}", 8, "refers to itself", "Write it out"),
    (WHEN, f"when: {{pattern: '{'a' * 301}'}}", 8, "`when.pattern` is too long", "300 characters"),
    (
        WHEN,
        "when:\n  all:\n    - terms: [vote]\n    - pattern: '[a'",
        11,
        "cannot be read",
        "Correct",
    ),
    # YAML itself.
    ("queue: legal", "queue: legal\nqueue: records", 8, "`queue` is written twice", "Keep one"),
    ("queue: legal", "queue: *q", 7, "Anchors (&) and aliases (*)", "Write it out"),
    ("queue: legal", "queue: &q legal", 7, "Anchors (&) and aliases (*)", "Write it out"),
    ("queue: legal", "queue: !!python/object:os.system legal", 7, "Tags (!)", "Remove the tag"),
    ("queue: legal", "queue: legal\n\tx: y", 8, "This is not YAML", "indentation"),
    ("queue: legal", "queue: {legal", 8, "This is not YAML", "quotes near this line"),
    ("queue: legal", "queue: le\x07gal", 7, "character that YAML does not allow", "Remove it"),
    ("queue: legal", "queue: legal\n---\nid: second", 8, "more than one document", "Keep one"),
    ("queue: legal", "queue: legal\n? [a, b]\n: c", 8, "A key must be a word", "Quote it"),
    (WHEN, "when: " + "{not: " * 20 + "{}" + "}" * 20, 8, "nests deeper than", "simpler"),
]


@pytest.mark.parametrize(("old", "new", "line", "what", "remedy"), BROKEN_RULES)
def test_a_broken_rule_is_refused_with_line_and_remedy(
    write_pack: WritePack, sound_rule: str, old: str, new: str, line: int, what: str, remedy: str
) -> None:
    assert old in sound_rule
    fault = _fault(
        write_pack(rules={"asking-for-votes.yaml": sound_rule.replace(old, new, 1)}), what
    )
    assert fault.file.endswith("asking-for-votes.yaml")
    assert fault.line == line
    assert remedy in fault.remedy


BROKEN_PACKS = [
    ("name: town", "name: city", 1, "The pack is named `city`, its folder `town`", "same name"),
    ("version: 3", "version: 0", 2, "`version` is out of range", "whole number from 1"),
    ("version: 3", "version: v3", 2, "`version` must be a whole number", "whole number from 1"),
    ("version: 3", "version: 3\ncolour: blue", 3, "cannot have `colour`", "Known here"),
    ("owner: The clerk\n", "", 1, "has no `owner`", "answers for the pack"),
    ("review_by: 2027-01-01", "review_by: 2025-01-01", 7, "not after `effective_from`", "Correct"),
    ("review_by: 2027-01-01", "review_by: 2027-13-01", 7, "`review_by` is not", "2026-01-31"),
    ("  legal: The law.", "  Legal!: The law.", 10, "`queues` is not well formed", "small letters"),
    # What could not be screened has to wait somewhere.
    ("  security: Secrets.\n", "", 8, "`queues` has no `security`", "could not be screened"),
    ("queues:", "includes: [nowhere]\nqueues:", 8, "`nowhere` was not found", "base"),
    ("queues:", "includes: [town]\nqueues:", 8, "in a circle: town -> town", "Remove one"),
]


@pytest.mark.parametrize(("old", "new", "line", "what", "remedy"), BROKEN_PACKS)
def test_a_broken_pack_file_is_refused_with_line_and_remedy(
    write_pack: WritePack, sound_pack: str, old: str, new: str, line: int, what: str, remedy: str
) -> None:
    assert old in sound_pack
    fault = _fault(write_pack(pack=sound_pack.replace(old, new, 1)), what)
    assert (fault.file.endswith("town/pack.yaml"), fault.line) == (True, line)
    assert remedy in fault.remedy


def test_every_fault_is_reported_not_only_the_first(
    write_pack: WritePack, sound_pack: str, sound_rule: str
) -> None:
    folder = write_pack(
        pack=sound_pack.replace("version: 3", "version: 0").replace("owner", "ownr"),
        rules={
            "asking-for-votes.yaml": sound_rule.replace("refer", "block").replace("active", "on"),
            "empty.yaml": "",
        },
    )
    with pytest.raises(PackInvalid) as refused:
        load_pack(folder)
    assert len(refused.value.faults) == 6
    assert len({fault.file for fault in refused.value.faults}) == 3


def test_packs_that_include_each_other_are_refused(write_pack: WritePack, sound_pack: str) -> None:
    def including(name: str, other: str) -> str:
        return sound_pack.replace("name: town", f"name: {name}") + f"includes: [{other}]\n"

    write_pack(including("city", "town"), {}, "city")
    fault = _fault(write_pack(including("town", "city"), {}), "circle")
    assert "town -> city -> town" in fault.what


def test_a_file_that_would_be_passed_over_is_refused(write_pack: WritePack) -> None:
    folder = write_pack()
    (folder / "asking-for-gifts.yml").write_text("id: asking-for-gifts")
    assert _fault(folder, "passed over").file.endswith("asking-for-gifts.yml")


def test_a_file_too_large_to_be_a_rule_is_refused_unread(write_pack: WritePack) -> None:
    folder = write_pack(rules={"large.yaml": "x" * (LARGEST_BYTES + 1)})
    assert _fault(folder, "bytes").line == 1


def test_a_file_that_is_not_utf8_is_refused_at_its_line(write_pack: WritePack) -> None:
    folder = write_pack()
    (folder / "latin.yaml").write_bytes("id: latin\nbecause: r\xe9sum\xe9".encode("latin-1"))
    assert _fault(folder, "UTF-8").line == 2


def test_a_folder_without_a_pack_is_refused_with_the_known_names(tmp_path: Path) -> None:
    assert "us-municipal" in _fault(tmp_path, "no pack here").remedy


def _fault(folder: Path, what: str) -> Fault:
    with pytest.raises(PackInvalid) as refused:
        load_pack(folder)
    found = [fault for fault in refused.value.faults if what in fault.what]
    assert found, f"no fault says {what!r}:\n{refused.value}"
    return found[0]


@settings(deadline=None)  # other work shares the machine
@given(st.binary(max_size=400) | st.text(alphabet=":{}[]-&*!|>'\"%@\n \tab01", max_size=200))
def test_no_file_can_do_more_than_be_refused(tmp_path_factory: Any, written: Any) -> None:
    path: Path = tmp_path_factory.mktemp("any") / "any.yaml"
    path.write_bytes(written if isinstance(written, bytes) else written.encode())
    file = read_yaml(path)
    faults = file.faults or tuple(structure_faults(file, "rule"))
    assert faults
    assert all(fault.line >= 1 and fault.what and fault.remedy for fault in faults)
