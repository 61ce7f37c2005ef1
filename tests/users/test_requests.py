"""Private accounts: asking, answering, taking back, opening and closing, and two hands that answer at once."""

import threading
from functools import partial

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from notes import consequences
from notes.models import Note, NoteProduct
from push.lines import address_of
from push.models import InboxItem
from push.tasks import tell_request
from shop.models import Evidence
from tests.factories import NOON, note, person, product
from tests.users.at_once import at_once
from users.following import CannotFollow, admit, follow
from users.models import Block, Follow, FollowRequest, GrowthEntry, Mute, SafetySettings, User
from users.requests import accept, ask_to_follow, close_account, decline, open_account, stop_following
from users.safety import block


def _private(**facts: object) -> User:
    return person(is_private=True, **facts)


def _browser(who: User) -> Client:
    browser = Client()
    browser.force_login(who)
    return browser


def _counts(who: User) -> tuple[int, int]:
    who.refresh_from_db()
    return who.followers_count, who.following_count


@pytest.mark.django_db
def test_asking_a_private_account_follows_nobody_until_it_says_yes():
    asked, asker = _private(), person()
    assert not ask_to_follow(asker, asked, at=NOON)
    assert not ask_to_follow(asker, asked, at=NOON)
    assert (FollowRequest.objects.count(), Follow.objects.count(), _counts(asked)) == (1, 0, (0, 0))
    assert accept(asked, asker, at=NOON)
    assert (FollowRequest.objects.count(), _counts(asked), _counts(asker)) == (0, (1, 0), (0, 1))
    assert GrowthEntry.objects.filter(person=asker).count() == 1


@pytest.mark.django_db
def test_an_open_account_is_followed_at_once():
    asked, asker = person(), person()
    assert ask_to_follow(asker, asked, at=NOON)
    assert (FollowRequest.objects.count(), Follow.objects.count()) == (0, 1)


@pytest.mark.django_db
def test_nobody_follows_a_private_account_without_asking():
    asked, asker = _private(), person()
    with pytest.raises(CannotFollow):
        follow(asker, asked, at=NOON)
    assert not Follow.objects.exists()


@pytest.mark.django_db
def test_a_question_can_be_declined_or_taken_back_and_asked_again():
    asked, asker = _private(), person()
    ask_to_follow(asker, asked, at=NOON)
    assert decline(asked, asker)
    assert not decline(asked, asker)
    ask_to_follow(asker, asked, at=NOON)
    stop_following(asker, asked)
    assert not accept(asked, asker, at=NOON)
    assert not Follow.objects.exists()


@pytest.mark.django_db
def test_a_block_takes_the_question_away_and_none_can_be_asked():
    asked, asker = _private(), person()
    ask_to_follow(asker, asked, at=NOON)
    block(asked, asker, at=NOON)
    assert not FollowRequest.objects.exists()
    with pytest.raises(CannotFollow):
        ask_to_follow(asker, asked, at=NOON)
    assert not FollowRequest.objects.exists()


@pytest.mark.django_db
def test_closing_keeps_followers_and_opening_lets_in_who_waits():
    asked, before, waiting, gone = person(), person(), person(), person()
    follow(before, asked, at=NOON)
    assert close_account(asked)
    assert not close_account(asked)
    for asker in (waiting, gone):
        ask_to_follow(asker, asked, at=NOON)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert open_account(asked, at=NOON)
    assert not open_account(asked, at=NOON)
    assert set(Follow.objects.values_list("follower", flat=True)) == {before.pk, waiting.pk}
    assert (FollowRequest.objects.count(), _counts(asked)) == (0, (2, 0))


@pytest.mark.django_db(transaction=True)
def test_two_hands_that_accept_at_once_let_in_once():
    asked, asker = _private(), person()
    ask_to_follow(asker, asked, at=NOON)
    answers = at_once([partial(accept, asked, asker, at=NOON)] * 4)
    assert sorted(map(str, answers)) == ["False", "False", "False", "True"]
    assert (_counts(asked), _counts(asker)) == ((1, 0), (0, 1))


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_looks_first_and_deletes_afterwards_lets_in_who_took_it_back():
    asked, asker = _private(), person()
    ask_to_follow(asker, asked, at=NOON)
    has_looked, is_taken_back = threading.Event(), threading.Event()

    def accept_unguarded() -> None:
        with transaction.atomic():
            assert FollowRequest.objects.filter(asker=asker, asked=asked).exists()
            has_looked.set()
            is_taken_back.wait(10)
            FollowRequest.objects.filter(asker=asker, asked=asked).delete()
            admit(asker, asked, at=NOON)

    def take_back() -> None:
        has_looked.wait(10)
        stop_following(asker, asked)
        is_taken_back.set()

    assert at_once([accept_unguarded, take_back]) == [None, None]
    assert Follow.objects.filter(follower=asker, followed=asked).exists()


@pytest.mark.django_db
def test_evidence_of_a_closed_account_is_taken_back_and_comes_again():
    author = person(notes_count=1)
    written = note(author)
    NoteProduct.objects.create(note=written, product=product(), relation="bought", stance=4)
    consequences.hand_over_evidence(written, at=NOON)
    standing = []
    for deed in (lambda: close_account(author), lambda: open_account(author, at=NOON)):
        deed()
        consequences.of_account(author.pk, at=NOON)
        standing.append(Evidence.objects.standing().count())
    assert standing == [0, 1]


