"""What the people's floor puts into an archive, and takes back out of one."""

from collections.abc import Iterator
from typing import IO

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from common.archive_fields import text
from common.archives import Bringing, MediaFile, Row, Section, register
from common.media import WIDTHS, rendition_name
from common.models import Category
from common.text import clean
from users.following import CannotFollow, follow
from users.interests import add_interest
from users.models import Application, Block, Follow, GrowthEntry, Interest, Mute, User
from users.models.person import InterestSource
from users.zones import is_zone

_BATCH = 500


def _profile(person_id: int) -> Iterator[Row]:
    person = User.objects.select_related("city").get(pk=person_id)
    yield {
        "id": person.public_id,
        "handle": person.handle,
        "email": person.email,
        "name": person.name,
        "bio": person.bio,
        "city": person.city.code if person.city else "",
        "language": person.language,
        "time_zone": person.time_zone,
        "level": person.level,
        "is_private": person.is_private,
        "has_personal_feed": person.has_personal_feed,
        "avatar": _avatar_name(person) if person.avatar else "",
        "joined_at": person.joined_at,
    }


def _avatar_name(person: User) -> str:
    return f"media/avatar/{person.public_id}.webp"


def _avatar(person_id: int) -> Iterator[MediaFile]:
    person = User.objects.get(pk=person_id)
    if person.avatar:
        stored = rendition_name(person.avatar, WIDTHS[-1])

        def opened() -> IO[bytes]:
            return default_storage.open(stored)

        yield MediaFile(_avatar_name(person), opened)


def _bring_profile(bringing: Bringing) -> None:
    bringing.guard(lambda row: _bring_person(row, bringing.person_id))


def _bring_person(row: Row, person_id: int) -> str:
    """What a person says of themselves; the handle, the address and the level stay those of this account."""
    language, zone = text(row, "language", most=10), text(row, "time_zone", most=40)
    wished = {
        "name": " ".join(clean(text(row, "name", most=40)).split()),
        "bio": clean(text(row, "bio", most=300)).strip(),
        "language": language if language in dict(settings.LANGUAGES) else "",
    } | ({"time_zone": zone} if is_zone(zone) else {})
    person = User.objects.get(pk=person_id)
    if all(getattr(person, name) == value for name, value in wished.items()):
        return "there"
    User.objects.filter(pk=person_id).update(**wished)
    return "new"


def _application(person_id: int) -> Iterator[Row]:
    rows = Application.objects.filter(person=person_id).select_related("invited_by").order_by("pk")
    for row in rows:
        host = row.invited_by.handle if row.invited_by else ""
        yield {
            "words": row.words,
            "invited_by": host,
            "asked_at": row.asked_at,
            "verdict": row.verdict,
            "decided_at": row.decided_at,
        }


def _interests(person_id: int) -> Iterator[Row]:
    rows = Interest.objects.filter(person=person_id).select_related("category").order_by("pk")
    for row in rows:
        yield {"category": row.category.code, "source": row.source, "since": row.created_at}


def _bring_interests(bringing: Bringing) -> None:
    def bring(row: Row) -> str:
        category = Category.objects.offered().filter(code=text(row, "category", most=60)).first()
        if category is None:
            return "left"
        added = add_interest(bringing.person_id, category, source=InterestSource.ARCHIVE, at=bringing.at)
        return "new" if added else "there"

    bringing.guard(bring)


def _following(person_id: int) -> Iterator[Row]:
    rows = Follow.objects.filter(follower=person_id).order_by("pk")
    for handle, since in rows.values_list("followed__handle", "created_at").iterator(_BATCH):
        yield {"handle": handle, "since": since}


def _bring_following(bringing: Bringing) -> None:
    follower = User.objects.get(pk=bringing.person_id)

    def bring(row: Row) -> str:
        followed = User.objects.active().filter(handle=text(row, "handle", most=24)).first()
        if followed is None or followed.is_private or not bringing.is_trusted:
            return "left"
        if Follow.objects.filter(follower=follower, followed=followed).exists():
            return "there"
        try:
            return "new" if follow(follower, followed, at=bringing.at) else "there"
        except CannotFollow:
            return "left"

    bringing.guard(bring)


def _followers(person_id: int) -> Iterator[Row]:
    rows = Follow.objects.filter(followed=person_id).order_by("pk")
    for handle, since in rows.values_list("follower__handle", "created_at").iterator(_BATCH):
        yield {"handle": handle, "since": since}


def _kept_away(person_id: int) -> Iterator[Row]:
    for handle, since in (
        Block.objects.filter(blocker=person_id).order_by("pk").values_list("blocked__handle", "created_at")
    ):
        yield {"kind": "block", "who": handle, "since": since, "until": None}
    for mute in Mute.objects.filter(owner=person_id).select_related("muted").order_by("pk"):
        who = mute.muted.handle if mute.muted else mute.shown
        yield {"kind": f"mute_{mute.kind}", "who": who, "since": mute.created_at, "until": mute.until}


def _growth(person_id: int) -> Iterator[Row]:
    rows = GrowthEntry.objects.filter(person=person_id).order_by("pk")
    for row in rows.values("reason", "source", "points", "detail", "created_at").iterator(_BATCH):
        yield {**row}


def _devices(person_id: int) -> Iterator[Row]:
    rows = UserSession.objects.filter(user=person_id).order_by("pk")
    yield from ({**row} for row in rows.values("ip", "user_agent", "created_at", "last_seen_at"))


register(Section("profile", _("Profile"), 10, _profile, files=_avatar, bring=_bring_profile))
register(Section("application", _("Application to join"), 15, _application))
register(Section("interests", _("Interests"), 20, _interests, bring=_bring_interests))
register(Section("following", _("People you follow"), 30, _following, bring=_bring_following))
register(Section("followers", _("People who follow you"), 31, _followers))
register(Section("kept_away", _("Blocks and mutes"), 32, _kept_away))
register(Section("growth", _("Growth ledger"), 90, _growth))
register(Section("devices", _("Devices"), 95, _devices))
