"""What a rule is held against: the post, what screening found in it, and the occasion."""

from dataclasses import dataclass
from datetime import datetime

from models.findings import Post, Screening


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a post is written, and by whom; stored with the decision, so that it can be replayed."""

    at: datetime | None = None  # None: at any time, as in a rule's examples
    team: str = ""
    office: str = ""


ANY_TIME = Occasion()


@dataclass(frozen=True, slots=True)
class Seen:
    """One draft as rules see it."""

    screening: Screening
    post: Post
    occasion: Occasion = ANY_TIME
