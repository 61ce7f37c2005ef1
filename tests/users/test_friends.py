"""Friends without address books: links that end, friends of friends, the city by consent."""

from datetime import timedelta
from functools import partial
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from common.models import City
from tests.factories import NOON, person
from tests.users.at_once import at_once
from users.acquaintances import friends_of_friends, neighbours
from users.following import follow
from users.inviting import (
    LASTS,
    end_invite,
    invite_by_code,
    invite_of,
    joined_by,
    make_invite,
    offers_for,
    settle_offer,
)
from users.models import Follow, Invite, InvitedPerson, User
from users.nearness import choose_city
from users.qr import qr_svg
from users.safety import block
from users.suggestions import friends_for


def _browser(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


def _joined(host: User, guest: User) -> None:
    InvitedPerson.objects.create(invite=make_invite(host, at=NOON), host=host, guest=guest, joined_at=NOON)


@pytest.mark.django_db
def test_a_new_link_ends_the_one_before() -> None:
    mina = person()
    first, second = make_invite(mina, at=NOON), make_invite(mina, at=NOON)
    assert invite_by_code(first.code, at=NOON) is None
    assert invite_of(mina, at=NOON) == second
    assert len(second.code) == 20


@pytest.mark.django_db
def test_a_link_ends_by_itself_by_hand_and_with_its_owner() -> None:
    mina = person()
    code = make_invite(mina, at=NOON).code
    assert invite_by_code(code, at=NOON + LASTS - timedelta(seconds=1)) is not None
    assert invite_by_code(code, at=NOON + LASTS) is None
    User.objects.filter(pk=mina.pk).update(is_active=False)
    assert invite_by_code(code, at=NOON) is None
    User.objects.filter(pk=mina.pk).update(is_active=True)
    assert end_invite(mina, at=NOON)
    assert not end_invite(mina, at=NOON)
    assert invite_by_code(code, at=NOON) is None


@pytest.mark.django_db(transaction=True)
def test_a_link_renewed_by_many_hands_at_once_is_one_link() -> None:
    mina = person()
    answers = at_once([partial(make_invite, mina, at=NOON)] * 4)
    assert [type(answer) for answer in answers] == [Invite] * 4
    assert Invite.objects.filter(person=mina, ended_at=None).count() == 1


@pytest.mark.django_db
def test_a_visitor_joins_by_a_link_and_both_are_offered_a_follow_that_nobody_makes_for_them() -> None:
    mina = person("mina", onboarding="done")
    code = _fresh_code(mina)
    visitor = Client()
    assert "invites you" in visitor.get(f"/i/{code}/").content.decode()
    assert visitor.post(f"/i/{code}/join/")["Location"] == "/accounts/signup/"
    facts = {"email": "noa@example.org", "username": "noa", "password1": "a-long-quiet-meadow"}
    assert visitor.post("/accounts/signup/", facts).status_code == 302
    noa = User.objects.get(handle="noa")
    assert joined_by(mina) == 1
    assert [(offer.person, offer.is_host) for offer in offers_for(noa)] == [(mina, True)]
    assert [(offer.person, offer.is_host) for offer in offers_for(mina)] == [(noa, False)]
    assert not Follow.objects.exists()
    assert "Joined by your link" in _browser(mina).get("/friends/").content.decode()


def _fresh_code(host: User) -> str:
    """A link made by the page itself, so that it works at the present instant."""
    assert _browser(host).post("/friends/link/").status_code == 302
    return Invite.objects.get(person=host, ended_at=None).code


@pytest.mark.django_db
def test_whoever_is_here_already_is_not_counted_and_follows_only_by_pressing() -> None:
    mina, old = person("mina"), person()
    code = _fresh_code(mina)
    assert "You are here already" in _browser(old).get(f"/i/{code}/").content.decode()
    _browser(old).post(f"/i/{code}/join/")
    assert joined_by(mina) == 0
    assert not Follow.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["2" * 20, "x" * 20])
def test_a_link_nobody_made_is_a_kind_404(code: str) -> None:
    answer = Client().get(f"/i/{code}/")
    assert answer.status_code == 404
    assert "This link works no more" in answer.content.decode()


