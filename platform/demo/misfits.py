"""Two notes that fit no category: one whose author asks an editor to look at it, one that an editor looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from common.models import Category
from notes.classification import appealing
from notes.composition import Composition
from notes.policy import policy_for
from notes.publishing import approve, submit
from users.models import User


@dataclass(frozen=True, slots=True)
class Misfit:
    """`asks` is what the author says to the editor; `answer` what the editor said, empty while it waits."""

    author: str
    minutes_ago: int
    title: str
    body: str
    asks: str
    answer: str = ""


# The oldest first.
NOTES = (
    Misfit(
        "shouzhang_an", 150, "把这张好运贴纸传下去",
        "转发给十个人，三天内必有好事，不转倒霉一整年！！！我试了，是真的，哈哈哈。",
        "贴纸是我画的，也算手帐吧。",
        "画得很好看。让大家转发的话请去掉，写写怎么画的，就能被推荐。",
    ),
    Misfit(
        "theo_runs", 110, "Why did the runner bring a ladder?",
        "Because he heard the race was on another level, hahaha. Tag somebody who laughs at this, lol.",
        "It is about running. A little.",
    ),
)  # fmt: skip


def load_misfits(people: Mapping[str, User], *, at: datetime) -> None:
    """Publishes both and has their authors ask, where a classifier is in use; without one nothing was left out."""
    lifestyle = Category.objects.get(code="lifestyle")
    for row in NOTES:
        author, then = people[row.author], at - timedelta(minutes=row.minutes_ago)
        author.refresh_from_db(fields=["level"])
        composition = Composition(title=row.title, body=row.body, category=lifestyle)
        note = submit(author, composition, policy=policy_for(author), at=then)
        approve(note, at=then)
        if not appealing.may_appeal(note):
            continue
        asked = appealing.appeal(note, row.asks, at=then + timedelta(minutes=20))
        if row.answer:
            appealing.decline(asked, row.answer, by=people["staff"], at=then + timedelta(minutes=70))
