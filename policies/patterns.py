"""Refuses, at load, regular expressions that cannot run or may run away on a long draft."""

import regex

from policies.wording import compile_pattern

# A repeat of up to this many is read as "many": (a{1,30}){4,40} is as bad as (a+)+.
FEW = 12
_REPEAT = regex.compile(r"[*+?]|\{(\d*)(,?)(\d*)\}")


def pattern_fault(pattern: str) -> tuple[str, str] | None:
    """What is wrong and what to do, or None where the pattern may be used."""
    try:
        compiled = compile_pattern(pattern)
    except regex.error as error:
        return f"The pattern cannot be read: {error}.", "Correct it, or use `terms`."
    if compiled.search("") is not None:
        return "The pattern matches an empty text, so any draft.", "Ask for a character or more."
    if regex.search(r"\\[1-9]|\(\?P=|\(\?[R0-9&]|\(\?P>", pattern):
        return "The pattern refers to itself, which may run away.", "Write it out, or use `terms`."
    if _repeats_a_repeat(pattern):
        return (
            "The pattern repeats a group that itself repeats, which may run away.",
            "Make the inner repeat possessive (`++`, `{2,30}+`) or bound it, or use `terms`.",
        )
    return None


def _repeats_a_repeat(pattern: str) -> bool:
    """Whether a group that holds an open-ended, non-possessive repeat is itself repeated.

    Errs towards refusing. Alternatives that overlap can still be slow; the time limit in
    `wording.py` is for those.
    """
    groups = [False]  # for each open group: whether it holds a many-times repeat
    closed_holds_many = False  # of the group that has just been closed
    atomic: list[bool] = [False]
    index = 0
    while index < len(pattern):
        char = pattern[index]
        if char == "\\":
            index, closed_holds_many = _after_escape(pattern, index), False
        elif char == "[":
            index, closed_holds_many = _after_class(pattern, index), False
        elif char == "(":
            groups.append(False)
            atomic.append(pattern.startswith("(?>", index))
            index, closed_holds_many = index + 1, False
        elif char == ")":
            closed_holds_many = groups.pop() and not atomic.pop()
            groups[-1] = groups[-1] or closed_holds_many
            index += 1
        elif (repeat := _REPEAT.match(pattern, index)) and pattern[index - 1 : index] != "(":
            many, index = _many(repeat.group()), repeat.end()
            if many and closed_holds_many:
                return True
            possessive = pattern.startswith("+", index)
            index += pattern[index : index + 1] in ("+", "?")
            groups[-1] = groups[-1] or (many and not possessive)
            closed_holds_many = False
        else:
            index, closed_holds_many = index + 1, False
    return False


def _many(repeat: str) -> bool:
    if repeat in ("*", "+"):
        return True
    if repeat == "?":
        return False
    low, comma, high = repeat[1:-1].partition(",")
    most = high if comma else low
    return not most or int(most) > FEW


def _after_escape(pattern: str, index: int) -> int:
    named = regex.compile(r"\\[pPN]\{[^}]*\}").match(pattern, index)
    return named.end() if named else index + 2


def _after_class(pattern: str, index: int) -> int:
    index += 1
    index += pattern.startswith("^", index)
    index += pattern.startswith("]", index)
    while index < len(pattern) and pattern[index] != "]":
        index = _after_escape(pattern, index) if pattern[index] == "\\" else index + 1
    return index + 1
