"""The pack as the rest of the house knows it: `load_pack("us-municipal") -> Pack`.

The values are in `rule.py`, reading the files is in `loading.py`.
"""

from policies.faults import Fault, PackInvalid
from policies.loading import list_packs, load_pack
from policies.outcome import Outcome
from policies.rule import Example, Pack, Rule, Source, Status

__all__ = [
    "Example",
    "Fault",
    "Outcome",
    "Pack",
    "PackInvalid",
    "Rule",
    "Source",
    "Status",
    "list_packs",
    "load_pack",
]
