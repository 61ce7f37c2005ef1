"""The inbox as a reader meets it."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from common.redis_client import client as redis_client
from common.redis_client import key
from notes.models import Comment
from push import inbox
from push.kinds import KINDS, TABS
from push.lines import address_of, shown
from push.models import InboxItem, Kind
from push.unread import count_unread, tell_changed, unread_count, unread_of
from tests.factories import NOON, note, person
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_kept_figures() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def item(reader: User, kind: Kind = Kind.LIKE, *, minute: int = 0, **facts: object) -> InboxItem:
    """A line about a note of the reader's own, by somebody else."""
    at = NOON + timedelta(minutes=minute)
    about = facts.pop("note", None) or note(reader)
    given = {"note": about, "actor": person(), "subject": f"note:{about.pk}:{minute}", "local_day": NOON.date()} | facts
    return InboxItem.objects.create(reader=reader, kind=kind, created_at=at, happened_at=at, **given)


def logged_in(reader: User) -> Client:
    client = Client()
    client.force_login(reader)
    return client


def test_a_visitor_is_sent_to_log_in() -> None:
    answer = Client().get("/inbox/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/inbox/")


def test_an_empty_inbox_says_what_will_come() -> None:
    page = logged_in(person()).get("/inbox/").content.decode()
    assert "Nothing here yet" in page


def test_a_line_names_the_last_person_and_counts_the_others() -> None:
    ana = person()
    item(ana, actor=person(name="Mina"), count=13)
    assert "Mina and 12 others liked your note" in logged_in(ana).get("/inbox/").content.decode()


_FIRST_KINDS = [
    Kind(kind) for kind in ["like", "collect", "comment", "reply", "follower", "for_you", "level", "refused"]
]
SAID = {
    Kind.COMMENT: "Mina commented on your note",
    Kind.REPLY: "Mina answered your comment",
    Kind.COLLECT: "Mina collected your note",
    Kind.FOLLOWER: "Mina followed you",
    Kind.REFUSED: "Your note could not be published. Open it to read why.",
}


@pytest.mark.parametrize(("kind", "sentence"), SAID.items())
def test_each_kind_has_its_sentence(kind: Kind, sentence: str) -> None:
    ana = person()
    line = item(ana, kind, actor=person(name="Mina"))
    assert shown([line], ana)[0].sentence == sentence


def test_a_pushed_note_is_named_with_its_author() -> None:
    ana = person()
    line = item(ana, Kind.FOR_YOU, note=note(person(name="Mina"), title="Bread"), actor=None)
    found = shown([line], ana)[0]
    assert (found.sentence, found.words) == ("Picked for you: a note by Mina", "Bread")


def test_of_a_pushed_note_that_was_taken_back_nothing_is_told() -> None:
    ana = person()
    line = item(ana, Kind.FOR_YOU, note=note(title="Secret", state="withdrawn"), actor=None)
    found = shown([line], ana)[0]
    assert (found.sentence, found.words) == ("A note we picked for you was taken back since.", "")
    assert address_of(line, ana) == "/inbox/"


@pytest.mark.parametrize("is_active", [True, False])
def test_of_somebody_whose_account_is_closed_neither_name_nor_words_are_told(is_active: bool) -> None:
    ana, mina = person(), person(name="Mina", is_active=is_active)
    about = note(ana, title="Bread")
    said = Comment.objects.create(note=about, author=mina, body="Buy pills")
    found = shown(
        list(InboxItem.objects.for_page().filter(pk=item(ana, Kind.COMMENT, note=about, actor=mina, comment=said).pk)),
        ana,
    )[0]
    assert said.is_standing == Comment.objects.standing().filter(pk=said.pk).exists()
    if is_active:
        assert (found.sentence, found.words, found.person) == ("Mina commented on your note", "Buy pills", mina)
    else:
        assert (found.sentence, found.words, found.person) == ("Somebody commented on your note", "Bread", None)


def test_lines_are_kept_as_data_and_speak_the_language_of_the_moment() -> None:
    ana = person()
    line = item(ana, Kind.LEVEL, facts={"level": 1}, note=None)
    with translation.override("en"):
        english = shown([line], ana)[0].sentence
    assert english.startswith("You reached level 1")


