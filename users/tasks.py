"""What the people's floor does in workers. Every task may run twice."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from celery import shared_task
from django.conf import settings
from django.contrib.sessions.models import Session

from common.clock import now
from users import allowances, answers, applying, exporting, farewell, importing, leaving, levels, nearness, silence


@shared_task
def clear_sessions() -> int:
    """Deletes expired sessions, and the devices in people's lists that no session stands behind. Returns how many."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    orphaned = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    return int(orphaned.delete()[0])


@shared_task
def forget_old_cells() -> int:
    """Forgets in which square people were that nobody renewed. Returns how many."""
    return nearness.forget_old_cells(at=now())


@shared_task
def recount_levels() -> int:
    """Pauses whoever was silent for a year, forgets old uses of limits, raises whom the ledger has earned more.

    Returns how many climbed.
    """
    while silence.pause_silent(at=now()):
        continue
    allowances.sweep(at=now())
    return levels.climb_all(at=now())


@shared_task
def make_export(export_id: int) -> None:
    """Writes an archive that somebody asked for."""
    exporting.make_export(export_id, at=now())


@shared_task
def work_on_import(import_id: int) -> None:
    """Looks through an archive that somebody brought, or brings it in."""
    importing.work_on(import_id, at=now())


@shared_task
def tend_archives() -> int:
    """Deletes archives whose time is over, and hands on again what a worker left. Returns how many were deleted."""
    return exporting.tend_exports(at=now()) + importing.tend_imports(at=now())


@shared_task
def delete_leavers() -> int:
    """Reminds those who leave in three days and deletes those whose two weeks are over. Returns how many went."""
    for person_id in leaving.due_to_remind(at=now()):
        send_farewell.delay(person_id, "reminder")
    return sum(leaving.delete_account(person_id, at=now()) for person_id in leaving.due_to_go(at=now()))


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def send_farewell(person_id: int, which: str) -> None:
    """Mails somebody whose account is about to be deleted: "asked" or "reminder". Nothing when they stayed."""
    farewell.send(person_id, which)


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def send_answer(application_id: int) -> None:
    """Mails somebody who asked to join what became of it. Nothing while it waits, or once it is erased."""
    answers.send(application_id)


@shared_task
def tend_applications() -> int:
    """Ends applications that nobody answered for 30 days, and erases people who were turned down 30 days ago.

    Returns how many it touched.
    """
    return applying.tend(at=now())
