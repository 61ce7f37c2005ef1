"""What a person reads of their level: what is missing, what if, what counted, what was appealed."""

from datetime import timedelta

import pytest
from django.test import Client

from notes.engagement import react
from tests.factories import NOON, note, person, settled
from users import violations
from users.givers import set_rings
from users.levels import record
from users.models import Appeal, GrowthEntry, Level, User

Reason = GrowthEntry.Reason
pytestmark = pytest.mark.django_db


def browser_of(who: User) -> Client:
    browser = Client()
    browser.force_login(who)
    return browser


def planted(**facts) -> User:
    who = person(**facts)
    for reason in (Reason.PUBLISHED, Reason.FOLLOWED, Reason.COLLECTED, Reason.COMMENTED):
        record(who.pk, reason=reason, source="note:a", at=NOON)
    return User.objects.get(pk=who.pk)


def test_the_page_of_levels_shows_the_figures_in_force(client) -> None:
    page = client.get("/about/levels/").content.decode()
    assert "+15.0 %" in page
    assert "5 collects or 10 likes on one note" in page
    assert "an account counts once it is 7 days old" in page
    assert "no upheld violation in 90 days" in page
    assert "seen here within 365 days" in page


def test_the_page_of_levels_asks_as_much_whatever_the_ladder_holds(client, django_assert_num_queries) -> None:
    client.get("/about/levels/")
    with django_assert_num_queries(1):
        client.get("/about/levels/")


def test_ones_own_page_says_exactly_what_is_missing_and_what_one_more_would_bring() -> None:
    page = browser_of(planted()).get("/me/growth/").content.decode()
    assert "For level 2, Sprout, one of these:" in page
    assert "1 video with 5 collects or 10 likes gives level 3, Seedling." in page


def test_a_profile_shows_what_is_missing_to_its_owner_alone() -> None:
    who = planted()
    assert "What is missing for level 2, Sprout" in browser_of(who).get(who.get_absolute_url()).content.decode()
    assert "What is missing" not in browser_of(person()).get(who.get_absolute_url()).content.decode()


def test_the_author_reads_what_was_discounted_and_nobody_is_named() -> None:
    author = planted()
    written = note(author=author, title="My thirty friends")
    ring = [settled(f"ringer_{n}") for n in range(9)]
    set_rings(dict.fromkeys((one.pk for one in ring), ring[0].pk), at=NOON)
    for number, reader in enumerate([*ring, settled()]):
        react(written, reader, "like", at=NOON - timedelta(hours=number))
    page = browser_of(author).get("/me/growth/").content.decode()
    assert "Likes: 9 of 10 count as 1, because these accounts mostly react to one another." in page
    assert "2 / 10" in page
    assert "ringer_" not in page


def test_the_page_of_growth_asks_no_more_for_more_notes(django_assert_max_num_queries) -> None:
    author = planted()
    for _ in range(8):
        react(note(author=author), settled(), "like", at=NOON)
    browser = browser_of(author)
    browser.get("/me/growth/")
    with django_assert_max_num_queries(22):
        browser.get("/me/growth/")


def test_a_violation_tells_until_when_it_holds_back_and_can_be_appealed() -> None:
    who = planted(level=6)
    User.objects.filter(pk=who.pk).update(level=6)
    violations.uphold(who.pk, source="note:bad", words="An advertisement without its label.", at=NOON)
    browser = browser_of(who)
    page = browser.get("/me/growth/").content.decode()
    assert "An advertisement without its label." in page
    assert "/me/growth/appeal/?reason=violation&amp;source=note%3Abad" in page
    address = "/me/growth/appeal/?reason=violation&source=note:bad"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"words": "It was a recipe."}).status_code == 302
    assert Appeal.objects.get().words == "It was a recipe."
    again = browser.post(address, {"words": "Please."})
    assert again.status_code == 422
    assert "You have asked about this line already." in again.content.decode()
    assert "Please." in again.content.decode()


@pytest.mark.parametrize(
    "query", ["", "?reason=violation", "?reason=violation&source=note:bad", "?reason=%00&source=%00"]
)
def test_a_line_of_somebody_else_cannot_be_appealed(query: str) -> None:
    violations.uphold(person().pk, source="note:bad", words="Spam.", at=NOON)
    assert browser_of(person()).get(f"/me/growth/appeal/{query}").status_code == 404
    assert not Appeal.objects.exists()


def test_an_appeal_without_words_is_told_beside_its_field() -> None:
    who = planted()
    answer = browser_of(who).post("/me/growth/appeal/?reason=level&source=level:1", {"words": " "})
    assert answer.status_code == 422
    assert not Appeal.objects.exists()


def test_a_pause_is_told_on_the_page_of_growth() -> None:
    who = person(level=3, growth_paused_at=NOON)
    assert "Your growth rests after a year of silence." in browser_of(who).get("/me/growth/").content.decode()


def test_programs_read_the_ladder_and_their_own_place_on_it() -> None:
    levels = Client().get("/api/v1/levels/").json()
    assert [row["number"] for row in levels["levels"]] == list(range(1, 11))
    assert levels["lines"][0] == {"code": "base", "collects": 5, "likes": 10}
    mine = browser_of(planted()).get("/api/v1/me/growth/").json()
    assert (mine["level"], mine["next_level"]) == (1, 2)
    assert mine["alternatives"][0] == [{"reason": "note_base", "wanted": 1, "have": 0, "left": 1}]
    assert mine["what_ifs"][0]["level"] == 3
    assert Client().get("/api/v1/me/growth/").status_code in {401, 403}


def test_other_figures_of_a_line_are_told_in_words(client, django_capture_on_commit_callbacks) -> None:
    from users import ladder_versions

    with django_capture_on_commit_callbacks(execute=True):
        ladder_versions.change_line("base", {"collects": 2, "likes": 4}, by=person(), reason="Try.", at=NOON)
    page = client.get("/about/levels/").content.decode()
    assert "1 note with 2 collects or 4 likes" in page
    assert Level.objects.get(number=2).conditions[0] == {"note_base": 1}
