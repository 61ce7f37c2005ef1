"""The pages of somebody who asks to join: the form, the queue, the answer; and what others see of them."""

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from common.archives import sections
from common.clock import now
from conversations.doors import Door, door_between
from notes.comments import write_comment
from search import indexing
from tests.factories import NOON, note, person
from users import applying, arrivals, inviting, waiting
from users.events import person_joined
from users.models import Application, InvitedPerson, User

pytestmark = pytest.mark.django_db
PASSWORD = "seven wet violets"
WORDS = {"email": "mina@example.org", "username": "mina_reads", "password1": PASSWORD}
WHY = "I bake, and I would like to read how others do."
CLOSED = "We take in nobody new at the moment"


@pytest.fixture
def approval(settings) -> None:
    settings.SIGN_UP = "approval"


def sign_up(client: Client, **changed: str):
    return client.post("/accounts/signup/", WORDS | {"why": WHY} | changed)


def log_in(client: Client, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": "mina_reads", "password": password})


def page_of(client: Client) -> str:
    return client.get("/waiting/").content.decode()


def mina() -> User:
    return User.objects.get(handle="mina_reads")


def refuse(again_in: timedelta | None = None, *, at: datetime | None = None) -> None:
    row = Application.objects.waiting().get()
    applying.refuse(row, "Tell us more.", again_in=again_in, by=person(is_staff=True), at=at or now())


# --- the form ---


def test_an_open_site_asks_nothing_and_lets_in(client) -> None:
    assert 'name="why"' not in client.get("/accounts/signup/").content.decode()
    assert sign_up(client).headers["Location"] == "/welcome/"
    assert mina().is_active
    assert not Application.objects.exists()


def test_with_approval_the_form_asks_why_and_tells_the_limit(client, approval) -> None:
    page = client.get("/accounts/signup/").content.decode()
    assert 'name="why"' in page
    assert "Up to 300 Chinese characters or 900 Latin letters." in page
    assert 'data-count-for="id_why"' in page


def test_who_applies_is_no_member_yet_and_sees_the_queue(client, approval) -> None:
    assert sign_up(client).headers["Location"] == "/waiting/"
    row = Application.objects.get()
    assert (row.person, row.words, row.verdict, mina().is_active) == (mina(), WHY, "", False)
    page = page_of(client)
    assert "Place 1 of 1" in page
    assert WHY in page
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("why", "said"),
    [("", "Say in a sentence"), (" \n ", "Say in a sentence"), ("a" * 901, "At most 900; these are 901")],
)
def test_an_application_without_words_or_with_too_many_is_refused_beside_its_field(
    client, approval, why: str, said: str
) -> None:
    page = sign_up(client, why=why).content.decode()
    assert said in page
    assert "mina@example.org" in page
    assert why in page
    assert not User.objects.exists()


def test_leaving_the_question_out_of_what_is_sent_passes_nobody_by_it(client, approval) -> None:
    page = client.post("/accounts/signup/", WORDS).content.decode()
    assert "Say in a sentence why you would like to join." in page
    assert not User.objects.exists()


def test_beyond_the_places_of_a_day_one_lands_in_the_queue_and_the_question_is_free(client, settings) -> None:
    settings.SIGN_UPS_A_DAY = 1
    sign_up(Client(), username="first_of_day", email="first@example.org")
    assert "Many people are joining today." in client.get("/accounts/signup/").content.decode()
    assert sign_up(client, why="").headers["Location"] == "/waiting/"
    assert User.objects.get(handle="first_of_day").is_active
    assert not mina().is_active
    assert "Place 1 of 1" in page_of(client)


def test_a_place_that_went_while_the_form_was_filled_in_is_no_error(client, settings, monkeypatch) -> None:
    settings.SIGN_UPS_A_DAY = 1
    arrivals.lets_in(at=now())
    assert client.post("/accounts/signup/", WORDS).headers["Location"] == "/waiting/"
    assert Application.objects.get().words == ""


def test_a_closed_site_says_so_and_makes_no_account(client, settings) -> None:
    settings.SIGN_UP = "closed"
    assert CLOSED in client.get("/accounts/signup/").content.decode()
    assert CLOSED in sign_up(client).content.decode()
    assert not User.objects.exists()


def test_too_many_accounts_of_one_network_are_told_when_there_is_room_and_lose_nothing(settings) -> None:
    settings.SIGN_UP = "approval"
    client = Client(REMOTE_ADDR="8.8.8.8")
    for number in range(arrivals.PER_RANGE.capacity):
        assert sign_up(client, username=f"guest_{number}", email=f"g{number}@example.org").status_code == 302
    refused = sign_up(client)
    page = refused.content.decode()
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 360
    assert "Many accounts were made from your network within the hour." in page
    assert WHY in page
    assert not User.objects.filter(handle="mina_reads").exists()


