"""What the tests of the admin share: a member of staff, rows of every kind, and how a page's queries are read."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.db.models import Model
from django.test import Client

from common.models import Category, City
from conversations.models import Conversation, MessageReport
from feed.models import FeedSource, FeedWeights
from moderation.models import Case, Decision, Report, Rule, WaitingNote
from notes.models import Comment, Note, Place, State, Topic
from push.models import LedgerLine, PlannedPush
from search import synonyms
from search.models import HiddenSearch, HotSearch, SynonymGroup
from shop.models import Brand, Evidence, Product
from tests.factories import NOON, brand, category, evidence, note, person, product
from users.models import Appeal, Application, GrowthEntry, Kind, LadderVersion, Level, User
from users.models.ladder import Counting, Line


def staff(**facts: object) -> User:
    """Somebody who may do everything."""
    return person(kind=Kind.STAFF, is_staff=True, is_superuser=True, **facts)


def at_desk(who: User | None = None) -> Client:
    client = Client()
    client.force_login(who or staff())
    return client


def waiting_note(**facts: object) -> Note:
    given = {"state": State.SUBMITTED, "published_at": None, "submitted_at": NOON} | facts
    return note(**given)


def _waiting_with_case(number: int) -> None:
    held = waiting_note(state=State.IN_REVIEW, submitted_at=NOON + timedelta(minutes=number))
    Case.objects.create(note=held, reason="Contact details", passage="wechat: mina")


def _log_line(number: int) -> None:
    LogEntry.objects.log_actions(person().pk, [category()], CHANGE, "Approved", single_object=True)


def _push() -> PlannedPush:
    return PlannedPush.objects.create(
        reader=person(), note=note(), local_day=NOON.date(), slot="noon", state="delivered", due_at=NOON,
        planned_at=NOON, delivered_at=NOON, run=uuid.uuid4(),
    )  # fmt: skip


def _conversation() -> Conversation:
    first, second = person(), person()
    return Conversation.objects.create(first=first, second=second, asked_by=second)


def _growth_line(number: int) -> GrowthEntry:
    return GrowthEntry.objects.create(person=person(), reason="followed", source=f"person:{number}")


def _appeal(number: int) -> Appeal:
    entry = _growth_line(number)
    return Appeal.objects.create(person=entry.person, entry=entry, words="I was ill, not away.")


def _application(number: int) -> Application:
    asked_at = NOON + timedelta(minutes=number)
    return Application.objects.create(
        person=person(is_active=False), words="To read about bread.", invited_by=person(), asked_at=asked_at
    )


def _same_words(number: int) -> SynonymGroup:
    return synonyms.keep(SynonymGroup(), [f"word{number}", f"wort{number}"], staff_id=person().pk, at=NOON)


# One row of each kind, with everything its list shows.
MAKERS: dict[type[Model], Callable[[int], object]] = {
    Category: lambda number: category(f"top-{number}/leaf-{number}"),
    City: lambda number: City.objects.create(
        code=f"town-{number}", name_en=f"Town {number}", name_zh="镇", country="GB", time_zone="Europe/London"
    ),
    LogEntry: _log_line,
    User: lambda number: person(vertical=category("food"), kind=Kind.EXPERT),
    GrowthEntry: _growth_line,
    Appeal: _appeal,
    Application: _application,
    LadderVersion: lambda number: LadderVersion.objects.create(
        version=number + 100,
        snapshot={"levels": {}, "lines": {}, "counting": {}},
        reason="Tried it.",
        created_by=person(),
    ),
    Group: lambda number: Group.objects.create(name=f"Readers of number {number}"),
    Brand: lambda number: brand(),
    Product: lambda number: product(),
    Evidence: lambda number: evidence(product()),
    Note: lambda number: note(),
    Topic: lambda number: Topic.objects.create(slug=f"topic-{number}", name=f"Topic {number}"),
    Place: lambda number: Place.objects.create(name=f"Place {number}", city=City.objects.first()),
    Comment: lambda number: Comment.objects.create(note=note(), author=person(), body="So good."),
    WaitingNote: _waiting_with_case,
    Report: lambda number: Report.objects.create(reporter=person(), note=note(), reason="spam", words="Look at it."),
    Rule: lambda number: Rule.objects.create(
        name=f"Rule {number}", kind="words", phrases="x", sentence_en="No.", sentence_zh="不。"
    ),
    SynonymGroup: _same_words,
    HotSearch: lambda number: HotSearch.objects.create(text=f"bread {number}", people=9, hours=3, counted_at=NOON),
    HiddenSearch: lambda number: HiddenSearch.objects.create(form=f"bread {number}", staff=person()),
    FeedWeights: lambda number: FeedWeights.objects.create(
        version=number + 100, weights={"level": 0.1}, reason="Tried it.", created_by=person()
    ),
    PlannedPush: lambda number: _push(),
    LedgerLine: lambda number: LedgerLine.objects.create(
        push=_push(), step="deliver", kind="for_you", asked_at=NOON, about_at=NOON, is_allowed=True, rule="open"
    ),
    Conversation: lambda number: _conversation(),
    MessageReport: lambda number: MessageReport.objects.create(
        reporter=person(), accused=person(), reason="spam", evidence=[]
    ),
    Decision: lambda number: Decision.objects.create(note=note(), decided_by=person(), verdict="refuse", reason="No."),
}
# The ladder has its ten rows, two lines and one rule of counting, the feed the sources that are written.
FIXED: set[type[Model]] = {Level, Line, Counting, FeedSource}


def counts_whole_table(sql: str) -> bool:
    """True for a COUNT that no LIMIT bounds."""
    return "COUNT(" in sql.upper() and "LIMIT" not in sql.upper()
