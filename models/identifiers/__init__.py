"""Personal identifiers in a draft: identity numbers by form, contact details by context.

An identity number is one wherever it stands. A phone number, an address or an email is a finding
only where the words around it tie it to a private person: offices publish their own every day.
"""

from models.identifiers.checked import match_checked
from models.identifiers.contacts import match_contacts
from models.identifiers.kinds import EXPLANATIONS, IDENTITY_KINDS
from models.identifiers.numbers import match_numbers
from models.identifiers.presidio import match_presidio
from models.matching import PatternDetector
from models.spelled import spelled

__all__ = ["IDENTITY_KINDS", "MATCHERS", "identifiers"]

_PLAIN = (match_presidio, match_numbers, match_checked, match_contacts)
MATCHERS = (*_PLAIN, spelled(*_PLAIN))


def identifiers() -> PatternDetector:
    return PatternDetector("identifiers/1", "confidential.personal", MATCHERS, EXPLANATIONS)
