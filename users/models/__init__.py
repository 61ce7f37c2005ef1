"""People, whom they follow, what they like, and how they grow."""

from users.models.following import Follow
from users.models.growth import GrowthEntry, Level
from users.models.person import Interest, Kind, Onboarding, User

__all__ = ["Follow", "GrowthEntry", "Interest", "Kind", "Level", "Onboarding", "User"]
