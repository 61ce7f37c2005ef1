"""What the community searches for, and the words it takes for the same."""

from datetime import datetime

from search import hot, synonyms
from search.models import SynonymGroup
from users.models import User

_SAME = [
    ["护手霜", "hand cream", "hand balm", "手霜"],
    ["面包", "bread", "loaf"],
    ["空气炸锅", "air fryer"],
    ["防晒霜", "sunscreen", "sun cream", "防晒"],
    ["穿搭", "outfit", "ootd"],
    ["露营", "camping"],
    ["咖啡", "coffee"],
]
# Search -> how many of the community asked for it in the last hours.
_ASKED = {"hand cream": 14, "面包": 12, "camping": 9, "咖啡": 8, "espresso": 6, "rain jacket": 5, "teapot": 3}


def load_searches(people: dict[str, User], *, at: datetime) -> None:
    """Groups of words as staff keep them, and searches of people who have been here a while."""
    staff = next(person for person in people.values() if person.is_staff)
    for words in _SAME:
        synonyms.keep(SynonymGroup(), words, staff_id=staff.pk, at=at)
    settled = [person for person in people.values() if at - person.joined_at >= hot.OLD_ENOUGH]
    for text, count in _ASKED.items():
        for person in settled[:count]:
            hot.note(person, text, at=at)
    hot.count(at=at)
