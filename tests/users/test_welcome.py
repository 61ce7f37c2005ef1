"""The welcome: three steps, none of them ever empty."""

import pytest

from common.models import Category, City
from tests.factories import NOON, category, person
from users.events import interests_changed
from users.interests import choose_interests, interest_ids_of
from users.models import Kind, Onboarding, User, Whereabouts
from users.suggestions import experts_for, find_person, friends_for

pytestmark = pytest.mark.django_db


def _handles(people: list[User]) -> list[str]:
    return [one.handle for one in people]


def _step(who: User) -> str:
    who.refresh_from_db()
    return who.onboarding


@pytest.mark.parametrize(
    ("step", "address"),
    [
        (Onboarding.INTERESTS, "/welcome/interests/"),
        (Onboarding.EXPERTS, "/welcome/experts/"),
        (Onboarding.FRIENDS, "/welcome/friends/"),
        (Onboarding.DONE, "/"),
    ],
)
def test_the_welcome_goes_on_where_it_stopped(client, step: str, address: str) -> None:
    client.force_login(person(onboarding=step))
    assert client.get("/welcome/").headers["Location"] == address


def test_the_sixteen_top_categories_are_offered(client) -> None:
    client.force_login(person())
    page = client.get("/welcome/interests/").content.decode()
    assert page.count('type="checkbox"') == 16


def test_choosing_interests_leads_to_the_experts(client) -> None:
    reader = person()
    client.force_login(reader)
    wanted = [Category.objects.get(code=code).pk for code in ("food", "travel")]
    response = client.post("/welcome/interests/", {"categories": wanted})
    assert response.headers["Location"] == "/welcome/experts/"
    assert interest_ids_of(reader) == set(wanted)
    assert _step(reader) == Onboarding.EXPERTS


def test_without_a_choice_the_step_stays_and_says_why(client) -> None:
    reader = person()
    client.force_login(reader)
    response = client.post("/welcome/interests/", {})
    assert response.status_code == 422
    assert "Choose at least one, or skip this step." in response.content.decode()
    assert _step(reader) == Onboarding.INTERESTS


@pytest.mark.parametrize("choice", ["999999", "food", ""])
def test_a_category_that_is_not_offered_is_refused(client, choice: str) -> None:
    reader = person()
    client.force_login(reader)
    assert client.post("/welcome/interests/", {"categories": [choice]}).status_code == 422
    assert interest_ids_of(reader) == set()


def test_every_step_can_be_skipped(client) -> None:
    reader = person()
    client.force_login(reader)
    went = [client.post(f"/welcome/{step}/go-on/").headers["Location"] for step in ("interests", "experts", "friends")]
    assert went == ["/welcome/experts/", "/welcome/friends/", "/"]
    assert _step(reader) == Onboarding.DONE


def test_going_back_takes_nothing_away(client) -> None:
    reader = person(onboarding=Onboarding.DONE)
    client.force_login(reader)
    assert client.get("/welcome/interests/").status_code == 200
    client.post("/welcome/interests/go-on/")
    assert _step(reader) == Onboarding.DONE


def test_pressing_skip_twice_skips_one_step(client) -> None:
    reader = person()
    client.force_login(reader)
    client.post("/welcome/interests/go-on/")
    client.post("/welcome/interests/go-on/")
    assert _step(reader) == Onboarding.EXPERTS


def test_changed_interests_are_announced_and_unchanged_ones_are_not(django_capture_on_commit_callbacks) -> None:
    heard: list[int] = []

    def hear(person_id: int, **_: object) -> None:
        heard.append(person_id)

    interests_changed.connect(hear)
    reader, food = person(), category("food")
    with django_capture_on_commit_callbacks(execute=True):
        assert choose_interests(reader, [food], at=NOON)
        assert not choose_interests(reader, [food], at=NOON)
        assert choose_interests(reader, [], at=NOON)
    interests_changed.disconnect(hear)
    assert heard == [reader.pk, reader.pk]
    assert interest_ids_of(reader) == set()


