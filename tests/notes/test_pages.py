"""The pages of the notes' floor: whole without a log-in and without JavaScript, and no slower for many rows."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notes.comments import write_comment
from notes.models import Note, NoteProduct, NoteTopic, Picture, Point, State, Topic, Visibility
from tests.factories import NOON, brand, category, note, person, product
from users.models import User

pytestmark = pytest.mark.django_db


def browser_of(reader: User) -> Client:
    browser = Client()
    browser.force_login(reader)
    return browser


def queries(browser: Client, address: str) -> int:
    """How many queries a page costs once what it caches is warm."""
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def talk(written: Note, threads: int) -> None:
    for _ in range(threads):
        top = write_comment(written, person(), "Well said.", at=NOON)
        write_comment(written, person(), "Thank you.", at=NOON, parent=top)


def under(topic: Topic, notes: int) -> None:
    for _ in range(notes):
        NoteTopic.objects.create(note=note(), topic=topic)


@pytest.mark.parametrize("known", [False, True])
def test_a_note_page_costs_the_same_with_ten_and_with_a_hundred_threads(known: bool):
    few, many = note(), note()
    talk(few, 10)
    talk(many, 100)
    browser = browser_of(person()) if known else Client()
    assert queries(browser, few.get_absolute_url()) == queries(browser, many.get_absolute_url())


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("sort", ["new", "popular"])
def test_a_topic_page_costs_the_same_with_ten_and_with_a_hundred_notes(sort: str, known: bool):
    few, many = (Topic.objects.create(slug=slug, name=slug) for slug in ("few", "many"))
    under(few, 10)
    under(many, 100)
    browser = browser_of(person()) if known else Client()
    counts = [queries(browser, f"{topic.get_absolute_url()}?sort={sort}") for topic in (few, many)]
    assert counts[0] == counts[1]


def test_more_cards_of_a_person_cost_the_same_for_ten_and_a_hundred_notes():
    few, many = person(), person()
    for author, number in ((few, 10), (many, 100)):
        for _ in range(number):
            note(author)
    browser = browser_of(person())
    counts = [queries(browser, author.get_absolute_url()) for author in (few, many)]
    assert counts[0] == counts[1]


def test_a_visitor_reads_the_whole_note_and_the_talk_under_it():
    person("mina_reads")
    written = note(title="Bread that rose", body="It took all night.\n\nReally. #sourdough with @mina_reads")
    talk(written, 1)
    text = Client().get(written.get_absolute_url()).content.decode()
    assert "Bread that rose" in text
    assert '<p dir="auto">It took all night.</p>' in text
    assert '<a class="topic" href="/t/sourdough/">#sourdough</a>' in text
    assert '<a class="mention" href="/@mina_reads/">@mina_reads</a>' in text
    assert "Thank you." in text
    assert "data-comment-form" in text


def forms_of(text: str) -> list[str]:
    return re.findall(r"<form\b.*?</form>", text, flags=re.DOTALL)


def test_every_button_of_a_note_is_a_form_that_needs_no_script():
    written = note()
    text = browser_of(person()).get(written.get_absolute_url()).content.decode()
    actions = {match for form in forms_of(text) for match in re.findall(r'action="([^"]+)"', form)}
    for deed in ("like", "collect", "share", "comment"):
        assert reverse(f"notes:{deed}", args=[written.public_id]) in actions
    writing = [form for form in forms_of(text) if 'method="post"' in form]
    assert all("csrfmiddlewaretoken" in form for form in writing)


def test_a_page_holds_no_inline_script_and_no_inline_style():
    written = note()
    talk(written, 2)
    text = browser_of(written.author).get(written.get_absolute_url()).content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>", text) == []
    assert re.findall(r"<style\b|\sstyle=|\son[a-z]+=", text) == []


def test_the_sheet_over_a_list_is_the_note_without_the_rest_of_the_page():
    written = note(title="Bread that rose")
    answer = Client().get(written.get_absolute_url(), headers={"X-Sheet": "1"})
    text = answer.content.decode()
    assert "Bread that rose" in text
    assert "<html" not in text
    assert "X-Sheet" in answer["Vary"]


@pytest.mark.parametrize("wanted", ["0", "99", "-1", "x", "１", "9" * 5000])
def test_a_slide_that_is_not_there_shows_the_nearest(wanted: str):
    assert Client().get(note().get_absolute_url(), {"p": wanted}).status_code == 200


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.SUBMITTED, "being checked"),
        (State.IN_REVIEW, "A person will look at your note"),
        (State.REFUSED, "was not published"),
        (State.WITHDRAWN, "You withdrew this note"),
    ],
)
def test_an_author_reads_where_their_note_stands(state: str, words: str):
    written = note(state=state, refusal="It sells something.")
    text = browser_of(written.author).get(written.get_absolute_url()).content.decode()
    assert words in text
    assert ("It sells something." in text) == (state in {State.IN_REVIEW, State.REFUSED})


@pytest.mark.parametrize(
    ("relation", "words"), [("paid", "Paid by Nivalis."), ("gifted", "Gift from Nivalis."), ("own", "own shop")]
)
def test_what_must_be_told_stands_on_the_page(relation: str, words: str):
    written = note(disclosure=relation)
    NoteProduct.objects.create(note=written, product=product(brand=brand("Nivalis")), relation=relation)
    assert words in Client().get(written.get_absolute_url()).content.decode()


def test_a_note_made_with_ai_says_so():
    assert "Made with AI." in Client().get(note(is_ai_made=True).get_absolute_url()).content.decode()


def test_withdrawing_asks_first_and_then_the_note_is_gone_for_others():
    written = note(person(notes_count=1))
    browser, address = browser_of(written.author), reverse("notes:withdraw", args=[written.public_id])
    assert "Withdraw this note?" in browser.get(address).content.decode()
    assert Note.objects.get().state == State.LIVE
    assert browser.post(address)["Location"] == written.get_absolute_url()
    assert Note.objects.get().state == State.WITHDRAWN
    assert Client().get(written.get_absolute_url()).status_code == 410


def test_withdrawing_twice_says_so_and_breaks_nothing():
    written = note(person(notes_count=1))
    browser, address = browser_of(written.author), reverse("notes:withdraw", args=[written.public_id])
    browser.post(address)
    assert "not published any more" in browser.post(address, follow=True).content.decode()


def test_deleting_asks_first_and_then_nothing_is_left():
    written = note(person(notes_count=1))
    browser, address = browser_of(written.author), reverse("notes:delete", args=[written.public_id])
    assert "Delete" in browser.get(address).content.decode()
    browser.post(address)
    assert not Note.objects.exists()
    assert Client().get(written.get_absolute_url()).status_code == 404


def test_a_topic_shows_public_notes_alone_newest_or_best_liked_first():
    topic = Topic.objects.create(slug="bread", name="bread")
    old = note(title="quokka", published_at=NOON.replace(day=1), like_count=9)
    new = note(title="wombat")
    hidden = [note(title="numbat", visibility=Visibility.FOLLOWERS), note(title="numbat", state=State.SUBMITTED)]
    for written in (old, new, *hidden):
        NoteTopic.objects.create(note=written, topic=topic)
    for query, order in (("", ["wombat", "quokka"]), ("?sort=popular", ["quokka", "wombat"])):
        text = Client().get(topic.get_absolute_url() + query).content.decode()
        assert re.findall(r"data-card-link>(\w+)<", text) == order


def test_a_hidden_topic_is_no_page():
    topic = Topic.objects.create(slug="bread", name="bread", is_hidden=True)
    assert Client().get(topic.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "WzEsMl0", "WyJhIiwiYiJd", "WyJhXHUwMDAwIiwxXQ", "x" * 500])
def test_a_made_up_cursor_of_a_topic_starts_at_the_top(cursor: str):
    topic = Topic.objects.create(slug="bread", name="bread")
    under(topic, 1)
    assert Client().get(topic.get_absolute_url(), {"after": cursor}).status_code == 200


def test_the_pages_of_a_topic_hold_each_note_once():
    topic = Topic.objects.create(slug="bread", name="bread")
    under(topic, 45)
    seen, address = [], topic.get_absolute_url()
    for _ in range(3):
        text = Client().get(address).content.decode()
        seen += re.findall(r'data-card="(\w+)"', text)
        found = re.search(r'data-next="([^"]+)"', text)
        address = f"{topic.get_absolute_url()}?after={found[1]}" if found else ""
    assert (len(seen), len(set(seen)), address) == (45, 45, "")


def test_only_whoever_is_shown_on_a_picture_is_offered_to_take_the_mark_out():
    written, friend = note(form="pictures"), person()
    picture = Picture.objects.create(owner=written.author, note=written, state=Picture.State.READY, stem="p/aa/one")
    Point.objects.create(picture=picture, kind="place", x=1, y=1, words="The oven", position=0)
    address, offer = written.get_absolute_url(), reverse("notes:unmark", args=[written.public_id])
    assert offer not in Client().get(address).content.decode()
    Point.objects.create(picture=picture, kind="person", x=9, y=9, person=friend, position=1)
    assert offer not in Client().get(address).content.decode()
    assert offer in browser_of(friend).get(address).content.decode()


def test_at_the_foot_stand_notes_like_it_and_what_experts_say_of_its_product():
    cream = product("Rye flour")
    written, alike = note(title="Rye at home"), note(title="A loaf like it")
    told = note(person(kind="expert"), title="Flour, tried by a miller", category=category("goods"))
    for one in (written, told):
        NoteProduct.objects.create(note=one, product=cream, relation="bought", stance=4)
    page = Client().get(written.get_absolute_url()).content.decode()
    experts, _, like_it = page.partition('id="experts"')[2].partition('id="related"')
    assert "Experts on Rye flour" in experts
    assert told.title in experts
    assert alike.title in like_it
    assert written.get_absolute_url() not in re.findall(r'href="([^"]+)" data-card-link', experts + like_it)


@pytest.mark.parametrize("number", ["0", "-1", "99", "two", "3'", "٣", "9" * 400])
def test_a_number_that_no_picture_has_opens_one_all_the_same(client, number):
    written = note()
    assert client.get(written.get_absolute_url(), {"p": number}).status_code == 200


def test_a_sticker_stands_in_the_list_of_marks_and_leads_nowhere():
    written = note(form="pictures")
    picture = Picture.objects.create(owner=written.author, note=written, state=Picture.State.READY, stem="p/aa/one")
    Point.objects.create(picture=picture, kind="sticker", x=500, y=880, words="back for more")
    page = Client().get(written.get_absolute_url()).content.decode()
    entry = re.search(r'<li data-point="1" data-sticker data-x="500" data-y="880">(.+?)</li>', page, re.DOTALL)[1]
    assert ("Sticker" in entry, '<span dir="auto">back for more</span>' in entry, "<a " in entry) == (True, True, False)


@pytest.mark.parametrize(("level", "is_offered"), [(2, False), (3, True)])
def test_the_composer_offers_stickers_from_their_level(level: int, is_offered: bool):
    page = browser_of(person(level=level)).get("/publish/").content.decode()
    assert ('<option value="sticker">' in page) is is_offered
