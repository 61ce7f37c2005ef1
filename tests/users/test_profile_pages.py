"""The page of a person and its tabs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common.models import City
from tests.factories import NOON, category, note, person
from users.following import follow
from users.models import Follow, Kind, User

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


def _followed_by(author: User, number: int) -> None:
    for _ in range(number):
        follow(person(bio="Tries things."), author, at=NOON)


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_profile_shows_who_somebody_is(client) -> None:
    city = City.objects.get(code="shanghai")
    person(
        "dr_lin", name="Lin", bio="Skin doctor.", city=city, kind=Kind.EXPERT, vertical=category("skin-care"), level=4
    )
    page = client.get("/@dr_lin/").content.decode()
    for shown in ("Lin", "@dr_lin", "Skin doctor.", "Shanghai", "Expert", "4 Leaf", "/about/levels/"):
        assert shown in page
    assert "Edit" not in page


@pytest.mark.parametrize("handle", ["nobody_here", "gone_one"])
def test_an_unknown_or_inactive_handle_is_not_found(client, handle: str) -> None:
    person("gone_one", is_active=False)
    assert client.get(f"/@{handle}/").status_code == 404


def test_a_handle_in_capitals_leads_to_its_one_address(client) -> None:
    person("dr_lin")
    response = client.get("/@Dr_Lin/")
    assert (response.status_code, response.headers["Location"]) == (301, "/@dr_lin/")


def test_ones_own_page_offers_to_edit_and_not_to_follow(client) -> None:
    client.force_login(person("dr_lin"))
    page = client.get("/@dr_lin/").content.decode()
    assert 'href="/settings/"' in page
    assert "/@dr_lin/follow/" not in page


def test_me_leads_to_ones_own_page(client) -> None:
    assert client.get("/me/").headers["Location"] == "/accounts/login/?next=/me/"
    client.force_login(person("dr_lin"))
    assert client.get("/me/").headers["Location"] == "/@dr_lin/"


def test_the_notes_of_a_person_stand_on_their_page_without_javascript(client) -> None:
    author = person("dr_lin")
    note(author, title="Seven creams, one skin")
    note(author, title="Only mine", visibility="private")
    page = client.get("/@dr_lin/").content.decode()
    assert "Seven creams, one skin" in page
    assert "Only mine" not in page


def test_more_notes_come_as_rows_alone(client) -> None:
    author = person("dr_lin")
    note(author, title="Seven creams, one skin")
    page = client.get("/@dr_lin/?tab=notes", HTTP_HX_REQUEST="true").content.decode()
    assert "Seven creams, one skin" in page
    assert "<html" not in page


def test_what_somebody_likes_is_theirs_alone_until_they_open_it(client) -> None:
    author = person("dr_lin")
    assert client.get("/@dr_lin/?tab=liked").status_code == 404
    client.force_login(author)
    assert client.get("/@dr_lin/?tab=liked").status_code == 200
    words = {"name": "Lin", "time_zone": "Europe/London", "has_open_likes": "on"}
    assert client.post("/settings/", words).status_code == 302
    client.logout()
    assert client.get("/@dr_lin/?tab=liked").status_code == 200
    client.force_login(author)
    client.post("/settings/", {"name": "Lin", "time_zone": "Europe/London"})
    client.logout()
    assert client.get("/@dr_lin/?tab=liked").status_code == 404


def test_an_unknown_tab_is_not_found(client) -> None:
    person("dr_lin")
    assert client.get("/@dr_lin/?tab=secrets").status_code == 404


def test_followers_are_paged_newest_first_and_each_is_shown_once(client) -> None:
    author = person("dr_lin")
    _followed_by(author, 35)
    handles = list(Follow.objects.order_by("-pk").values_list("follower__handle", flat=True))
    first = client.get("/@dr_lin/?tab=followers")
    cursor = first.context["people"].cursor
    second = client.get("/@dr_lin/", {"tab": "followers", "after": cursor})
    shown = [row.person.handle for page in (first, second) for row in page.context["people"].rows]
    assert shown == handles
    assert second.context["people"].cursor == ""


def test_inactive_followers_are_not_listed(client) -> None:
    author, gone = person("dr_lin"), person("gone_one")
    follow(gone, author, at=NOON)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert client.get("/@dr_lin/?tab=followers").context["people"].rows == []


@pytest.mark.parametrize("cursor", ["x", "WzFd", "%%%", "W10", "bnVsbA"])
def test_a_broken_cursor_starts_at_the_top(client, cursor: str) -> None:
    _followed_by(person("dr_lin"), 1)
    assert client.get("/@dr_lin/", {"tab": "followers", "after": cursor}).status_code == 200


@pytest.mark.parametrize("tab", ["followers", "notes"])
def test_a_long_tab_asks_no_more_than_a_short_one(client, tab: str) -> None:
    short, long = person("short_one"), person("long_one")
    for author, number in ((short, 10), (long, 100)):
        _followed_by(author, number)
        for _ in range(number // 5):
            note(author)
    client.force_login(person())
    client.get("/@short_one/")
    assert _queries(client, f"/@short_one/?tab={tab}") == _queries(client, f"/@long_one/?tab={tab}")


def test_following_by_form_goes_back_where_it_came_from(client) -> None:
    author, reader = person("dr_lin"), person()
    client.force_login(reader)
    response = client.post("/@dr_lin/follow/", {"next": "/@dr_lin/?tab=following"})
    assert response.headers["Location"] == "/@dr_lin/?tab=following"
    assert Follow.objects.get().followed == author
    assert client.get("/@dr_lin/").context["is_following"]


def test_following_by_script_answers_with_the_new_figure(client) -> None:
    author, reader = person("dr_lin"), person()
    follow(person(), author, at=NOON)
    client.force_login(reader)
    at_once = {"is_following": True, "is_asked": False, "followers": 2}
    assert client.post("/@dr_lin/follow/", **JSON).json() == at_once
    assert client.post("/@dr_lin/unfollow/", **JSON).json() == at_once | {"is_following": False, "followers": 1}


def test_a_script_of_somebody_unknown_is_told_where_to_log_in(client) -> None:
    person("dr_lin")
    response = client.post("/@dr_lin/follow/", **JSON)
    assert (response.status_code, response.json()) == (401, {"login": "/accounts/login/?next=%2F%40dr_lin%2F"})
    assert not Follow.objects.exists()


def test_following_oneself_is_refused_in_both_forms(client) -> None:
    client.force_login(person("dr_lin"))
    assert client.post("/@dr_lin/follow/", **JSON).status_code == 409
    assert client.post("/@dr_lin/follow/").status_code == 302
    assert not Follow.objects.exists()


def test_following_needs_a_post_and_a_token() -> None:
    reader = person()
    person("dr_lin")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reader)
    assert strict.get("/@dr_lin/follow/").status_code == 405
    assert strict.post("/@dr_lin/follow/").status_code == 403
    assert not Follow.objects.exists()


def test_too_many_follows_are_refused_for_a_while(client) -> None:
    person("dr_lin")
    client.force_login(person())
    answers = [client.post("/@dr_lin/unfollow/", **JSON).status_code for _ in range(62)]
    assert (answers[:60], answers[-1]) == ([200] * 60, 429)
