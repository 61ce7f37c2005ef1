"""From a plan to the inbox, with time passed in: once, in the window, two hours apart, and as the reader wishes."""

import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feed.models import Impression
from notes.models import Like, Note
from push import delivery, planning
from push.models import InboxItem, Kind, LedgerLine, PlannedPush, PlannedPushQuerySet, PushSettings
from tests.factories import category, note, person
from users.models import Follow, Interest, User

pytestmark = pytest.mark.django_db
# A Tuesday.
DAY = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """The feed's pools are kept in the cache; each test has notes of its own."""
    cache.clear()


def at(clock: str, zone: str = "UTC", day: int = 0) -> datetime:
    """An instant by the wall clock of a zone, `day` days after DAY."""
    wall = datetime.combine((DAY + timedelta(days=day)).date(), time.fromisoformat(clock))
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def reader(zone: str = "UTC", **facts: object) -> User:
    return person(time_zone=zone, joined_at=DAY - timedelta(days=3), **facts)


def some_notes(count: int = 6) -> list[User]:
    """Fresh notes by as many authors who themselves get no push."""
    authors = [person(time_zone="nowhere") for _ in range(count)]
    for author in authors:
        note(author, published_at=DAY - timedelta(hours=2))
    return authors


def others_note(**facts: object) -> Note:
    """A note of somebody who themselves gets no push."""
    return note(person(time_zone="nowhere"), **({"published_at": DAY} | facts))


def live_through(begin: datetime, until: datetime, step: timedelta = timedelta(minutes=5)) -> None:
    """The beat's two tasks, from one instant to another."""
    now = begin
    while now <= until:
        planning.plan_window(at=now)
        delivery.deliver_due(at=now)
        now += step


def arrivals(who: User) -> list[datetime]:
    return list(InboxItem.objects.filter(reader=who).order_by("happened_at").values_list("happened_at", flat=True))


def planned(who: User, due: datetime, slot: str = "noon", **facts: object) -> PlannedPush:
    given = {"note": others_note(), "planned_at": due, "run": "0" * 32, "local_day": due.date()} | facts
    return PlannedPush.objects.create(reader=who, slot=slot, due_at=due, **given)


def test_a_push_planned_before_noon_is_one_item_of_the_inbox() -> None:
    some_notes(1)
    ana = reader()
    assert planning.plan_window(at=at("11:40")) == 1
    assert delivery.deliver_due(at=at("12:10")) == 1
    item = InboxItem.objects.get(reader=ana)
    assert (item.kind, item.note, item.push.slot) == (Kind.FOR_YOU, PlannedPush.objects.get().note, "noon")


def test_planning_and_delivering_again_adds_nothing() -> None:
    some_notes()
    ana = reader()
    live_through(at("11:40"), at("12:30"))
    planning.plan_window(at=at("12:31"))
    delivery.deliver_due(at=at("12:31"))
    assert InboxItem.objects.filter(reader=ana).count() == 1


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"])
def test_in_two_days_of_beats_pushes_come_at_noon_and_in_the_evening_of_the_readers_own_zone(zone: str) -> None:
    some_notes(8)
    ana = reader(zone)
    live_through(at("00:00", zone), at("00:00", zone, day=2), timedelta(minutes=30))
    walls = [instant.astimezone(ZoneInfo(zone)) for instant in arrivals(ana)]
    assert [(wall.day, "noon" if time(11, 45) <= wall.time() < time(13, 30) else "evening") for wall in walls] == [
        (24, "noon"), (24, "evening"), (25, "noon"), (25, "evening"),
    ]  # fmt: skip
    assert all(time(18, 30) <= wall.time() < time(22) for wall in walls[1::2])


@pytest.mark.parametrize("clock", ["08:00", "11:30", "13:30", "16:00", "18:00", "22:00", "23:00"])
def test_outside_the_windows_nothing_is_planned(clock: str) -> None:
    some_notes()
    reader()
    assert planning.plan_window(at=at(clock)) == 0
    assert not PlannedPush.objects.exists()


def test_a_push_whose_worker_slept_through_its_window_is_missed() -> None:
    some_notes(1)
    ana = reader()
    planning.plan_window(at=at("18:30"))
    assert delivery.deliver_due(at=at("22:10")) == 0
    push = PlannedPush.objects.get()
    assert (push.state, arrivals(ana)) == (PlannedPush.State.REFUSED, [])
    assert push.ledger.get(step="deliver").rule == "window"


