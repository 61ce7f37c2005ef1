"""Drafts: kept as they are typed, by the version they were read with, until they become notes."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.rows import added
from common.text import clean
from notes.models import Draft, Note, Picture, Video
from notes.models.video import VIDEO_KEPT_FOR
from users.models import User

MAX_DRAFTS = 50
# A full note of 18 pictures with long descriptions takes about 40 kB.
MAX_BYTES = 100_000
_MAX_NAME = 60
_MAX_PICTURES = 60
# What travels with the page and is no part of what was written.
_PASSING = frozenset({
    "csrfmiddlewaretoken", "submission_key", "draft_version", "editing", "step", "files", "file", "product_query",
    "video_file", "captions_file", "moment", "told_misfit",
})  # fmt: skip

Fields = Mapping[str, Sequence[str]]


class DraftRefused(Exception):
    """The draft cannot be kept; the message may be shown."""


class DraftConflict(Exception):
    """Somebody (the author in another tab) saved another version meanwhile; nothing was changed."""

    def __init__(self, kept: Draft) -> None:
        super().__init__(_("This draft was changed in another place meanwhile."))
        self.kept = kept


class DraftGone(Exception):
    """The draft was handed in or thrown away meanwhile. `note` is what it became, None when it became nothing."""

    def __init__(self, note: Note | None) -> None:
        super().__init__(_("This draft is no longer there."))
        self.note = note


@transaction.atomic
def keep(
    author: User, key: uuid.UUID, fields: Fields, *, version: int, at: datetime, note: Note | None = None
) -> Draft:
    """Keeps the fields under a submission key. `version` is the one they grew from, 0 for a draft not saved yet.

    `note` is the author's own note that the fields would change. The same fields sent again change nothing. Raises
    DraftConflict, DraftGone and DraftRefused; nothing is changed then.
    """
    cleaned = _cleaned(fields)
    draft = Draft.objects.of(author).filter(submission_key=key).first()
    if draft is None:
        draft = _begin(author, key, cleaned, version=version, at=at, note=note)
    if draft.fields != cleaned:
        _replace(draft, cleaned, version=version, at=at)
    _hold_pictures(draft, at=at)
    _hold_video(draft, at=at)
    return draft


def _begin(
    author: User, key: uuid.UUID, fields: dict[str, list[str]], *, version: int, at: datetime, note: Note | None
) -> Draft:
    became = Note.objects.filter(author=author, submission_key=key).first()
    if version or (became is not None and note is None):
        raise DraftGone(became)
    # The author's row is the queue in which their hands stand: counting and adding are one step.
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=author.pk)
    if Draft.objects.of(author).count() >= MAX_DRAFTS:
        raise DraftRefused(_("You have %d drafts. Publish or delete one first.") % MAX_DRAFTS)
    draft = Draft(author=author, note=note, submission_key=key, fields=fields, title=_title(fields))
    draft.created_at = draft.saved_at = at
    return draft if added(draft) else Draft.objects.get(author=author, submission_key=key)


def _replace(draft: Draft, fields: dict[str, list[str]], *, version: int, at: datetime) -> None:
    """The UPDATE itself asks for the version, so of two tabs only one can go on from it."""
    mine = Draft.objects.filter(pk=draft.pk, version=version)
    if not mine.update(fields=fields, title=_title(fields), version=version + 1, saved_at=at):
        draft.refresh_from_db()
        raise DraftConflict(draft)
    draft.refresh_from_db()


def without_passing(fields: Fields) -> dict[str, list[str]]:
    """What was written, without what only travels with the page."""
    return {name: list(values) for name, values in fields.items() if name not in _PASSING}


def _cleaned(fields: Fields) -> dict[str, list[str]]:
    kept = {
        name: [clean(value) for value in values]
        for name, values in without_passing(fields).items()
        if len(name) <= _MAX_NAME and name.isprintable()
    }
    if len(json.dumps(kept)) > MAX_BYTES:
        raise DraftRefused(gettext_lazy("This is too much for a draft."))
    return kept


def _title(fields: Fields) -> str:
    return " ".join(next(iter(fields.get("title", ())), "").split())[:120]


def _hold_pictures(draft: Draft, *, at: datetime) -> None:
    """The pictures named are kept from the sweeper; those left out are free again and are swept a day later."""
    named = list(draft.fields.get("picture", ()))[:_MAX_PICTURES]
    Picture.objects.filter(draft=draft).exclude(public_id__in=named).update(draft=None, loose_since=at)
    own = Picture.objects.loose().filter(owner=draft.author_id, public_id__in=named)
    own.update(draft=draft)


def _hold_video(draft: Draft, *, at: datetime) -> None:
    """The same for the video."""
    named = list(draft.fields.get("video", ()))[:1]
    Video.objects.filter(draft=draft).exclude(public_id__in=named).update(draft=None, expires_at=at + VIDEO_KEPT_FOR)
    own = Video.objects.loose().filter(owner=draft.author_id, public_id__in=named)
    own.exclude(state=Video.State.RECEIVING).update(draft=draft)


@transaction.atomic
def discard(draft: Draft, *, at: datetime) -> None:
    """Throws a draft away. Its pictures are swept a day later, when nothing else took them."""
    Picture.objects.filter(draft=draft).update(draft=None, loose_since=at)
    Video.objects.filter(draft=draft).update(draft=None, expires_at=at + VIDEO_KEPT_FOR)
    draft.delete()


def put_away(author_id: int, key: uuid.UUID) -> None:
    """The draft became its note, or its changes are in it."""
    Draft.objects.filter(author=author_id, submission_key=key).delete()


def first_picture(draft: Draft) -> str:
    """The public id of the picture a draft begins with; empty when it has none."""
    return next(iter(draft.fields.get("picture", ())), "")