def test_experts_of_ones_interests_come_first_then_by_followers() -> None:
    reader = person()
    choose_interests(reader, [category("food")], at=NOON)
    person("famous", kind=Kind.EXPERT, vertical=category("travel"), followers_count=900)
    person("baker", kind=Kind.OFFICIAL, vertical=category("food"), followers_count=3)
    person("sourdough", kind=Kind.EXPERT, vertical=category("food/baking"), followers_count=5)
    person("gone_one", kind=Kind.EXPERT, vertical=category("food"), is_active=False)
    person("member", followers_count=5000)
    assert _handles(experts_for(reader)) == ["sourdough", "baker", "famous"]


def test_without_any_expert_the_most_followed_are_shown() -> None:
    reader = person(followers_count=10)
    person("known", followers_count=7)
    person("loved", followers_count=9)
    assert _handles(experts_for(reader)) == ["loved", "known"]


def test_friends_share_interests_then_the_city_then_by_followers() -> None:
    city = City.objects.get(code="london")
    reader, food, travel = person(city=city), category("food"), category("travel")
    choose_interests(reader, [food, travel], at=NOON)
    for handle, liked, place, followers in (
        ("both", [food, travel], None, 0),
        ("near", [food], city, 0),
        ("far", [food], None, 50),
        ("neighbour", [], city, 99),
        ("shy", [], city, 999),
        ("stranger", [], None, 999),
    ):
        choose_interests(person(handle, city=place, followers_count=followers), liked, at=NOON)
    for handle in (reader.handle, "near", "neighbour"):
        Whereabouts.objects.create(person=User.objects.get(handle=handle), shares_city=True)
    assert _handles(friends_for(reader)) == ["both", "near", "far", "neighbour"]


def test_without_anybody_close_the_most_followed_are_shown() -> None:
    reader = person()
    person("known", followers_count=7)
    assert _handles(friends_for(reader)) == ["known"]


@pytest.mark.parametrize("asked", ["dr_lin", "@dr_lin", " DR_LIN ", "lin@example.org", "Lin@Example.ORG"])
def test_a_friend_is_found_by_the_whole_handle_or_address(asked: str) -> None:
    friend = person("dr_lin", email="lin@example.org")
    assert find_person(asked, person()) == [friend]


@pytest.mark.parametrize("asked", ["dr_li", "lin@", "%", "gone_one", "", "@"])
def test_a_part_of_a_name_or_a_closed_account_finds_nobody(asked: str) -> None:
    person("dr_lin", email="lin@example.org")
    person("gone_one", is_active=False)
    assert find_person(asked, person()) == []


def test_the_friends_step_says_when_nobody_has_this_name(client) -> None:
    client.force_login(person(onboarding=Onboarding.FRIENDS))
    page = client.get("/welcome/friends/", {"q": "nobody_here"}).content.decode()
    assert "Nobody has exactly this handle" in page
    assert 'value="nobody_here"' in page


def test_nobody_can_try_out_addresses_by_the_hundred(client) -> None:
    client.force_login(person())
    answers = [client.get("/welcome/friends/", {"q": f"{n}@example.org"}).status_code for n in range(22)]
    assert (answers[:20], answers[-1]) == ([200] * 20, 429)


@pytest.mark.parametrize("step", ["interests", "experts", "friends"])
def test_no_step_is_empty_where_nobody_else_is_yet(client, step: str) -> None:
    client.force_login(person())
    response = client.get(f"/welcome/{step}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "checkbox" in page or "You are the first one here" in page


def test_the_welcome_is_for_people_who_are_logged_in(client) -> None:
    assert client.get("/welcome/").headers["Location"] == "/accounts/login/?next=/welcome/"
    assert client.post("/welcome/interests/go-on/").headers["Location"].startswith("/accounts/login/")
