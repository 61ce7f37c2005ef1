"""Signing up and logging in."""

import pytest
from django.core import mail
from django.test import Client

from tests.factories import NOON, person
from users import intents
from users.events import person_joined
from users.models import Follow, Onboarding, User

pytestmark = pytest.mark.django_db
WORDS = {"email": "Mina@Example.org", "username": "Mina_Reads", "password1": "seven wet violets"}


def _sign_up(client: Client, **changed: str) -> object:
    return client.post("/accounts/signup/", WORDS | changed)


def test_a_new_person_gets_a_small_handle_their_zone_and_the_language_they_read(client) -> None:
    client.cookies["django_language"] = "zh-hans"
    response = _sign_up(client, time_zone="Asia/Shanghai")
    made = User.objects.get()
    assert (made.handle, made.email) == ("mina_reads", "mina@example.org")
    assert (made.time_zone, made.language) == ("Asia/Shanghai", "zh-hans")
    assert response.headers["Location"] == "/welcome/"


@pytest.mark.parametrize(("cookie", "zone"), [("Europe/Berlin", "Europe/Berlin"), ("Mars/Base", "UTC")])
def test_without_javascript_the_zone_comes_from_the_cookie_when_it_is_one(client, cookie: str, zone: str) -> None:
    client.cookies["zone"] = cookie
    _sign_up(client)
    assert User.objects.get().time_zone == zone


def test_a_zone_that_is_none_is_no_error(client) -> None:
    _sign_up(client, time_zone="Nowhere/Land")
    assert User.objects.get().time_zone == "UTC"


def test_joining_is_announced_once(client, django_capture_on_commit_callbacks) -> None:
    heard: list[int] = []

    def hear(person_id: int, **_: object) -> None:
        heard.append(person_id)

    person_joined.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        _sign_up(client)
    person_joined.disconnect(hear)
    assert heard == [User.objects.get().pk]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"username": "ab"}, "small Latin letters"),
        ({"username": "mina reads"}, "small Latin letters"),
        ({"username": "admin"}, "This handle is reserved"),
        ({"username": "Taken"}, "This handle is taken"),
        ({"email": "TAKEN@example.org"}, "There is an account with this e-mail address"),
        ({"password1": "short"}, "at least 10 characters"),
        ({"password1": "1234567890123"}, "numeric"),
    ],
)
def test_a_refused_sign_up_says_why_and_keeps_what_was_typed(client, changed: dict[str, str], said: str) -> None:
    person("taken")
    response = _sign_up(client, **changed)
    page = response.content.decode()
    assert said in page
    assert (WORDS | changed)["email"].lower() in page.lower()
    assert (WORDS | changed)["username"] in page
    assert User.objects.count() == 1


def test_an_address_to_confirm_is_sent_in_plain_words(client) -> None:
    _sign_up(client)
    (letter,) = mail.outbox
    assert letter.subject == "Confirm your e-mail address"
    assert letter.to == ["mina@example.org"]
    assert "/accounts/confirm-email/" in letter.body
    assert "example.com" not in letter.body


@pytest.mark.parametrize("name", ["mina_reads", "MINA_reads", "mina@example.org", "Mina@Example.org"])
def test_people_log_in_by_handle_or_by_address(client, name: str) -> None:
    mina = person("mina_reads", email="mina@example.org", password="seven wet violets", onboarding=Onboarding.DONE)
    response = client.post("/accounts/login/", {"login": name, "password": "seven wet violets"})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(mina.pk)


def test_a_wrong_password_says_so_and_keeps_the_name(client) -> None:
    person("mina_reads", password="seven wet violets")
    response = client.post("/accounts/login/", {"login": "mina_reads", "password": "wrong"})
    page = response.content.decode()
    assert "do not go together" in page
    assert 'value="mina_reads"' in page
    assert "_auth_user_id" not in client.session


def test_an_inactive_person_cannot_log_in(client) -> None:
    person("mina_reads", password="seven wet violets", is_active=False)
    client.post("/accounts/login/", {"login": "mina_reads", "password": "seven wet violets"})
    assert "_auth_user_id" not in client.session


def test_logging_in_leads_back_to_an_unfinished_welcome(client) -> None:
    person("mina_reads", password="seven wet violets", onboarding=Onboarding.EXPERTS)
    response = client.post("/accounts/login/", {"login": "mina_reads", "password": "seven wet violets"})
    assert response.headers["Location"] == "/welcome/"


def test_an_address_that_was_asked_for_comes_before_the_welcome(client) -> None:
    person("mina_reads", password="seven wet violets")
    words = {"login": "mina_reads", "password": "seven wet violets", "next": "/about/levels/"}
    assert client.post("/accounts/login/", words).headers["Location"] == "/about/levels/"


def test_a_follow_that_was_wanted_before_logging_in_is_done_after_it(client) -> None:
    reader, author = person("mina_reads", password="seven wet violets"), person("dr_lin")
    response = client.post("/@dr_lin/follow/", {"next": "/@dr_lin/?tab=notes"})
    assert response.headers["Location"].startswith("/accounts/login/?next=")
    client.post(
        response.headers["Location"],
        {"login": "mina_reads", "password": "seven wet violets", "next": "/@dr_lin/?tab=notes"},
    )
    assert Follow.objects.filter(follower=reader, followed=author).exists()


def test_a_follow_that_was_wanted_before_signing_up_is_done_after_it(client) -> None:
    author = person("dr_lin")
    client.post("/@dr_lin/follow/")
    _sign_up(client)
    assert Follow.objects.get().followed == author


def test_a_wish_that_is_too_old_is_forgotten(client, rf) -> None:
    author, reader = person("dr_lin"), person()
    request = rf.post("/")
    request.session = client.session
    intents.ask_to_log_in(request, "follow", author.handle, then="/", at=NOON)
    assert not intents.fulfil(request, reader, at=NOON + intents.STANDS_FOR * 2)
    assert not intents.fulfil(request, reader, at=NOON)
    assert not Follow.objects.exists()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_going_back_never_leads_to_another_site(client, address: str) -> None:
    person("dr_lin")
    client.force_login(person())
    assert client.post("/@dr_lin/follow/", {"next": address}).headers["Location"] == "/@dr_lin/"
