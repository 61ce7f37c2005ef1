"""Deleting an account: asked for, undone by logging in for two weeks, then done for good.

Floors above register what they know of a person; they are called from above to below, and the
person's own row is emptied last.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.db import models, transaction
from django.utils.translation import gettext as _

from common.events import announce
from common.ids import new_public_id
from common.rows import added
from users.avatars import forget_avatar
from users.events import person_changed, person_hidden, person_left
from users.following import unfollow
from users.models import Export, Follow, Import, RetiredHandle, User

log = structlog.get_logger("leaving")
GRACE = timedelta(days=14)
REMIND_BEFORE = timedelta(days=3)
Eraser = Callable[[User, datetime], None]
_ERASERS: dict[str, tuple[int, Eraser]] = {}
# Tables whose rows stay on the emptied row of a person: somebody else's words hang on them.
_KEPT: set[type[models.Model]] = set()


class CannotLeave(Exception):
    """The account stays; the message may be shown."""


def register_eraser(name: str, height: int, erase: Eraser) -> None:
    """Adds what a floor has to undo before a person is deleted; higher ones come first. Runs in the transaction of the
    deletion, so it changes rows and leaves files to on_commit."""
    _ERASERS[name] = (height, erase)


def keep_rows_of(model: type[models.Model]) -> None:
    """Names a table whose rows stay when somebody they point to is deleted."""
    _KEPT.add(model)


@transaction.atomic
def ask_to_leave(person: User, *, at: datetime) -> datetime:
    """Hides a person and their words at once and sets the day of the deletion, returned. Raises CannotLeave."""
    if person.is_staff:
        raise CannotLeave(_("Staff cannot delete their account. Ask to be taken off the staff first."))
    leaving_at = at + GRACE
    here = User.objects.filter(pk=person.pk, is_active=True, leaving_at=None)
    if not here.update(is_active=False, leaving_at=leaving_at, leaving_reminded_at=None):
        raise CannotLeave(_("This account is closed already."))
    _log_out_everywhere(person)
    _tell_of(person)
    return leaving_at


def _log_out_everywhere(person: User) -> None:
    rows = UserSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=list(rows.values_list("session_key", flat=True))).delete()
    rows.delete()


def _tell_of(person: User) -> None:
    announce(person_changed, person_id=person.pk)
    announce(person_hidden, person_id=person.pk)


@transaction.atomic
def stay(person: User) -> bool:
    """Takes the wish to leave back; everything is seen again. False when there was none, or it was carried out."""
    if not User.objects.filter(pk=person.pk, leaving_at__isnull=False).update(
        is_active=True, leaving_at=None, leaving_reminded_at=None
    ):
        return False
    person.is_active, person.leaving_at = True, None
    _tell_of(person)
    return True


def due_to_remind(*, at: datetime) -> list[int]:
    """The keys of those who leave within REMIND_BEFORE and were not reminded. Claims them: nobody is told twice."""
    soon = User.objects.filter(leaving_at__lte=at + REMIND_BEFORE, leaving_at__gt=at, leaving_reminded_at=None)
    ids = list(soon.order_by("pk").values_list("pk", flat=True)[:500])
    unclaimed = User.objects.filter(leaving_at__isnull=False, leaving_reminded_at=None)
    return [pk for pk in ids if unclaimed.filter(pk=pk).update(leaving_reminded_at=at)]


def due_to_go(*, at: datetime) -> list[int]:
    """The keys of those whose two weeks are over."""
    return list(User.objects.filter(leaving_at__lte=at).order_by("leaving_at", "pk").values_list("pk", flat=True)[:100])


@transaction.atomic
def delete_account(person_id: int, *, at: datetime) -> bool:
    """Deletes a person whose time has come, with all that is theirs. False when they stayed, or another hand was first.

    The row is locked first: a log-in at this moment waits, and then finds the account kept or gone, never half of it.
    """
    rows = User.objects.get_queryset().select_for_update(skip_locked=True).filter(pk=person_id, leaving_at__lte=at)
    person = rows.first()
    if person is None:
        return False
    for _height, erase in sorted(_ERASERS.values(), key=lambda row: -row[0]):
        erase(person, at)
    _forget(person, at)
    _empty(person, at)
    announce(person_left, person_id=person_id)
    log.info("account deleted", person=person_id)
    return True


def _forget(person: User, at: datetime) -> None:
    """Follows with their counters, files, and then every row that hangs on the person and is not kept by name."""
    for row in Follow.objects.filter(follower=person).select_related("followed").order_by("followed_id"):
        unfollow(person, row.followed)
    for row in Follow.objects.filter(followed=person).select_related("follower").order_by("follower_id"):
        unfollow(row.follower, person)
    stem = person.avatar
    files = [*Export.objects.filter(person=person).exclude(file="").values_list("file", flat=True)]
    files += Import.objects.open().filter(person=person).values_list("file", flat=True)
    transaction.on_commit(lambda: _delete_files(stem, files))
    added(RetiredHandle(digest=digest_of(person.handle), retired_at=at))
    for model, field in belonging():
        if model not in _KEPT:
            model._base_manager.filter(**{field: person}).delete()


def _empty(person: User, at: datetime) -> None:
    """What is left of the row says nothing of anybody, and no archive is made for its id any more."""
    person.groups.clear()
    person.user_permissions.clear()
    person.set_unusable_password()
    public_id = new_public_id()
    blank = dict.fromkeys(("name", "bio", "avatar", "language"), "") | dict.fromkeys(("city", "vertical", "seen_at"))
    counts = dict.fromkeys(("followers_count", "following_count", "notes_count", "received_count", "level"), 0)
    User.objects.filter(pk=person.pk).update(
        **blank,
        **counts,
        public_id=public_id,
        handle=f"gone_{secrets.token_hex(8)}",
        email=f"{public_id.lower()}@deleted.invalid",
        password=person.password,
        last_login=None,
        time_zone="UTC",
        joined_at=at,
        leaving_at=None,
        left_at=at,
    )


def belonging() -> list[tuple[type[models.Model], str]]:
    """Every table whose rows go with a person, and the field that names them; hidden relations included."""
    fields = User._meta.get_fields(include_hidden=True)
    relations = [field for field in fields if isinstance(field, models.ManyToOneRel)]
    return [(row.related_model, row.field.name) for row in relations if row.on_delete is models.CASCADE]


def _delete_files(stem: str, files: list[str]) -> None:
    forget_avatar(stem)
    for name in files:
        storages["exports"].delete(name)


def digest_of(handle: str) -> str:
    """The fingerprint of a handle."""
    return hashlib.sha256(handle.encode()).hexdigest()


def is_retired(handle: str) -> bool:
    """Whether somebody who left was known under this handle. Nobody else may speak under it."""
    return RetiredHandle.objects.filter(digest=digest_of(handle)).exists()
