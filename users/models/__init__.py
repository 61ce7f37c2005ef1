"""People, whom they follow, what they like, whom they keep away, and how they grow."""

from users.models.arriving import QUEUE, Application, ArrivalDay
from users.models.following import Follow
from users.models.growth import Appeal, GrowthEntry, Level
from users.models.ladder import Counting, LadderVersion, Line, RingMember
from users.models.nearness import CELL_DAYS, Invite, InvitedPerson, Whereabouts
from users.models.person import Interest, InterestSource, Kind, Onboarding, User
from users.models.privacy import Export, Heir, Import, RetiredHandle
from users.models.safety import Block, FollowRequest, Mute, SafetySettings, Who
from users.models.spent import Spent

__all__ = [
    "CELL_DAYS",
    "QUEUE",
    "Appeal",
    "Application",
    "ArrivalDay",
    "Block",
    "Counting",
    "Export",
    "Follow",
    "FollowRequest",
    "GrowthEntry",
    "Heir",
    "Import",
    "Interest",
    "InterestSource",
    "Invite",
    "InvitedPerson",
    "Kind",
    "LadderVersion",
    "Level",
    "Line",
    "Mute",
    "Onboarding",
    "RetiredHandle",
    "RingMember",
    "SafetySettings",
    "Spent",
    "User",
    "Whereabouts",
    "Who",
]
