"""What changes how somebody stands on the ladder is a line of their inbox, once, in words."""

import pytest

from push import notices
from push.kinds import KINDS, Words
from push.models import InboxItem, Kind
from tests.factories import NOON, person
from users import appeals, violations
from users.models import GrowthEntry, User

pytestmark = pytest.mark.django_db


def told(who: User) -> list[str]:
    return [
        KINDS[item.kind].sentence(Words(item, None)) for item in InboxItem.objects.filter(reader=who).order_by("pk")
    ]


def settle(who: User, reason: str) -> None:
    entry = GrowthEntry.objects.filter(person=who, reason=reason).last()
    for _ in range(2):
        notices.settle_growth(entry.pk, at=NOON)


def test_an_upheld_violation_and_the_answer_to_its_appeal_are_told_once() -> None:
    who = person()
    violations.uphold(who.pk, source="note:bad", words="An advertisement without its label.", at=NOON)
    settle(who, "violation")
    row = appeals.appeal(GrowthEntry.objects.get(person=who), "It was a recipe.", at=NOON)
    appeals.grant(row, appeals.Answer("You are right.", strikes_line=True), by=person(is_staff=True), at=NOON)
    settle(who, "granted")
    assert told(who) == [
        "A violation of the rules was upheld: An advertisement without its label.",
        "Your appeal was granted: You are right.",
    ]


def test_a_line_that_is_gone_is_told_to_nobody() -> None:
    notices.settle_growth(999_999, at=NOON)
    assert not InboxItem.objects.filter(kind=Kind.GROWTH).exists()