@pytest.mark.django_db
def test_a_private_page_says_who_it_is_and_shows_followers_the_rest():
    asked, follower = person("shy_one"), person()
    note(asked, title="Only for friends")
    follow(follower, asked, at=NOON)
    close_account(asked)
    pages = [
        browser.get("/@shy_one/").content.decode() for browser in (Client(), _browser(person()), _browser(follower))
    ]
    assert ["Only for friends" in page for page in pages] == [False, False, True]
    assert ["This account is private" in page for page in pages] == [True, True, False]
    assert ["noindex" in page for page in pages] == [True, True, False]
    assert Client().get("/@shy_one/?tab=followers").content.decode().count(follower.handle) == 0


@pytest.mark.django_db
def test_the_button_says_requested_and_takes_it_back():
    _private(handle="shy_one")
    browser = _browser(person())
    answer = browser.post("/@shy_one/follow/", headers={"Accept": "application/json"}).json()
    assert answer == {"is_following": False, "is_asked": True, "followers": 0}
    assert "Requested" in browser.get("/@shy_one/").content.decode()
    browser.post("/@shy_one/unfollow/")
    assert not FollowRequest.objects.exists()


@pytest.mark.django_db
def test_the_settings_page_lets_in_declines_and_undoes():
    owner, first, second, loud = _private(), person(), person(), person()
    browser = _browser(owner)
    for asker in (first, second):
        ask_to_follow(asker, owner, at=NOON)
    browser.post(reverse("users:accept", args=[first.handle]))
    browser.post(reverse("users:decline", args=[second.handle]))
    browser.post(reverse("users:block", args=[loud.handle]))
    browser.post(reverse("users:mute_person", args=[second.handle]), {"days": "7"})
    browser.post(reverse("users:mute_text"), {"text": "keto", "kind": "word"})
    page = browser.get(reverse("users:safety")).content.decode()
    assert [f"@{loud.handle}" in page, f"@{second.handle}" in page, "keto" in page] == [True, True, True]
    assert list(Follow.objects.values_list("follower", flat=True)) == [first.pk]
    for mute in Mute.objects.all():
        browser.post(reverse("users:unmute", args=[mute.pk]))
    browser.post(reverse("users:unblock", args=[loud.handle]))
    browser.post(reverse("users:remove_follower", args=[first.handle]))
    assert [model.objects.count() for model in (Mute, Block, Follow)] == [0, 0, 0]


@pytest.mark.django_db
def test_wishes_are_kept_and_a_wrong_one_is_told_beside_its_field():
    owner = person()
    browser = _browser(owner)
    given = {"may_comment": "followers", "may_mention": "nobody", "may_message": "followed", "is_private": "on"}
    assert browser.post(reverse("users:safety"), given).status_code == 302
    kept = SafetySettings.objects.get()
    owner.refresh_from_db()
    assert (kept.may_comment, kept.may_mention, kept.may_message, owner.is_private) == (
        "followers", "nobody", "followed", True,
    )  # fmt: skip
    assert browser.post(reverse("users:safety"), given | {"may_comment": "x"}).status_code == 422
    assert SafetySettings.objects.get().may_comment == "followers"
    wrong = browser.post(reverse("users:mute_text"), {"text": "x" * 61, "kind": "word"})
    assert (wrong.status_code, "x" * 61 in wrong.content.decode(), Mute.objects.count()) == (422, True, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["mute_person", "unmute_person", "block", "unblock", "accept", "decline", "remove_follower"]
)
def test_a_visitor_is_asked_to_log_in_first(name: str):
    asked = person()
    answer = Client().post(reverse(f"users:{name}", args=[asked.handle]))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))
    assert not Block.objects.exists()


@pytest.mark.django_db
def test_the_blocked_one_reads_little_and_the_other_how_to_undo_it():
    owner, other = person("owner_of_it"), person("other_of_it")
    block(owner, other, at=NOON)
    closed, undo = _browser(other).get("/@owner_of_it/"), _browser(owner).get("/@other_of_it/")
    assert (closed.status_code, undo.status_code) == (403, 200)
    assert "This page is not open to you." in closed.content.decode()
    assert reverse("users:unblock", args=["other_of_it"]) in undo.content.decode()
    assert Client().get("/@owner_of_it/").status_code == 200


@pytest.mark.django_db
def test_the_api_blocks_mutes_and_asks():
    owner, shy = person(), _private(handle="shy_one")
    browser = _browser(owner)
    answers = [browser.put(f"/api/v1/people/shy_one/{deed}/").status_code for deed in ("mute", "block")]
    assert (answers, Mute.objects.count(), Block.objects.count()) == ([204, 204], 1, 1)
    assert browser.put("/api/v1/people/shy_one/follow/").status_code == 404
    answers = [browser.delete(f"/api/v1/people/shy_one/{deed}/").status_code for deed in ("mute", "block")]
    assert (answers, Mute.objects.count(), Block.objects.count()) == ([204, 204], 0, 0)
    assert browser.put("/api/v1/people/shy_one/follow/").json()["is_asked"] is True
    assert not Note.objects.exists()
    assert FollowRequest.objects.filter(asked=shy).count() == 1


@pytest.mark.django_db
def test_a_question_is_told_until_it_is_answered_and_the_answer_is_told():
    asked, asker = _private(), person()
    told = []
    for deed in (
        lambda: ask_to_follow(asker, asked, at=NOON),
        lambda: decline(asked, asker),
        lambda: ask_to_follow(asker, asked, at=NOON),
        lambda: accept(asked, asker, at=NOON),
    ):
        deed()
        tell_request(asker.pk, asked.pk)
        told.append(sorted(InboxItem.objects.values_list("kind", "reader")))
    question = [("request", asked.pk)]
    assert told == [question, [], question, [("accepted", asker.pk)]]
    assert address_of(InboxItem.objects.get(), asker) == asked.get_absolute_url()
