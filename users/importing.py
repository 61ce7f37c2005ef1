"""Bringing an archive back: sent, looked through, and taken in when its owner says so. Whole or not at all.

Looking through is a rehearsal: the very deeds of the import in a transaction that is rolled back. So the summary says
what will happen, and whatever would go wrong is told before anything is changed.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import IO

import structlog
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.archive_reading import MAX_FILE_BYTES, Archive, ArchiveRefused
from common.archives import Row, RowRefused, sections
from common.events import announce
from common.rows import added
from users.events import import_done, import_waiting
from users.models import Heir, Import, User

log = structlog.get_logger("importing")
A_DAY = 5
KEPT_FOR = timedelta(days=2)
STUCK_AFTER = timedelta(minutes=30)
MOST_PROBLEMS = 20
State = Import.State
Counts = dict[str, dict[str, int]]
Problems = list[dict[str, object]]
Told = tuple[Counts, Problems]


class ImportRefused(Exception):
    """The file is not taken; the message may be shown."""


@dataclass(slots=True)
class _Section:
    """What one section sees of an import; see common.archives.Bringing."""

    name: str
    archive: Archive
    person_id: int
    at: datetime
    is_trusted: bool
    is_rehearsal: bool
    counts: dict[str, int] = field(default_factory=dict)
    problems: Problems = field(default_factory=list)
    row: int = 0
    # What was stored and has to go again when the transaction does not hold: (storage, name).
    stored: list[tuple[str, str]] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        for number, row in self.archive.rows(self.name):
            self.row = number
            yield row

    def guard(self, act: Callable[[Row], str]) -> None:
        for row in self.rows():
            try:
                outcome = act(row)
            except RowRefused as refused:
                self.problems.append(_problem(f"data/{self.name}.jsonl", self.row, refused.reason))
                if len(self.problems) >= MOST_PROBLEMS:
                    return
            else:
                self.counts[outcome] = self.counts.get(outcome, 0) + 1

    def media(self, name: object) -> IO[bytes]:
        return self.archive.media(name)


def _problem(where: str, row: int, reason: str) -> dict[str, object]:
    return {"where": where, "row": row, "reason": str(reason)}


@transaction.atomic
def receive_archive(person: User, file: "File[bytes]", *, at: datetime) -> Import:
    """Keeps a file and has it looked through. Raises ImportRefused."""
    size = file.size or 0
    if not size:
        raise ImportRefused(_("This file is empty."))
    if size > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise ImportRefused(_("This file is too large: at most %(limit)d MB.") % {"limit": limit})
    if Import.objects.of(person).filter(sent_at__gt=at - timedelta(days=1)).count() >= A_DAY:
        raise ImportRefused(_("At most %d archives a day. Come back tomorrow.") % A_DAY)
    name = storages["exports"].save(f"in/{secrets.token_urlsafe(24)}.zip", file)
    sent = Import(person=person, file=name, file_name=(file.name or "")[-200:], sent_at=at)
    if not added(sent):
        storages["exports"].delete(name)
        raise ImportRefused(_("Another archive is waiting already. Bring it in or throw it away first."))
    announce(import_waiting, import_id=sent.pk)
    return sent


def work_on(import_id: int, *, at: datetime) -> None:
    """What a worker does with an import that waits: looks through it, or brings it in. Safe to run twice."""
    waiting = Import.objects.select_related("person").filter(pk=import_id).first()
    if waiting is not None and waiting.state in {State.SENT, State.WANTED}:
        with override(waiting.person.language or None):
            _work(waiting, at)


def _work(waiting: Import, at: datetime) -> None:
    is_wanted = waiting.state == State.WANTED
    try:
        with storages["exports"].open(waiting.file, "rb") as file, Archive.open(file) as archive:
            counts, problems = (bring_in if is_wanted else rehearse)(waiting, archive, at=at)
    except ArchiveRefused as refused:
        counts, problems = {}, [_problem(refused.where, refused.row, refused.reason)]
    except FileNotFoundError:
        counts, problems = {}, [_problem("", 0, _("The file was lost on our side. Send it once more."))]
    if problems:
        _settle(waiting, State.REFUSED, at=at, problems=problems, summary={})
    elif not is_wanted:
        Import.objects.filter(pk=waiting.pk, state=State.SENT).update(state=State.CHECKED, summary=counts)


def rehearse(waiting: Import, archive: Archive, *, at: datetime) -> Told:
    """What bringing in would do: counts by section, and what is wrong. Changes nothing."""
    with transaction.atomic():
        told = _bring(waiting, archive, at)
        transaction.set_rollback(True)
    return told


def bring_in(waiting: Import, archive: Archive, *, at: datetime) -> Told:
    """Takes everything in, in one transaction together with the import's own state; with problems nothing is."""
    stored: list[tuple[str, str]] = []
    try:
        with transaction.atomic():
            counts, problems = _bring(waiting, archive, at, stored=stored)
            is_done = not problems and _settle(waiting, State.DONE, at=at, problems=[], summary=counts)
            transaction.set_rollback(not is_done)
            announce(import_done, import_id=waiting.pk, person_id=waiting.person_id)
    except BaseException:
        _take_away(stored)
        raise
    if not is_done:
        _take_away(stored)
    return counts, problems


