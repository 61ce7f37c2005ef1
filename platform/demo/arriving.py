"""Two people who asked to join this morning, so that the desk has somebody to let in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from demo.logins import LOGINS, PASSWORD
from users.applying import hand_in
from users.models import User


@dataclass(frozen=True, slots=True)
class Arriving:
    handle: str
    language: str
    hours_ago: int
    host: str
    words: str


APPLICANTS = (
    Arriving(
        "wren_waits", "en", 5, "",
        "I restore old enamel pots and have nobody to argue with about rust. Someone sent me a note from here about a "
        "stove and I read until two in the morning.",
    ),
    Arriving(
        "molu_xiaoshe", "zh-hans", 3, "shouzhang_an",
        "安安发给我邀请链接。我做手工皂五年了，失败的比成功的多，想把失败的也写下来。",
    ),
)  # fmt: skip


def load_arriving(people: Mapping[str, User], *, at: datetime) -> None:
    """Makes each and hands in what they wrote, as the sign-up does. Only those of demo.logins get a password."""
    may_log_in = {handle for _role, handle, _password in LOGINS}
    for row in APPLICANTS:
        then = at - timedelta(hours=row.hours_ago)
        person = User.objects.create(
            handle=row.handle,
            email=f"{row.handle}@example.org",
            language=row.language,
            is_active=False,
            joined_at=then,
            password=make_password(PASSWORD if row.handle in may_log_in else None),
        )
        hand_in(person, row.words, host=people.get(row.host), at=then)
