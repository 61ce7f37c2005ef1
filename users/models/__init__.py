"""People, whom they follow, what they like, and how they grow."""

from users.models.following import Follow
from users.models.growth import Appeal, GrowthEntry, Level
from users.models.ladder import Counting, LadderVersion, Line, RingMember
from users.models.person import Interest, Kind, Onboarding, User

__all__ = [
    "Appeal",
    "Counting",
    "Follow",
    "GrowthEntry",
    "Interest",
    "Kind",
    "LadderVersion",
    "Level",
    "Line",
    "Onboarding",
    "RingMember",
    "User",
]