def test_a_form_with_a_mistake_uses_up_no_place_of_the_network() -> None:
    client = Client(REMOTE_ADDR="8.8.8.8")
    for _ in range(arrivals.PER_RANGE.capacity + 2):
        assert sign_up(client, password1="short").status_code == 200
    assert sign_up(client).status_code == 302


def test_a_limit_that_names_no_time_has_a_page_too() -> None:
    client = Client(REMOTE_ADDR="8.8.8.8")
    answers = [sign_up(client, password1="short") for _ in range(21)]
    assert answers[-1].status_code == 429
    assert "Wait a minute, go back and send it again" in answers[-1].content.decode()


def test_an_applicant_confirms_their_address_while_they_wait(client, approval) -> None:
    sign_up(client)
    (letter,) = mail.outbox
    assert letter.subject == "Confirm your e-mail address"
    address = next(word for word in letter.body.split() if "/accounts/confirm-email/" in word)
    client.post(address.removeprefix("http://testserver"))
    assert EmailAddress.objects.get(user=mina()).verified
    assert not mina().is_active


def test_a_guest_stands_in_front_and_the_host_is_named(client, approval) -> None:
    host = person("dr_lin")
    applying.hand_in(person(is_active=False), WHY, at=now())
    invite = inviting.make_invite(host, at=now())
    client.post(f"/i/{invite.code}/join/")
    assert "dr_lin invited you" in client.get("/accounts/signup/").content.decode()
    sign_up(client)
    assert Application.objects.get(person=mina()).invited_by == host
    assert InvitedPerson.objects.get().guest == mina()
    assert inviting.joined_by(host) == 0
    assert "Place 1 of 2" in page_of(client)


def test_joining_is_announced_when_staff_say_yes_and_not_before(
    client, approval, django_capture_on_commit_callbacks
) -> None:
    heard: list[int] = []

    def hear(person_id: int, **_: object) -> None:
        heard.append(person_id)

    person_joined.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        sign_up(client)
    assert heard == []
    with django_capture_on_commit_callbacks(execute=True):
        applying.accept(Application.objects.get(), by=person(), at=now())
    person_joined.disconnect(hear)
    assert heard == [mina().pk]


# --- who sees the page ---


def test_logging_in_leads_an_applicant_to_their_place_in_any_browser(approval) -> None:
    sign_up(Client())
    other = Client()
    assert log_in(other).headers["Location"] == "/waiting/"
    assert "Place 1 of 1" in page_of(other)
    assert "_auth_user_id" not in other.session


def test_a_wrong_password_says_the_same_to_an_applicant_and_to_nobody(approval) -> None:
    sign_up(Client())
    tried, unknown = Client(), Client()
    answers = [log_in(tried, "wrong"), unknown.post("/accounts/login/", {"login": "mina_reads2", "password": "wrong"})]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert all("do not go together" in answer.content.decode() for answer in answers)
    assert tried.get("/waiting/").headers["Location"] == "/accounts/login/"


@pytest.mark.parametrize("address", ["/waiting/", "/waiting/withdraw/"])
def test_without_the_password_the_pages_lead_to_the_log_in_whoever_waits(client, approval, address: str) -> None:
    assert client.get(address).headers["Location"] == "/accounts/login/"
    sign_up(Client())
    assert client.get(address).headers["Location"] == "/accounts/login/"
    assert client.post("/waiting/again/", {"why": WHY}).headers["Location"] == "/accounts/login/"
    assert Application.objects.count() == 1


def test_a_browser_may_look_for_half_an_hour(client, approval, rf) -> None:
    sign_up(client)
    request = rf.get("/")
    request.session = client.session
    since = datetime.fromisoformat(request.session["applicant"]["since"])
    assert waiting.seen_by(request, at=since + waiting.LASTS) is not None
    assert waiting.seen_by(request, at=since + waiting.LASTS + timedelta(seconds=1)) is None


def test_the_page_is_kept_by_no_cache(client, approval) -> None:
    sign_up(client)
    assert "no-store" in client.get("/waiting/").headers["Cache-Control"]


def test_a_member_has_no_page_of_waiting(client) -> None:
    client.force_login(person())
    assert client.get("/waiting/").headers["Location"] == "/"


def test_a_suspended_member_sees_no_queue(client) -> None:
    person("mina_reads", password=PASSWORD, is_active=False)
    assert log_in(client).headers["Location"] == "/accounts/inactive/"