@pytest.mark.django_db
def test_an_offer_goes_once_it_was_taken_or_refused() -> None:
    host, guest, other = person(), person(), person()
    _joined(host, guest)
    _joined(host, other)
    follow(host, guest, at=NOON)
    assert [offer.person for offer in offers_for(host)] == [other]
    assert settle_offer(host, other)
    assert not settle_offer(host, other)
    assert offers_for(host) == []
    assert [offer.person for offer in offers_for(other)] == [host]


@pytest.mark.django_db
def test_a_block_takes_an_offer_away() -> None:
    host, guest = person(), person()
    _joined(host, guest)
    block(guest, host, at=NOON)
    assert offers_for(host) == offers_for(guest) == []


@pytest.mark.django_db
def test_friends_of_friends_come_by_how_many_one_follows_follow_them() -> None:
    reader, one, two = person(), person(), person()
    known, twice, once = person(), person(), person()
    for friend in (one, two, known):
        follow(reader, friend, at=NOON)
    for friend, met in ((one, twice), (two, twice), (one, once), (one, known), (two, reader)):
        follow(friend, met, at=NOON)
    assert [(a.row.person, a.mutuals) for a in friends_of_friends(reader)] == [(twice, 2), (once, 1)]


@pytest.mark.django_db
@pytest.mark.parametrize("private", ["the friend", "the stranger"])
def test_nothing_is_told_of_a_private_account(private: str) -> None:
    reader = person()
    friend, stranger = person(is_private=private == "the friend"), person(is_private=private == "the stranger")
    Follow.objects.create(follower=reader, followed=friend)
    Follow.objects.create(follower=friend, followed=stranger)
    assert friends_of_friends(reader) == []


@pytest.mark.django_db
def test_somebody_blocked_is_not_somebody_one_may_know() -> None:
    reader, friend, stranger = person(), person(), person()
    follow(reader, friend, at=NOON)
    follow(friend, stranger, at=NOON)
    block(stranger, reader, at=NOON)
    reader.refresh_from_db()
    assert friends_of_friends(reader) == []


@pytest.mark.django_db
def test_friends_of_friends_cost_the_same_however_many_there_are(django_assert_max_num_queries) -> None:
    reader, friend = person(), person()
    follow(reader, friend, at=NOON)
    for _number in range(12):
        follow(friend, person(), at=NOON)
    with django_assert_max_num_queries(3):
        assert len(friends_of_friends(reader)) == 12


@pytest.mark.django_db
@pytest.mark.parametrize(("mine", "theirs", "shown"), [(True, True, 1), (True, False, 0), (False, True, 0)])
def test_people_of_one_city_see_each_other_only_when_both_said_so(mine: bool, theirs: bool, shown: int) -> None:
    town = City.objects.create(code="testford", name_en="T", name_zh="T", country="GB", time_zone="UTC")
    reader, other = person(city=town), person(city=town)
    choose_city(reader, shares=mine)
    choose_city(other, shares=theirs)
    assert len(neighbours(reader)) == shown
    person(followers_count=5)
    assert (friends_for(reader)[0] == other) is bool(shown)


@pytest.mark.django_db
def test_the_page_of_friends_works_by_forms_alone() -> None:
    mina = person("mina")
    browser = _browser(mina)
    assert "Make my link" in browser.get("/friends/").content.decode()
    browser.post("/friends/link/")
    shown = browser.get("/friends/").content.decode()
    assert Invite.objects.get().code in shown
    picture = browser.get("/friends/link.svg")
    assert (picture["Content-Type"], picture.status_code) == ("image/svg+xml", 200)
    browser.post("/friends/link/end/")
    assert browser.get("/friends/link.svg").status_code == 404
    assert Client().get("/friends/link.svg").status_code == 302


def test_a_code_is_a_drawing_without_style() -> None:
    drawing = ET.fromstring(qr_svg("https://meadow.example/i/" + "a" * 20 + "/"))
    assert {child.tag.rpartition("}")[2] for child in drawing} == {"path"}
    assert "style" not in "".join(key for child in drawing for key in child.attrib)
