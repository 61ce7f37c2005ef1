"""The settings of the inbox as a reader meets them."""

from datetime import time

import pytest

from push.forms import OFFERED
from push.models import Kind, PushSettings
from tests.factories import person
from tests.push.test_pages import logged_in

pytestmark = pytest.mark.django_db


def chosen(**changes: object) -> dict[str, object]:
    """A filled settings form."""
    wanted = [kind.value for kind in OFFERED]
    plain = {"daily_cap": "2", "wanted": wanted, "work": "office", "quiet_opens": "22:30", "quiet_closes": "08:00"}
    return plain | changes


def test_the_settings_say_when_pushes_come() -> None:
    page = logged_in(person(time_zone="Asia/Shanghai")).get("/inbox/settings/").content.decode()
    assert "Every day from 11:45 to 13:30 and from 18:30 to 22:00, by the clock in Shanghai." in page
    assert "At most 2 a day." in page


def test_somebody_on_a_late_shift_reads_of_other_times() -> None:
    ana = person(time_zone="UTC")
    PushSettings.objects.create(reader=ana, work="late")
    page = logged_in(ana).get("/inbox/settings/").content.decode()
    assert "Monday to Friday from 11:45 to 13:30, by the clock in UTC." in page


def test_somebody_whose_zone_is_unknown_is_told_so() -> None:
    page = logged_in(person(time_zone="Moon/Tranquility")).get("/inbox/settings/").content.decode()
    assert "We do not know your time zone." in page


def test_the_choices_are_kept() -> None:
    ana = person()
    wanted = [kind.value for kind in OFFERED if kind != Kind.LIKE]
    filled = chosen(daily_cap="1", wanted=wanted, is_muted="on", work="night", quiet_opens="21:00")
    answer = logged_in(ana).post("/inbox/settings/", filled)
    kept = PushSettings.objects.get(reader=ana)
    assert answer.status_code == 302
    assert (kept.daily_cap, kept.muted_kinds, kept.is_muted, kept.work) == (1, ["like"], True, "night")
    assert kept.quiet_opens == time(21)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quiet_opens": "08:00"}, "quiet_closes"),
        ({"quiet_opens": "late"}, "quiet_opens"),
        ({"daily_cap": "9"}, "daily_cap"),
        ({"work": "always"}, "work"),
        ({"wanted": ["everything"]}, "wanted"),
    ],
)
def test_a_wrong_choice_is_told_beside_its_field_and_nothing_is_kept(wrong: dict[str, object], field: str) -> None:
    ana = person()
    answer = logged_in(ana).post("/inbox/settings/", chosen(quiet_closes="08:00", **wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not PushSettings.objects.exists()