# --- the answer ---


def test_who_was_accepted_logs_in_and_is_welcomed(client, approval) -> None:
    sign_up(client)
    applying.accept(Application.objects.get(), by=person(), at=now())
    assert "You are in" in page_of(client)
    assert log_in(client).headers["Location"] == "/welcome/"
    assert client.session["_auth_user_id"] == str(mina().pk)


def test_who_was_refused_reads_the_reason_and_when_to_ask_again(client, approval) -> None:
    sign_up(client)
    refuse(timedelta(days=7))
    page = page_of(client)
    assert "Tell us more." in page
    assert "You may apply again from" in page
    assert 'name="why"' not in page


def test_who_may_ask_again_does_so_on_the_page_and_keeps_their_words_on_a_mistake(client, approval) -> None:
    sign_up(client)
    refuse(timedelta())
    assert f">\n{WHY}</textarea>" in page_of(client)
    refused = client.post("/waiting/again/", {"why": "b" * 901})
    assert (refused.status_code, "b" * 901 in refused.content.decode()) == (422, True)
    client.post("/waiting/again/", {"why": "I bake every Sunday."})
    assert Application.objects.waiting().get().words == "I bake every Sunday."
    assert "Place 1 of 1" in page_of(client)


def test_who_may_not_ask_again_is_told_and_what_is_sent_changes_nothing(client, approval) -> None:
    sign_up(client)
    refuse(None)
    assert "You cannot apply again with this account." in page_of(client)
    client.post("/waiting/again/", {"why": "Please."})
    assert not Application.objects.waiting().exists()


def test_how_long_answers_took_is_told_once_there_are_enough(client, approval) -> None:
    staff, at = person(is_staff=True), now()
    sign_up(client)
    for _ in range(5):
        row = applying.hand_in(person(is_active=False), WHY, at=at - timedelta(hours=5))
        if "Answers lately took" in page_of(client):
            raise AssertionError("told from too few answers")
        applying.accept(row, by=staff, at=at)
    assert "Answers lately took" in page_of(client)
    assert "5\xa0hours" in page_of(client)


def test_taking_it_back_asks_first_and_then_erases_everything(client, approval) -> None:
    sign_up(client)
    assert "are erased at once" in client.get("/waiting/withdraw/").content.decode()
    assert mina().pk
    assert client.post("/waiting/withdraw/").headers["Location"] == "/"
    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()
    assert client.get("/waiting/").headers["Location"] == "/accounts/login/"


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_the_pages_speak_chinese(client, approval, language: str) -> None:
    client.cookies["django_language"] = language
    assert {"zh-hans": "你为什么想加入？", "zh-hant": "你為什麼想加入？"}[language] in client.get(
        "/accounts/signup/"
    ).content.decode()
    sign_up(client)
    assert "第 1 位，共 1 位" in page_of(client)
    refuse(None)
    assert {"zh-hans": "你的申请没有通过", "zh-hant": "你的申請沒有通過"}[language] in page_of(client)


# --- what others see of an applicant ---


@pytest.fixture
def applicant(client, approval) -> User:
    sign_up(client)
    indexing.rebuild()
    return mina()


@pytest.mark.parametrize(
    "address", ["/@mina_reads/", "/api/v1/people/mina_reads/", "/@mina_reads/feed.xml", "/messages/to/mina_reads/"]
)
def test_an_applicant_has_no_page_anywhere(applicant, address: str) -> None:
    reader = Client()
    reader.force_login(person())
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/search/?q=mina_reads", "/friends/?q=@mina_reads", "/friends/?q=mina@example.org"]
)
def test_an_applicant_is_found_by_nobody(applicant, address: str) -> None:
    reader = Client()
    reader.force_login(person())
    page = reader.get(address)
    assert page.status_code == 200
    assert "/@mina_reads/" not in page.content.decode()


def test_an_applicant_is_mentioned_written_to_and_followed_by_nobody(applicant) -> None:
    writer, reader = person(), Client()
    reader.force_login(writer)
    said = write_comment(note(), writer, "Look, @mina_reads", at=NOON)
    assert "/@mina_reads/" not in reader.get(said.note.get_absolute_url()).content.decode()
    assert reader.post("/@mina_reads/follow/").status_code == 404
    assert door_between(writer, applicant, None) == Door.CLOSED


def test_a_member_takes_what_they_wrote_along(applicant) -> None:
    applying.accept(Application.objects.get(), by=person(), at=NOON)
    (section,) = [one for one in sections() if one.name == "application"]
    (row,) = section.rows(applicant.pk)
    assert (row["words"], row["verdict"]) == (WHY, "accepted")
