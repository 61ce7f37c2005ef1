"""The ladder is edited by staff in a form for people, each edit is a version, and a version can be put back."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, person
from users import ladder_versions
from users.ladder_forms import LevelForm, shown_figures
from users.ladder_rows import ladder_rows
from users.models import Counting, LadderVersion, Level, Line, User

pytestmark = pytest.mark.django_db


def staff() -> User:
    return person(is_staff=True, is_superuser=True)


def at_desk(member: User) -> Client:
    browser = Client()
    browser.force_login(member)
    return browser


def filled(level: Level, **changed: object) -> dict[str, object]:
    """The form of a level as its page shows it, with some figures typed over."""
    shown = {"name_en": level.name_en, "name_zh": level.name_zh, "reason": "Fewer notes."} | shown_figures(level)
    return {name: "on" if value is True else value for name, value in (shown | changed).items()}


def newest() -> LadderVersion:
    return LadderVersion.objects.newest_first()[0]


def test_the_newest_version_is_the_ladder_as_its_rows_stand() -> None:
    assert newest().snapshot == ladder_versions.snapshot()
    assert sorted(newest().snapshot["levels"], key=int) == [str(n) for n in range(1, 11)]
    assert LadderVersion.objects.get(version=1).reason == "The ladder the site began with."


@pytest.mark.parametrize("number", range(1, 11))
def test_the_form_of_a_level_says_what_its_row_says(number: int) -> None:
    level = Level.objects.get(number=number)
    form = LevelForm(filled(level), instance=level)
    assert form.is_valid(), form.errors
    facts = form.row_facts()
    assert facts == {name: getattr(level, name) for name in ladder_versions.LEVEL_FIELDS}


def test_an_edit_at_the_desk_is_in_force_at_once_and_a_version_with_who_and_why(
    django_capture_on_commit_callbacks,
) -> None:
    member, level, before = staff(), Level.objects.get(number=4), newest()
    address = reverse("admin:users_level_change", args=[level.pk])
    with django_capture_on_commit_callbacks(execute=True):
        answer = at_desk(member).post(address, filled(level, any_note_base=6, opens_pinned_notes=1))
    assert answer.status_code == 302
    level.refresh_from_db()
    made = newest()
    assert level.conditions == [{"note_base": 6}, {"video_base": 2}]
    assert ladder_rows().privileges[4]["pinned_notes"] == 1
    assert (made.version, made.reason, made.created_by) == (before.version + 1, "Fewer notes.", member)
    assert ladder_versions.differences(before.snapshot, made.snapshot) == [
        "levels 4 conditions: note_base 5 / video_base 2 → note_base 6 / video_base 2",
        "levels 4 privileges pinned_notes: — → 1",
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"any_note_base": "", "any_video_base": ""}, "fill in at least one of these"),
        ({"any_note_base": "-3"}, "greater than or equal to 1"),
        ({"any_note_base": "many"}, "Enter a whole number"),
        ({"opens_feed_weight": "16"}, "less than or equal to 15"),
        ({"reason": ""}, "This field is required"),
    ],
)
def test_a_wrong_figure_is_told_beside_its_field_and_changes_nothing(typed: dict[str, str], said: str) -> None:
    level, before = Level.objects.get(number=4), newest()
    page = at_desk(staff()).post(reverse("admin:users_level_change", args=[level.pk]), filled(level, **typed))
    assert page.status_code == 200
    assert said in page.content.decode()
    assert newest() == before
    assert Level.objects.get(number=4).conditions == level.conditions


def test_lines_and_rules_of_counting_are_edited_in_the_same_history(django_capture_on_commit_callbacks) -> None:
    browser = at_desk(staff())
    line = Line.objects.get(code="base")
    counting = {name: getattr(Counting.objects.get(), name) for name in ladder_versions.COUNTING_FIELDS}
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(
            reverse("admin:users_line_change", args=[line.pk]), {"collects": 4, "likes": 8, "reason": "Kinder."}
        )
        browser.post(
            reverse("admin:users_counting_change", args=[1]), counting | {"min_age_days": 3, "reason": "Sooner."}
        )
    rows = ladder_rows()
    assert (rows.lines[0].collects, rows.lines[0].likes, rows.rules.min_age_days) == (4, 8, 3)
    assert list(LadderVersion.objects.newest_first().values_list("reason", flat=True)[:2]) == ["Sooner.", "Kinder."]


def test_a_version_put_back_is_a_new_version_and_takes_no_level_away() -> None:
    member, climber, old = staff(), person(level=7), newest()
    before = ladder_versions.snapshot()
    ladder_versions.change_level(2, {"conditions": [{"note_base": 9}]}, by=member, reason="Try.", at=NOON)
    ladder_versions.change_line("strong", {"collects": 20, "likes": 90}, by=member, reason="Try.", at=NOON)
    made = ladder_versions.roll_back(old, by=member, at=NOON)
    assert (made.version, made.snapshot) == (old.version + 3, before)
    assert ladder_versions.snapshot() == before
    climber.refresh_from_db()
    assert climber.level == 7


@pytest.mark.parametrize("model", ["level", "line", "counting", "ladderversion", "growthentry", "appeal"])
def test_the_desk_has_a_list_of_each(model: str) -> None:
    assert at_desk(staff()).get(reverse(f"admin:users_{model}_changelist")).status_code == 200


def test_rungs_are_neither_added_nor_taken_away() -> None:
    browser = at_desk(staff())
    assert browser.get(reverse("admin:users_level_add")).status_code == 403
    assert browser.get(reverse("admin:users_ladderversion_add")).status_code == 403