def _take_away(stored: list[tuple[str, str]]) -> None:
    for storage, name in stored:
        storages[storage].delete(name)


def _bring(waiting: Import, archive: Archive, at: datetime, *, stored: list[tuple[str, str]] | None = None) -> Told:
    """Runs every section; `stored` collects the files of a real import, None makes it a rehearsal."""
    is_rehearsal, stored = stored is None, stored if stored is not None else []
    # One import of a person after the other, and none beside the person's deletion.
    person = User.objects.select_for_update(no_key=True).get(pk=waiting.person_id)
    is_trusted = archive.is_signed and _is_heir(person, archive.origin, at)
    counts: Counts = {}
    problems: Problems = []
    for section in sections():
        if section.bring is None:
            continue
        one = _Section(section.name, archive, person.pk, at, is_trusted, is_rehearsal)
        one.stored = stored
        section.bring(one)
        counts[section.name] = one.counts
        problems += one.problems
    return {name: some for name, some in counts.items() if some}, problems[:MOST_PROBLEMS]


def _is_heir(person: User, origin: str, at: datetime) -> bool:
    """Whether the archive is this person's: made for them, or for an account that is gone and nobody else claimed."""
    if origin == person.public_id:
        return True
    if not origin or User.objects.filter(public_id=origin).exists():
        return False
    added(Heir(origin=origin, person=person, made_at=at))
    return Heir.objects.filter(origin=origin, person=person).exists()


@transaction.atomic
def _settle(waiting: Import, state: str, *, at: datetime, **facts: object) -> bool:
    if not Import.objects.open().filter(pk=waiting.pk).update(state=state, settled_at=at, **facts):
        return False
    transaction.on_commit(partial(storages["exports"].delete, waiting.file))
    return True


@transaction.atomic
def want_import(checked: Import) -> bool:
    """Its owner says yes. False when it was not there to be said yes to."""
    if not Import.objects.filter(pk=checked.pk, state=State.CHECKED).update(state=State.WANTED):
        return False
    announce(import_waiting, import_id=checked.pk)
    return True


def drop_import(waiting: Import, *, at: datetime) -> bool:
    """Throws an archive away that was not brought in."""
    return _settle(waiting, State.DROPPED, at=at)


def tend_imports(*, at: datetime) -> int:
    """Throws away what nobody said yes to for two days, and hands on again what a worker left. Returns how many."""
    old = Import.objects.filter(state=State.CHECKED, sent_at__lte=at - KEPT_FOR)
    dropped = sum(drop_import(one, at=at) for one in old.order_by("pk")[:200])
    stuck = Import.objects.filter(state__in=(State.SENT, State.WANTED), sent_at__lte=at - STUCK_AFTER)
    for import_id in list(stuck.order_by("pk").values_list("pk", flat=True)[:50]):
        announce(import_waiting, import_id=import_id)
    return dropped