@pytest.mark.parametrize(
    ("tab", "kinds"),
    [
        ("", {"like", "collect", "comment", "reply", "follower", "for_you", "level", "refused"}),
        ("comments/", {"comment", "reply"}),
        ("likes/", {"like", "collect"}),
        ("follows/", {"follower"}),
        ("system/", {"for_you", "level", "refused"}),
    ],
)
def test_each_tab_shows_its_kinds(tab: str, kinds: set[str]) -> None:
    ana = person()
    for minute, kind in enumerate(_FIRST_KINDS):
        item(ana, kind, minute=minute)
    lines = logged_in(ana).get(f"/inbox/{tab}").context["lines"]
    assert {line.kind for line in lines} == kinds


def test_nobody_sees_another_readers_inbox() -> None:
    line = item(person())
    stranger = logged_in(person())
    assert stranger.get("/inbox/").context["lines"] == []
    assert stranger.post(f"/inbox/{line.public_id}/open/").status_code == 404
    line.refresh_from_db()
    assert line.read_at is None


def test_pages_follow_one_another_without_a_gap_or_a_repeat() -> None:
    ana = person()
    about = note(ana)
    made = [item(ana, minute=minute, note=about).public_id for minute in range(45)]
    client, found, after = logged_in(ana), [], ""
    for _page in range(3):
        answer = client.get("/inbox/", {"after": after})
        found += [line.id for line in answer.context["lines"]]
        after = answer.context["cursor"]
    assert (found, after) == (made[::-1], "")


def test_a_broken_cursor_starts_at_the_top() -> None:
    ana = person()
    item(ana)
    assert len(logged_in(ana).get("/inbox/?after=nonsense").context["lines"]) == 1


