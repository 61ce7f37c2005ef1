"""Everything of a person in one file: asked for, made by a worker, fetched by nobody but them, and deleted again."""

import secrets
import tempfile
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.archive_writing import Owner, write_archive
from common.events import announce
from common.rows import added
from users.events import export_asked, export_ready
from users.models import Export, User

KEPT_FOR = timedelta(days=7)
A_DAY = 3
# A worker that died is not waited for longer; making an archive anew harms nothing.
STUCK_AFTER = timedelta(hours=2)
_SALT = "users.export"
State = Export.State


class ExportRefused(Exception):
    """No further export is made now; the message may be shown."""


class LinkRefused(Exception):
    """The link is not ours, not this person's, or its time is over."""


@transaction.atomic
def ask_export(person: User, *, at: datetime) -> Export:
    """Asks for an archive. One that is being made is the same one. Raises ExportRefused after A_DAY a day."""
    waiting = Export.objects.of(person).filter(state=State.ASKED).first()
    if waiting is not None:
        return waiting
    if Export.objects.of(person).filter(asked_at__gt=at - timedelta(days=1)).count() >= A_DAY:
        raise ExportRefused(_("At most %d archives a day. Come back tomorrow.") % A_DAY)
    export = Export(person=person, asked_at=at)
    if not added(export):
        return Export.objects.get(person=person, state=State.ASKED)
    announce(export_asked, export_id=export.pk)
    return export


def make_export(export_id: int, *, at: datetime) -> bool:
    """Writes the archive into the private storage. False when there was nothing to do; safe to run twice."""
    export = Export.objects.select_related("person").filter(pk=export_id, state=State.ASKED).first()
    if export is None:
        return False
    person = export.person
    owner = Owner(person.pk, person.public_id, person.handle, settings.SITE_URL)
    with tempfile.TemporaryDirectory(prefix="export-") as folder, override(person.language or None):
        made = Path(folder) / "archive.zip"
        write_archive(made, owner, at=at)
        with made.open("rb") as source:
            name = storages["exports"].save(f"{at:%Y%m%d}/{secrets.token_urlsafe(24)}.zip", File(source))
        facts = {"file": name, "size_bytes": made.stat().st_size, "ready_at": at, "expires_at": at + KEPT_FOR}
    if _finish(export, **facts):
        return True
    storages["exports"].delete(name)
    return False


@transaction.atomic
def _finish(export: Export, **facts: object) -> bool:
    """The UPDATE asks for the state, so of two workers one keeps its file."""
    if not Export.objects.filter(pk=export.pk, state=State.ASKED).update(state=State.READY, **facts):
        return False
    announce(export_ready, export_id=export.pk, person_id=export.person_id)
    return True


def link_token(export: Export) -> str:
    """What a download link carries; worth nothing to anybody but the person, nor after the archive is deleted."""
    return signing.dumps([export.public_id, export.person_id], salt=_SALT)


def export_behind(token: str, person: User, *, at: datetime) -> Export:
    """The archive a link leads to. Raises LinkRefused."""
    try:
        public_id, person_id = signing.loads(token, salt=_SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkRefused from error
    export = Export.objects.of(person).filter(public_id=public_id, state=State.READY, expires_at__gt=at).first()
    if export is None or person_id != person.pk:
        raise LinkRefused
    return export


@transaction.atomic
def drop_export(export: Export) -> bool:
    """Deletes an archive before its time. False when it was gone."""
    if not Export.objects.filter(pk=export.pk, state=State.READY).update(state=State.GONE):
        return False
    transaction.on_commit(partial(storages["exports"].delete, export.file))
    return True


def tend_exports(*, at: datetime) -> int:
    """Deletes archives whose time is over and asks again for those whose worker died. Returns how many."""
    over = list(Export.objects.filter(state=State.READY, expires_at__lte=at).order_by("pk")[:500])
    dropped = sum(drop_export(export) for export in over)
    stuck = Export.objects.filter(state=State.ASKED, asked_at__lte=at - STUCK_AFTER).order_by("pk")
    Export.objects.filter(state=State.ASKED, asked_at__lte=at - 3 * STUCK_AFTER).update(state=State.FAILED)
    for export_id in list(stuck.values_list("pk", flat=True)[:100]):
        announce(export_asked, export_id=export_id)
    return dropped
