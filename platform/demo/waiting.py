"""Notes that wait for staff: handed in this morning and held by the house's own rules, so that the desk has work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from common.models import Category
from moderation.deciding import review
from notes.composition import Composition
from notes.policy import policy_for
from notes.publishing import submit
from users.models import User


@dataclass(frozen=True, slots=True)
class Waiting:
    author: str
    category: str
    minutes_ago: int
    title: str
    body: str


NOTES = (
    Waiting(
        "theo_runs", "sports", 84, "Giving away race bibs for Sunday",
        "I signed up for the ten miles and my knee says no. Two bibs, both with a shirt in medium.\n"
        "Easiest by phone, I hardly look in here: +44 7700 900 412.",
    ),
    Waiting(
        "kit_builds", "hobbies", 66, "Offcuts of ash, free to whoever fetches them",
        "Two banana boxes of ash, none longer than a forearm, good for handles and spoons. They stand in the dry.\n"
        "Whatsapp: kit.ash.boxes, evenings. I answer slower here than the wood grows.",
    ),
    Waiting(
        "shouzhang_an", "hobbies", 43, "闲置胶带分装，自取",
        "柜子里的和纸胶带实在用不完，每卷分一米装袋，十袋一份，不收钱，自己来拿。\n想要的加我微信：anan_tape2026，备注手帐。",
    ),
    Waiting(
        "noor_paints", "lifestyle", 19, "The tea my aunt swears by",
        "Ginger, turmeric, black pepper, forty minutes on the lowest flame. My aunt calls it a miracle cure and has "
        "outlived two doctors. I only know that it tastes good and that the kitchen smells of it until Thursday.",
    ),
)  # fmt: skip


def load_waiting(people: Mapping[str, User], *, at: datetime) -> None:
    """Hands each in as its author would and lets the rules judge it."""
    categories = Category.objects.in_bulk(field_name="code")
    for row in NOTES:
        author, then = people[row.author], at - timedelta(minutes=row.minutes_ago)
        author.refresh_from_db(fields=["level"])
        composition = Composition(title=row.title, body=row.body, category=categories[row.category])
        review(submit(author, composition, policy=policy_for(author), at=then), at=then)
