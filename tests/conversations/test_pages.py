"""The pages of messages, by forms alone; what is shown and what is refused."""

import uuid

import pytest
from django.test import Client

from conversations.models import Box, Message, MessageReport, MessageSettings, Side, Step
from notes.models import Visibility
from push.unread import count_unread
from tests.conversations.talking import between, friends, say, side_of
from tests.factories import note, person, product
from users.models import User
from users.safety import is_blocked_between

pytestmark = pytest.mark.django_db


def browser_of(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


def sent(words: str = "Hello", **facts: str) -> dict[str, str]:
    return {"body": words, "submission_key": str(uuid.uuid4())} | facts


@pytest.mark.parametrize(
    "address", ["/messages/", "/messages/requests/", "/messages/to/mina/", "/settings/messages/", "/friends/"]
)
def test_somebody_unknown_is_asked_to_log_in(address: str) -> None:
    person("mina")
    assert Client().get(address)["Location"].startswith("/accounts/login/")


def test_the_first_message_makes_a_conversation_and_the_page_goes_on_there() -> None:
    one, other = friends()
    answer = browser_of(one).post(f"/messages/to/{other.handle}/", sent("Bread at six?"))
    address = f"/messages/c/{between(one, other).public_id}/"
    assert answer["Location"] == f"{address}#newest"
    assert "Bread at six?" in browser_of(one).get(address).content.decode()
    assert browser_of(one).get(f"/messages/to/{other.handle}/")["Location"] == address


def test_looking_at_a_conversation_marks_it_read_and_a_look_ahead_does_not() -> None:
    one, other = friends()
    say(one, other)
    address = f"/messages/c/{between(one, other).public_id}/"
    browser_of(other).head(address)
    assert count_unread(other.pk).tabs == {"messages": 1}
    browser_of(other).get(address)
    assert (side_of(other).unread, count_unread(other.pk).total) == (0, 0)


def test_nobody_else_finds_a_conversation_or_its_messages() -> None:
    one, other = friends()
    message = say(one, other, "Between us")
    stranger = browser_of(person())
    for address in (
        f"/messages/c/{between(one, other).public_id}/",
        f"/messages/m/{message.public_id}/report/",
        f"/messages/m/{message.public_id}/take-back/",
    ):
        assert stranger.get(address).status_code == 404
    for deed in ("accept", "decline"):
        assert stranger.post(f"/messages/c/{between(one, other).public_id}/{deed}/").status_code == 404
    assert stranger.post(f"/messages/c/{between(one, other).public_id}/", sent()).status_code == 404
    assert Message.objects.count() == 1


def test_staff_are_no_exception() -> None:
    one, other = friends()
    say(one, other, "Between us")
    boss = browser_of(person(is_staff=True, is_superuser=True))
    assert boss.get(f"/messages/c/{between(one, other).public_id}/").status_code == 404
    listed = boss.get("/admin/conversations/conversation/")
    assert listed.status_code == 200
    assert one.handle in listed.content.decode() or str(one) in listed.content.decode()
    assert "Between us" not in listed.content.decode()
    changed = boss.get(f"/admin/conversations/conversation/{between(one, other).pk}/change/", follow=True)
    assert "Between us" not in changed.content.decode()


def test_a_refused_message_keeps_every_word_beside_its_reason() -> None:
    one, other = friends()
    words = "a" * 1001
    answer = browser_of(one).post(f"/messages/to/{other.handle}/", sent(words))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "at most 1,000 characters, and this has 1001" in text
    assert not Message.objects.exists()


def test_words_are_shown_escaped_with_links_each_in_its_own_direction() -> None:
    one, other = friends()
    person("mina")
    say(one, other, "<script>alert(1)</script> https://example.org/a @mina @nobody #bread\n\nשלום")
    text = browser_of(other).get(f"/messages/c/{between(one, other).public_id}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert 'href="https://example.org/a" rel="nofollow ugc noopener"' in text
    assert 'href="/@mina/"' in text
    assert ("@nobody" in text, "/@nobody/" in text) == (True, False)
    assert 'href="/t/bread/"' in text
    assert '<p dir="auto">שלום</p>' in text


def test_a_request_is_answered_by_two_buttons() -> None:
    asker, asked = person(level=3), person()
    say(asker, asked, "May I ask?")
    browser, address = browser_of(asked), f"/messages/c/{between(asker, asked).public_id}/"
    assert "May I ask?" not in browser.get("/messages/").content.decode()
    assert "May I ask?" in browser.get("/messages/requests/").content.decode()
    shown = browser.get(address).content.decode()
    assert f"{address}accept/" in shown
    assert f"{address}decline/" in shown
    browser.post(f"{address}accept/")
    assert (between(asker, asked).step, side_of(asked).box) == (Step.OPEN, Box.INBOX)
    assert browser.post(f"{address}decline/").status_code == 302
    assert between(asker, asked).step == Step.OPEN


def test_a_declined_request_looks_to_its_sender_as_it_did_before() -> None:
    asker, asked = person(level=3), person()
    say(asker, asked)
    address = f"/messages/c/{between(asker, asked).public_id}/"

    def seen() -> str:
        text = browser_of(asker).get(address).content.decode()
        return text[text.index("data-talk=") : text.index("</main>")]

    before = seen()
    browser_of(asked).post(f"{address}decline/")
    assert seen() == before


@pytest.mark.parametrize(("level", "says"), [(0, "From level 3"), (2, "From level 3"), (3, "this is a request")])
def test_the_page_says_before_one_writes_what_will_happen(level: int, says: str) -> None:
    other = person()
    text = browser_of(person(level=level)).get(f"/messages/to/{other.handle}/").content.decode()
    assert says in text
    assert ("<textarea" in text) is (level >= 3)


def test_a_note_and_a_product_are_sent_from_their_pages() -> None:
    one, other = friends()
    bread, cream = note(one), product()
    browser = browser_of(one)
    assert (
        f"/messages/to/{other.handle}/?note={bread.public_id}"
        in browser.get(f"/messages/send/n/{bread.public_id}/").content.decode()
    )
    assert bread.title in browser.get(f"/messages/to/{other.handle}/?note={bread.public_id}").content.decode()
    browser.post(f"/messages/to/{other.handle}/", sent("", note=bread.public_id))
    browser.post(f"/messages/to/{other.handle}/", sent("This one", product=cream.public_id))
    text = browser_of(other).get(f"/messages/c/{between(one, other).public_id}/").content.decode()
    assert bread.get_absolute_url() in text
    assert cream.get_absolute_url() in text


def test_a_note_one_may_not_see_is_not_sent() -> None:
    one, other = friends()
    hidden = note(visibility=Visibility.PRIVATE)
    assert browser_of(one).get(f"/messages/send/n/{hidden.public_id}/").status_code == 404
    answer = browser_of(one).post(f"/messages/to/{other.handle}/", sent("Look", note=hidden.public_id))
    assert answer.status_code == 422
    assert hidden.title not in answer.content.decode()
    assert not Message.objects.exists()


def test_a_message_is_taken_back_after_a_question() -> None:
    one, other = friends()
    message = say(one, other, "Too much")
    browser = browser_of(one)
    assert "Take this message back?" in browser.get(f"/messages/m/{message.public_id}/take-back/").content.decode()
    assert browser_of(other).post(f"/messages/m/{message.public_id}/remove/").status_code == 404
    assert Message.objects.get().body == "Too much"
    browser.post(f"/messages/m/{message.public_id}/remove/")
    text = browser_of(other).get(f"/messages/c/{between(one, other).public_id}/").content.decode()
    assert "Too much" not in text
    assert "Taken back" in text


def test_a_report_freezes_the_words_and_staff_read_them_there_alone() -> None:
    one, other = friends()
    said = [say(writer, reader, words) for writer, reader, words in (
        (other, one, "Before"), (one, other, "The bad one"), (other, one, "After"))]  # fmt: skip
    address = f"/messages/m/{said[1].public_id}/report/"
    assert browser_of(other).post(address, {"reason": "other"}).status_code == 422
    assert browser_of(one).get(address).status_code == 404
    assert browser_of(other).post(address, {"reason": "harmful"})["Location"] == "/report/thanks/"
    browser_of(one).post(f"/messages/m/{said[1].public_id}/remove/")
    report = MessageReport.objects.get()
    assert [(line["text"], line["is_reported"]) for line in report.evidence] == [
        ("Before", False), ("The bad one", True), ("After", False)
    ]  # fmt: skip
    boss = browser_of(person(is_staff=True, is_superuser=True))
    shown = boss.get(f"/admin/conversations/messagereport/{report.pk}/change/").content.decode()
    assert "The bad one" in shown


def test_staff_take_a_reported_message_away_and_suspend_its_writer_once() -> None:
    one, other = friends()
    message = say(one, other, "The bad one")
    browser_of(other).post(f"/messages/m/{message.public_id}/report/", {"reason": "spam"})
    report, boss = MessageReport.objects.get(), browser_of(person(is_staff=True, is_superuser=True))
    for _time in range(2):
        boss.post("/admin/conversations/messagereport/deed/suspend/", {"_selected_action": report.pk})
    one.refresh_from_db()
    report.refresh_from_db()
    assert (one.is_active, report.outcome, Message.objects.get().is_removed) == (False, "upheld", True)


def test_whether_reading_is_shown_is_chosen_in_the_settings() -> None:
    mina = person()
    browser = browser_of(mina)
    assert "checked" in browser.get("/settings/messages/").content.decode()
    browser.post("/settings/messages/", {})
    assert MessageSettings.objects.get(person=mina).shows_reads is False
    browser.post("/settings/messages/", {"shows_reads": "on"})
    assert MessageSettings.objects.get(person=mina).shows_reads is True


def test_the_list_costs_the_same_however_long_it_is(django_assert_max_num_queries) -> None:
    mina = person("mina", level=9)
    browser = browser_of(mina)
    browser.get("/messages/")
    for _number in range(12):
        say(mina, person())
        Side.objects.filter(person=mina).update(box=Box.INBOX)
        mina.level = 9
    with django_assert_max_num_queries(9):
        assert browser.get("/messages/").content.decode().count('class="side') >= 12


@pytest.mark.parametrize("query", ["?before=x", "?before=" + "a" * 400, "?note=zzz&product=1"])
def test_an_address_nobody_made_is_a_page_all_the_same(query: str) -> None:
    one, other = friends()
    say(one, other)
    assert browser_of(one).get(f"/messages/c/{between(one, other).public_id}/{query}").status_code == 200
    assert browser_of(one).get(f"/messages/{query.replace('before', 'after')}").status_code == 200


def test_blocking_out_of_a_request_ends_it_for_both() -> None:
    asker, asked = person(level=3), person()
    say(asker, asked)
    address = f"/messages/c/{between(asker, asked).public_id}/"
    assert browser_of(asked).post(f"{address}block/")["Location"] == "/messages/"
    assert is_blocked_between(asker.pk, asked.pk)
    answer = browser_of(asker).post(address, sent("Why"))
    assert answer.status_code == 422
    assert "You cannot write to this person." in answer.content.decode()
    assert browser_of(asked).post(address, sent("No")).status_code == 422
    assert Message.objects.count() == 1
