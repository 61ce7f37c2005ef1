"""What many people search for: a list with its evidence, and nothing in it that is about one person.

People count, each once, however often they type it: those with accounts of a week and more. Redis keeps, for each hour
and each search, a HyperLogLog of them, from which nobody can be read back; the list says how many they were and when
they were counted. Flajolet et al., "HyperLogLog", AofA 2007; an error of 0.8 % at most counts, none at small ones.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import regex
import structlog
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from redis import RedisError

from common.redis_client import client, key
from search.models import HiddenSearch, HotSearch
from search.synonyms import form_of
from users.models import Kind, User

log = structlog.get_logger("search")
HOURS = 6
# Fewer people are not many, and might be told apart.
LEAST_PEOPLE = 5
MOST_SHOWN = 10
OLD_ENOUGH = timedelta(days=7)
_MOST_FORMS = 2_000
_LONGEST = 30
_KEPT_SECONDS = (HOURS + 2) * 3600
# Addresses, numbers one is reached by, and handles.
_PERSONAL = regex.compile(r"@|://|www\.|\d[\d\s-]{5,}")


def is_personal(text: str) -> bool:
    """Whether a search may be about one person: an address, a number, a handle, or long enough to tell a story."""
    return bool(_PERSONAL.search(text)) or len(text) > _LONGEST


def _hour(at: datetime) -> int:
    return int(at.timestamp() // 3600)


def _people_key(hour: int, form: str) -> str:
    return key(f"hot:{hour}:people:{form}")


def note(person: User, text: str, *, at: datetime) -> bool:
    """Counts one person's search. False, with nothing kept, for a new account and for what may be personal."""
    form = form_of(text)
    if not form or is_personal(text) or at - person.joined_at < OLD_ENOUGH:
        return False
    hour = _hour(at)
    people, forms = _people_key(hour, form), key(f"hot:{hour}:forms")
    try:
        with client().pipeline() as pipe:
            pipe.pfadd(people, salted_hmac("search.hot", str(person.pk)).hexdigest())
            pipe.expire(people, _KEPT_SECONDS)
            pipe.zadd(forms, {form: at.timestamp()})
            pipe.zremrangebyrank(forms, 0, -_MOST_FORMS - 1)
            pipe.expire(forms, _KEPT_SECONDS)
            pipe.execute()
    except (RedisError, OSError) as error:
        log.warning("search not counted", error=str(error))
        return False
    return True


def _counted(at: datetime) -> dict[str, int]:
    """Search -> how many people asked for it in the last HOURS hours."""
    hours = range(_hour(at) - HOURS + 1, _hour(at) + 1)
    redis = client()
    kept: list[bytes] = [form for hour in hours for form in redis.zrange(key(f"hot:{hour}:forms"), 0, -1)]  # type: ignore[misc]  # no scores asked
    forms = sorted({form.decode() for form in kept})
    with redis.pipeline(transaction=False) as pipe:
        for form in forms:
            pipe.pfcount(*(_people_key(hour, form) for hour in hours))
        return dict(zip(forms, pipe.execute(), strict=True))


@transaction.atomic
def count(*, at: datetime) -> int:
    """Writes the list anew. Returns how many lines it has. Safe to run twice and at once."""
    many = {form: people for form, people in _counted(at).items() if people >= LEAST_PEOPLE}
    kept = sorted(_shown(many), key=lambda form: (-many[form], form))[:MOST_SHOWN]
    HotSearch.objects.select_for_update().exclude(text__in=kept).delete()
    HotSearch.objects.bulk_create(
        [HotSearch(text=form, people=many[form], hours=HOURS, counted_at=at) for form in kept],
        update_conflicts=True,
        unique_fields=["text"],
        update_fields=["people", "hours", "counted_at"],
    )
    return len(kept)


def _shown(forms: Iterable[str]) -> set[str]:
    """Those that staff do not hide and that name no private person."""
    wanted = set(forms)
    hidden = set(HiddenSearch.objects.filter(form__in=wanted).values_list("form", flat=True))
    people = User.objects.active().filter(kind=Kind.MEMBER).annotate(lowered=Lower("name"))
    named = set(people.filter(lowered__in=wanted).values_list("lowered", flat=True))
    named |= set(people.filter(handle__in=wanted).values_list("handle", flat=True))
    return wanted - hidden - named


@dataclass(frozen=True, slots=True)
class HotList:
    """The lines, and the instant they were counted; None while there are none."""

    lines: Sequence[HotSearch]
    counted_at: datetime | None
    hours: int = HOURS


def listed(*, at: datetime) -> HotList:
    """The list as it stands; one that nobody counted for HOURS hours is no longer shown. One query."""
    rows = HotSearch.objects.filter(counted_at__gte=at - timedelta(hours=HOURS))
    lines = list(rows.order_by("-people", "pk")[:MOST_SHOWN])
    return HotList(lines, lines[0].counted_at.astimezone(UTC) if lines else None)


@transaction.atomic
def hide(text: str, *, reason: str, staff_id: int, at: datetime) -> None:
    """Takes a search off the list, now and for good. Doing it twice changes nothing."""
    form = form_of(text)
    HiddenSearch.objects.get_or_create(form=form, defaults={"reason": reason, "staff_id": staff_id, "created_at": at})
    HotSearch.objects.filter(text=form).delete()


def let_on(row: HiddenSearch) -> None:
    """Lets a search on the list again, from the next count on."""
    HiddenSearch.objects.filter(pk=row.pk).delete()