def test_a_page_asked_for_by_the_page_itself_is_only_its_lines() -> None:
    ana = person()
    item(ana)
    page = logged_in(ana).get("/inbox/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "liked your note" in page


def test_opening_a_line_reads_it_and_goes_where_it_leads() -> None:
    ana = person()
    line = item(ana)
    answer = logged_in(ana).post(f"/inbox/{line.public_id}/open/")
    line.refresh_from_db()
    assert answer["Location"] == line.note.get_absolute_url()
    assert line.read_at is not None


def test_a_line_cannot_be_opened_by_a_mere_link() -> None:
    ana = person()
    line = item(ana)
    assert logged_in(ana).get(f"/inbox/{line.public_id}/open/").status_code == 405
    line.refresh_from_db()
    assert line.read_at is None


def test_a_comment_leads_to_the_comments_and_a_lone_follower_to_their_page() -> None:
    ana = person()
    mina = person("mina_bakes")
    said = item(ana, Kind.COMMENT)
    assert address_of(said, ana) == f"{said.note.get_absolute_url()}#comments"
    assert address_of(item(ana, Kind.FOLLOWER, actor=mina), ana) == "/@mina_bakes/"


def test_every_kind_has_a_row_and_every_row_a_tab() -> None:
    assert set(KINDS) == set(Kind)
    assert {told.tab for told in KINDS.values()} <= set(TABS) - {""}


def test_each_tab_has_its_own_figure() -> None:
    ana = person()
    for minute, kind in enumerate((Kind.LIKE, Kind.COLLECT, Kind.COMMENT, Kind.FOR_YOU)):
        item(ana, kind, minute=minute)
    item(ana, Kind.FOLLOWER, minute=9, read_at=NOON)
    tabs = {link.key: link.unread for link in logged_in(ana).get("/inbox/").context["tabs"]}
    assert tabs == {"": 4, "comments": 1, "likes": 2, "follows": 0, "system": 1}


@pytest.mark.parametrize("tab", [key for key in TABS if key])
def test_an_empty_tab_says_what_will_come(tab: str) -> None:
    page = logged_in(person()).get(f"/inbox/{tab}/").content.decode()
    assert str(TABS[tab].empty_title) in page


def test_marking_a_tab_read_leaves_the_others_and_goes_back_to_it() -> None:
    ana = person()
    item(ana, Kind.LIKE, minute=1)
    item(ana, Kind.COMMENT, minute=2)
    answer = logged_in(ana).post("/inbox/read/", {"tab": "likes"})
    assert answer["Location"] == "/inbox/likes/"
    assert count_unread(ana.pk).tabs == {"comments": 1}


def test_marking_all_read_reads_every_tab() -> None:
    ana = person()
    item(ana, Kind.LIKE, minute=1)
    item(ana, Kind.COMMENT, minute=2)
    assert logged_in(ana).post("/inbox/read/")["Location"] == "/inbox/"
    assert count_unread(ana.pk).total == 0


def test_a_tab_that_is_none_marks_nothing() -> None:
    ana = person()
    item(ana)
    assert logged_in(ana).post("/inbox/read/", {"tab": "https://elsewhere.example/"}).status_code == 404
    assert count_unread(ana.pk).total == 1


def test_one_line_is_marked_read_where_it_stands() -> None:
    ana = person()
    line, other = item(ana, minute=1), item(ana, minute=2)
    client = logged_in(ana)
    answer = client.post(f"/inbox/{line.public_id}/read/", {"next": "/inbox/likes/"})
    assert answer["Location"] == "/inbox/likes/"
    alone = client.post(f"/inbox/{other.public_id}/read/", headers={"HX-Request": "true"}).content.decode()
    assert (alone.count("<li"), "inbox__line--unread" in alone) == (1, False)
    assert count_unread(ana.pk).total == 0


def test_nobody_marks_the_line_of_somebody_else() -> None:
    line = item(person())
    assert logged_in(person()).post(f"/inbox/{line.public_id}/read/").status_code == 404
    line.refresh_from_db()
    assert line.read_at is None


def test_an_open_page_may_ask_for_the_figures() -> None:
    ana = person()
    item(ana)
    answer = logged_in(ana).get("/inbox/unread/")
    assert answer.json() == {"total": 1, "tabs": {"likes": 1}, "mark": 0}
    assert answer["Cache-Control"] == "private, no-store"


def test_a_visitor_asking_for_figures_is_told_to_stop() -> None:
    assert Client().get("/inbox/unread/").status_code == 401


def test_the_badge_counts_what_is_unread_and_is_hidden_at_none() -> None:
    ana = person()
    client = logged_in(ana)
    assert "data-unread hidden>0<" in client.get("/inbox/").content.decode()
    item(ana)
    cache.clear()
    assert "data-unread>1<" in client.get("/inbox/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_count_is_right_after_reading_though_it_is_kept_in_the_cache() -> None:
    ana = person()
    line = item(ana)
    assert unread_count(ana.pk) == 1
    inbox.mark_read(line, at=NOON)
    assert unread_count(ana.pk) == 0


@pytest.mark.django_db(transaction=True)
def test_a_change_raises_the_mark_of_the_figures() -> None:
    ana = person()
    line = item(ana)
    inbox.mark_read(line, at=NOON)
    first = unread_of(ana.pk)
    inbox.mark_all_read(ana, at=NOON)
    assert unread_of(ana.pk) == first
    inbox.mark_read(item(ana, minute=1), at=NOON)
    assert unread_of(ana.pk).mark == first.mark + 1


def count_while_a_line_comes(ana: User) -> None:
    """Asks for the figures; a line is added and told just after they were counted, just before they are kept."""

    def late(execute: Callable[..., object], sql: str, params: object, many: bool, context: object) -> object:
        answer = execute(sql, params, many, context)
        if "push_inboxitem" in sql and "COUNT" in sql and not came:
            came.append(item(ana))
            tell_changed([ana.pk])
        return answer

    came: list[InboxItem] = []
    with connection.execute_wrapper(late):
        assert unread_of(ana.pk).total == 0
    assert came


@pytest.mark.django_db(transaction=True)
def test_a_line_that_comes_while_figures_are_counted_is_not_lost() -> None:
    ana = person()
    count_while_a_line_comes(ana)
    assert unread_of(ana.pk).total == 1


@pytest.mark.django_db(transaction=True)
def test_without_marks_that_line_would_be_lost() -> None:
    """The figure was kept after the line was told; a reader who trusts it whatever its mark sees none."""
    ana = person()
    count_while_a_line_comes(ana)
    kept = json.loads(redis_client().get(key(f"inbox:unread:{ana.pk}")))
    assert kept["total"] == 0


def test_the_count_asks_the_database_once() -> None:
    ana = person()
    unread_count(ana.pk)
    with CaptureQueriesContext(connection) as queries:
        unread_count(ana.pk)
    assert len(queries) == 0


def test_the_inbox_costs_the_same_queries_for_two_lines_and_twenty() -> None:
    ana = person()
    client = logged_in(ana)
    item(ana, minute=1)
    item(ana, Kind.COMMENT, minute=2)
    client.get("/inbox/")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get("/inbox/")
        return len(seen)

    few = queries()
    for minute in range(3, 21):
        item(ana, minute=minute)
    assert queries() == few


@pytest.mark.parametrize(
    ("address", "current"), [("/inbox/", "page"), ("/inbox/likes/", "true"), ("/messages/", "true")]
)
def test_the_bar_of_a_phone_says_that_every_tab_is_the_inbox(address: str, current: str) -> None:
    page = logged_in(person()).get(address).content.decode()
    assert f'<a href="/inbox/" aria-current="{current}">' in page.partition('class="bottombar"')[2]
