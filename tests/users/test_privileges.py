"""What a level opens is read from the rows of the ladder, and from nowhere else."""

from pathlib import Path

import pytest
from django.conf import settings

from users.ladder_rows import forget
from users.models import Level
from users.privileges import POLICIES, Privilege, allows, level_that_opens, limit, opened_by, weight

pytestmark = pytest.mark.django_db


def _give(number: int, **given: object) -> None:
    row = Level.objects.get(number=number)
    row.privileges = {**row.privileges, **given}
    row.save(update_fields=["privileges"])


@pytest.mark.parametrize(("level", "notes"), [(0, 3), (1, 5), (2, 10), (5, 10), (6, 30), (10, 30)])
def test_a_limit_is_the_highest_figure_up_to_the_level_and_halved_below_the_first(level: int, notes: int) -> None:
    assert limit(level, Privilege.NOTES_A_DAY) == notes


@pytest.mark.parametrize(("level", "minutes"), [(0, 5), (5, 5), (6, 10), (10, 10)])
def test_a_limit_no_row_names_is_its_base_for_everybody(level: int, minutes: int) -> None:
    assert limit(level, Privilege.VIDEO_MINUTES) == minutes


@pytest.mark.parametrize(("level", "may"), [(0, False), (3, False), (4, True), (10, True)])
def test_a_feature_stays_open_above_the_level_that_opens_it(level: int, may: bool) -> None:
    assert allows(level, Privilege.SCHEDULES_NOTES) is may


def test_a_limit_of_nothing_is_not_allowed() -> None:
    assert not allows(4, Privilege.PINNED_NOTES)
    assert allows(5, Privilege.PINNED_NOTES)


def test_a_feature_has_no_limit() -> None:
    with pytest.raises(TypeError):
        limit(10, Privilege.SCHEDULES_NOTES)


def test_the_weight_in_the_feed_grows_to_fifteen_per_cent_and_never_beyond() -> None:
    _give(10, feed_weight=99)
    assert [weight(number, Privilege.FEED_WEIGHT) for number in (0, 1, 4, 10)] == [0.0, 1.5, 6.0, 15.0]


def test_every_code_of_the_rows_is_a_privilege_and_every_privilege_stands_in_a_row() -> None:
    named = {code for given in Level.objects.values_list("privileges", flat=True) for code in given}
    assert named == set(Privilege) == set(POLICIES)


def test_the_level_that_opens_a_privilege_is_known() -> None:
    assert level_that_opens(Privilege.PICTURES_IN_COMMENTS) == 3


def test_rows_are_read_once_until_staff_change_them(
    django_assert_num_queries, django_capture_on_commit_callbacks
) -> None:
    assert limit(1, Privilege.NOTES_A_DAY) == 5
    _give(1, notes_a_day=7)
    with django_assert_num_queries(0):
        assert limit(1, Privilege.NOTES_A_DAY) == 5
    with django_capture_on_commit_callbacks(execute=True):
        forget()
    assert limit(1, Privilege.NOTES_A_DAY) == 7
    assert limit(0, Privilege.NOTES_A_DAY) == 4


def test_the_sentences_stand_in_the_order_of_the_table() -> None:
    given = {"feed_weight": 1.5, "pinned_notes": 3, "unheard_of": 4, "tags_at_once": False, "notes_a_day": 5}
    assert opened_by(given) == ["5 notes a day", "3 pinned notes", "+1.5 % in the feed"]


def _asked_for() -> set[str]:
    """The privileges that some code outside their own module reads."""
    folders = [Path(settings.BASE_DIR) / name for name in ("users", "notes", "shop", "platform")]
    files = [path for folder in folders for path in folder.rglob("*.py") if path.name != "privileges.py"]
    text = "\n".join(path.read_text() for path in files if "migrations" not in path.parts)
    return {privilege for privilege in Privilege if f"Privilege.{privilege.name}" in text}


def test_the_ladder_says_of_exactly_those_privileges_nothing_reads_that_they_are_not_open_yet() -> None:
    assert {code for code, policy in POLICIES.items() if policy.is_open} == _asked_for()
    assert opened_by({"proposes_topics": True}) == ["propose topics (not open yet)"]
    assert opened_by({"schedules_notes": True}) == ["notes that appear when you choose"]
