"""Following somebody after logging in."""

from datetime import datetime

from users import intents
from users.following import CannotFollow
from users.models import User
from users.requests import ask_to_follow

KIND = "follow"


def _follow(person: User, about: str, at: datetime) -> None:
    followed = User.objects.active().filter(handle=about).first()
    if followed is None:
        return
    try:
        ask_to_follow(person, followed, at=at)
    except CannotFollow:
        # They logged in as the person they wanted to follow.
        return


intents.register(KIND, _follow)