def test_a_noon_push_does_not_come_in_the_evening() -> None:
    ana = reader()
    push = planned(ana, at("12:00"))
    delivery.deliver_due(at=at("18:40"))
    push.refresh_from_db()
    assert (push.state, push.ledger.get().rule, arrivals(ana)) == (PlannedPush.State.MISSED, "late", [])


def test_a_push_within_two_hours_of_the_last_waits_until_they_are_over() -> None:
    """The reader's noon push came in Shanghai; two hours later they are in a zone where it is noon again."""
    ana = reader("Europe/London")
    planned(ana, at("11:00"), "evening", state="delivered", delivered_at=at("11:00"))
    push = planned(ana, at("12:00"))
    assert delivery.deliver_due(at=at("12:00")) == 0
    push.refresh_from_db()
    assert (push.state, push.due_at) == (PlannedPush.State.PLANNED, at("13:00"))
    assert delivery.deliver_due(at=at("13:00")) == 1
    assert arrivals(ana) == [at("13:00")]


def test_two_due_pushes_of_one_reader_in_one_batch_are_two_hours_apart() -> None:
    ana = reader()
    planned(ana, at("12:00"))
    second = planned(ana, at("12:00"), local_day=(DAY - timedelta(days=1)).date())
    assert delivery.deliver_due(at=at("12:05")) == 1
    second.refresh_from_db()
    assert second.state == PlannedPush.State.REFUSED
    assert second.ledger.get().rule == "spacing"


def test_somebody_at_work_in_the_evening_gets_nothing_then() -> None:
    some_notes()
    ana = reader()
    PushSettings.objects.create(reader=ana, work="late")
    live_through(at("11:30"), at("22:30"), timedelta(minutes=15))
    assert [instant.hour for instant in arrivals(ana)] == [12]


@pytest.mark.parametrize("wishes", [{"is_muted": True}, {"daily_cap": 0}, {"muted_kinds": ["for_you"]}])
def test_somebody_who_wants_no_push_is_not_planned_for(wishes: dict[str, object]) -> None:
    some_notes()
    PushSettings.objects.create(reader=reader(), **wishes)
    assert planning.plan_window(at=at("11:45")) == 0
    assert not PlannedPush.objects.exists()


def test_muting_after_the_plan_keeps_the_push_back() -> None:
    some_notes()
    ana = reader()
    planning.plan_window(at=at("11:45"))
    PushSettings.objects.create(reader=ana, is_muted=True)
    assert delivery.deliver_due(at=at("12:15")) == 0
    assert LedgerLine.objects.get(step="deliver").rule == "muted_for_good"
    assert arrivals(ana) == []


def test_a_cap_of_one_leaves_the_evening_quiet() -> None:
    some_notes()
    ana = reader()
    PushSettings.objects.create(reader=ana, daily_cap=1)
    live_through(at("11:30"), at("22:30"), timedelta(minutes=15))
    assert len(arrivals(ana)) == 1
    assert PlannedPush.objects.get(reader=ana, slot="evening").state == PlannedPush.State.REFUSED


def test_quiet_hours_that_begin_in_the_window_shorten_it() -> None:
    some_notes()
    ana = reader()
    PushSettings.objects.create(reader=ana, quiet_opens=time(12), quiet_closes=time(20))
    live_through(at("12:05"), at("22:30"), timedelta(minutes=5))
    assert [instant >= at("20:00") for instant in arrivals(ana)] == [True]


def test_a_note_withdrawn_after_the_plan_does_not_come() -> None:
    ana = reader()
    push = planned(ana, at("12:00"), note=others_note(state="withdrawn"))
    assert delivery.deliver_due(at=at("12:00")) == 0
    assert (push.ledger.get().rule, arrivals(ana)) == ("gone", [])


def test_a_note_the_reader_found_meanwhile_does_not_come() -> None:
    ana = reader()
    push = planned(ana, at("12:00"))
    Like.objects.create(note=push.note, person=ana, created_at=at("11:55"))
    assert delivery.deliver_due(at=at("12:00")) == 0
    assert push.ledger.get().rule == "seen"


def test_a_closed_account_gets_nothing() -> None:
    some_notes()
    ana = reader()
    planning.plan_window(at=at("11:45"))
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert delivery.deliver_due(at=at("12:15")) == 0
    assert LedgerLine.objects.get(step="deliver").rule == "closed"


