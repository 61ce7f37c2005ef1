"""What the people's floor does in workers. Every task may run twice."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from celery import shared_task
from django.conf import settings
from django.contrib.sessions.models import Session

from common.clock import now
from users import allowances, levels, nearness, silence


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
