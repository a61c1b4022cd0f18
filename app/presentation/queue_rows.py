"""A waiting case in the few words of a row. What cannot be read is left blank: never the row."""

from app.presentation.platforms import name_of
from app.presentation.stored import or_else, stored_post
from app.tables import Case

longest_preview = 240


def first_words(case: Case) -> str:
    """The start of the post on one line; held words are masked in what is stored already."""
    flat = " ".join(stored_post(case.revision).text.split())
    return flat if len(flat) <= longest_preview else f"{flat[:longest_preview].rstrip()} …"


def places_of(case: Case) -> str:
    """Where it is meant to be posted."""
    return ", ".join(name_of(platform) for platform in stored_post(case.revision).platforms)


def rules_of(case: Case) -> list[str]:
    """Ids of the rules it met, the strictest first."""
    nothing: list[str] = []
    screened = case.revision.screened
    return or_else(lambda: [str(reason["rule"]) for reason in screened.reasons], nothing)[0]