def test_own_seen_sent_and_paid_notes_are_not_chosen() -> None:
    ana = reader()
    seen = others_note()
    Impression.objects.create(event_id="1" * 32, note=seen, reader=ana, source="popular", seen_at=DAY)
    planned(ana, at("12:00", day=-1), local_day=(DAY - timedelta(days=1)).date(), state="delivered", delivered_at=DAY)
    note(ana, published_at=DAY)
    others_note(disclosure="paid")
    assert planning.plan_window(at=at("11:45")) == 0
    assert PlannedPush.objects.get(slot="noon", local_day=DAY.date()).state == PlannedPush.State.EMPTY
    assert LedgerLine.objects.get().rule == "nothing"


def test_a_note_of_somebody_followed_goes_before_one_of_a_stranger() -> None:
    ana, mina = reader(), person(time_zone="nowhere")
    Follow.objects.create(follower=ana, followed=mina)
    others_note(published_at=DAY - timedelta(hours=1), like_count=3)
    theirs = note(mina, published_at=DAY - timedelta(hours=1))
    planning.plan_window(at=at("11:45"))
    push = PlannedPush.objects.get(reader=ana)
    assert (push.note, push.source) == (theirs, "followed")


def crowd(count: int) -> None:
    """Readers who follow somebody and like a category."""
    mina = person(time_zone="nowhere")
    note(mina, published_at=DAY - timedelta(hours=1))
    for _ in range(count):
        ana = reader()
        Follow.objects.create(follower=ana, followed=mina)
        Interest.objects.create(person=ana, category=category("food"))


def queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        work()
    return len(seen)


def test_planning_costs_the_same_queries_for_ten_and_a_hundred_readers() -> None:
    some_notes()
    crowd(10)
    planning.plan_window(at=at("11:45", day=-1))
    ten = queries(lambda: planning.plan_window(at=at("11:45")))
    crowd(90)
    assert queries(lambda: planning.plan_window(at=at("18:30"))) == ten
    assert PlannedPush.objects.filter(slot="evening", state="planned").count() == 100


def test_delivering_costs_the_same_queries_for_ten_and_a_hundred_pushes() -> None:
    some_notes()
    crowd(10)
    planning.plan_window(at=at("11:45"))
    ten = queries(lambda: delivery.deliver_due(at=at("12:15")))
    crowd(90)
    planning.plan_window(at=at("18:30"))
    assert queries(lambda: delivery.deliver_due(at=at("19:00"))) == ten
    assert InboxItem.objects.filter(push__slot="evening").count() == 100


def together(work: Callable[[], object], hands: int = 4) -> None:
    """Runs the same work in several threads that start at one moment, each with its own connection."""
    barrier = threading.Barrier(hands, timeout=60)
    failures: list[BaseException] = []

    def one() -> None:
        try:
            barrier.wait()
            work()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.django_db(transaction=True)
def test_planners_side_by_side_claim_each_slot_once() -> None:
    some_notes()
    for _ in range(20):
        reader()
    together(lambda: planning.plan_window(at=at("11:45")))
    assert PlannedPush.objects.count() == 20
    assert LedgerLine.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_make_one_item_of_each_push() -> None:
    for _ in range(20):
        planned(reader(), at("12:00"))
    together(lambda: delivery.deliver_due(at=at("12:05")))
    assert InboxItem.objects.count() == 20
    assert LedgerLine.objects.filter(is_allowed=True).count() == 20


@pytest.mark.django_db(transaction=True)
def test_without_the_skipped_locks_two_workers_would_decide_about_the_same_push(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The twin of the test above: rows read without a lock are read by both, and only the last constraint is left."""
    push = planned(reader(), at("12:00"))
    monkeypatch.setattr(PlannedPushQuerySet, "select_for_update", lambda rows, **_options: rows)
    both_have_read = threading.Barrier(2, timeout=60)
    read = delivery.settings_among

    def read_and_wait(readers: Iterable[User]) -> dict[int, PushSettings]:
        found = read(readers)
        both_have_read.wait(10)
        return found

    monkeypatch.setattr(delivery, "settings_among", read_and_wait)
    with pytest.raises(AssertionError, match="duplicate key"):
        together(lambda: delivery.deliver_due(at=at("12:05")), hands=2)
    assert InboxItem.objects.filter(push=push).count() == 1
