"""How the weights are trained, in one value: what `make train` does, and what `compare.py` varies.

A recipe is data. The released one stands in `models/weights/NAME-N/recipe.json`, so a card never
has to be believed about it.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Recipe:
    """Constants of one training run. Rates are the highest that the schedule reaches."""

    adaptation: str = "full"  # every matrix of the encoder's layers moves; or "lora": adapters do
    rank: int = 32  # of adapters
    seeds: int = 3  # runs in as many orders, whose weights are averaged
    dropout: float = 0.1
    epochs: int = 5
    batch: int = 32
    encoder_rate: float = 1e-4  # adapters learn best at about five times as much
    heads_rate: float = 2e-3
    warm_up: float = 0.06  # the share of all steps in which the rates rise
    weight_decay: float = 0.01
    gradient_limit: float = 1.0
    span_weight: float = 1.0  # how much the token head's loss counts beside the post head's
    evidence_weight: float = 3.0  # a token of evidence counts this much: there are few
    name_weight: float = 1.0  # how much the name head's loss counts
    pair_weight: float = 0.0  # how much it counts that the carrying half outscores its twin
    soft_weight: float = 0.5  # the share of the teachers' word in a label, where they spoke
    average_from: float = 0.7  # weights are averaged from this share of the steps on; 1 is never
    varied_from: float = 0.2  # from this share of the epochs on, drafts are varied; 1 is never
    public_parts: int = 6  # beside all drafts, an epoch reads one of so many parts of the rest
    tier_b: int = 1  # 0 leaves out public sets that bear no licence of their own
    masked_epochs: int = 0  # epochs of filling in blanks in officials' posts, before all else

    @classmethod
    def changed(cls, changes: list[str]) -> Self:
        """The default recipe but for `name=value` changes. Raises ValueError on an unknown one."""
        kinds = {f.name: type(getattr(cls(), f.name)) for f in fields(cls)}
        found: dict[str, Any] = {}
        for change in changes:
            name, _, value = change.partition("=")
            if name not in kinds:
                raise ValueError(f"no recipe has {name!r}; it has {', '.join(kinds)}")
            found[name] = kinds[name](value)
        return cls(**found)

    def record(self) -> dict[str, Any]:
        """The recipe as it stands in `recipe.json`."""
        return asdict(self)
