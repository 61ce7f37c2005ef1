"""What a query finds, in both languages, and in which order."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from common.keyset import BadCursor
from notes.models import Note, Topic, Visibility
from search import indexing
from search.models import Kind
from search.postgres import tsquery_of
from search.query import Search, find, tidy
from search.reading import read
from search.suggestions import suggest
from tests.factories import NOON, brand, note, person, product
from users.models import Follow, User

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def titles(text: str, sort: str = "best") -> list[str]:
    return [card.title for card in find(Search(text, Kind.NOTE, sort), NOBODY).items]


def test_an_english_word_finds_the_note_whatever_its_case() -> None:
    note(title="Bread that rose", body="A night in the fridge.")
    note(title="A quiet museum", body="Open until nine.")
    indexing.rebuild()
    assert titles("BREAD") == ["Bread that rose"]


def test_the_beginning_of_a_word_finds_it() -> None:
    note(title="Breakfast in bed")
    indexing.rebuild()
    assert titles("break") == ["Breakfast in bed"]


def test_every_word_has_to_be_there() -> None:
    note(title="Bread that rose")
    note(title="Bread that fell")
    indexing.rebuild()
    assert titles("bread fell") == ["Bread that fell"]


@pytest.mark.parametrize("text", ["护手霜", "護手霜", "手霜", "护手"])
def test_a_chinese_word_is_found_in_either_script_and_by_its_parts(text: str) -> None:
    note(title="冬天的护手霜", body="用了三个星期。")
    note(title="周末的面包", body="隔夜发酵。")
    indexing.rebuild()
    assert titles(text) == ["冬天的护手霜"]


def test_a_lone_chinese_character_finds_words_that_begin_with_it() -> None:
    note(title="茶馆一下午")
    indexing.rebuild()
    assert titles("茶") == ["茶馆一下午"]


def test_chinese_and_latin_words_that_touch_are_told_apart() -> None:
    note(title="买iPhone壳的教训")
    indexing.rebuild()
    assert titles("iphone") == ["买iPhone壳的教训"]


def test_a_title_outweighs_the_text_and_likes_break_the_tie() -> None:
    note(title="A day out", body="We ate bread by the lake.")
    note(title="Bread, plain", like_count=0)
    note(title="Bread, liked", like_count=900)
    indexing.rebuild()
    assert titles("bread") == ["Bread, liked", "Bread, plain", "A day out"]


def test_newest_first_sorts_by_time_alone() -> None:
    note(title="Bread, old", like_count=900, published_at=NOON - timedelta(days=9))
    note(title="Bread, new", published_at=NOON)
    indexing.rebuild()
    assert titles("bread", "new") == ["Bread, new", "Bread, old"]


def test_the_readers_language_comes_first_among_equals() -> None:
    note(title="iPhone", body="Works well.")
    note(title="iPhone 手机", body="很好用。")
    indexing.rebuild()
    with translation.override("zh-hans"):
        assert titles("iphone")[0] == "iPhone 手机"
    with translation.override("en"):
        assert titles("iphone")[0] == "iPhone"


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.FOLLOWERS])
def test_a_note_made_less_public_is_not_found_even_before_the_index_knows(visibility: str) -> None:
    writer, reader = person(), person()
    hidden = note(writer, title="Bread that rose")
    Follow.objects.create(follower=reader, followed=writer)
    indexing.rebuild()
    Note.objects.filter(pk=hidden.pk).update(visibility=visibility)
    found = find(Search("bread"), reader)
    assert (found.items, found.cursor) == ([], "")


def test_a_note_of_a_closed_account_is_not_found() -> None:
    writer = person()
    note(writer, title="Bread that rose")
    indexing.rebuild()
    User.objects.filter(pk=writer.pk).update(is_active=False)
    assert titles("bread") == []


@pytest.mark.parametrize("sort", ["best", "new"])
def test_pages_follow_each_other_without_gap_or_repetition(sort: str) -> None:
    made = {note(title=f"Bread {number}", like_count=number % 3).public_id for number in range(11)}
    indexing.rebuild()
    seen: list[str] = []
    cursor = ""
    while True:
        page = find(Search("bread", Kind.NOTE, sort), NOBODY, cursor=cursor, size=4)
        seen += [card.id for card in page.items]
        cursor = page.cursor
        if not cursor:
            break
    assert len(seen) == 11
    assert set(seen) == made


@pytest.mark.parametrize("cursor", ["x", "WzFd", "WyJhIiwgImIiXQ", "W251bGwsMV0"])
def test_a_cursor_of_another_list_is_refused(cursor: str) -> None:
    note(title="Bread")
    indexing.rebuild()
    for sort in ("best", "new"):
        with pytest.raises(BadCursor):
            find(Search("bread", Kind.NOTE, sort), NOBODY, cursor=cursor)


def test_products_people_and_topics_are_found_by_all_their_names() -> None:
    maker = brand("Linden")
    cream = product("Hand cream", name_zh="护手霜", brand=maker, aliases=["crème mains"])
    mina = person("mina_reads", name="Mina Okafor")
    topic = Topic.objects.create(slug="手工", name="手工")
    indexing.rebuild()
    for kind, text, wanted in (
        (Kind.PRODUCT, "linden cream", cream),
        (Kind.PRODUCT, "護手霜", cream),
        (Kind.PRODUCT, "mains", cream),
        (Kind.PERSON, "okafor", mina),
        (Kind.PERSON, "mina_reads", mina),
        (Kind.TOPIC, "手工", topic),
    ):
        assert list(find(Search(text, kind), NOBODY).items) == [wanted]


def test_a_hidden_topic_is_not_found() -> None:
    Topic.objects.create(slug="secret", name="Secret", is_hidden=True)
    indexing.rebuild()
    assert list(find(Search("secret", Kind.TOPIC), NOBODY).items) == []


@pytest.mark.parametrize("text", ["", "   ", "!?…", "\x00", "'", "' | 'b", "&&& ((", "\\", "<->", ":*", "\ud800"])
def test_marks_and_operators_are_no_query_and_no_error(text: str) -> None:
    note(title="Bread")
    indexing.rebuild()
    assert titles(text) == []


def test_a_quotation_mark_does_not_leave_its_word() -> None:
    assert tsquery_of(read("o'neill | x")) == "'o' & 'neill' & 'x'"


def test_an_endless_query_is_cut() -> None:
    assert len(tidy("a b " * 500)) <= 100
    assert tsquery_of(read(" ".join(f"w{n}" for n in range(90)))).count("&") == 9


def test_ten_hits_and_a_hundred_cost_the_same_queries() -> None:
    writer, reader = person(), person()
    counts = []
    for number, batch in ((10, 10), (100, 90)):
        for _each in range(batch):
            note(writer, title="Bread")
        indexing.rebuild()
        find(Search("bread"), reader)
        with CaptureQueriesContext(connection) as asked:
            assert len(find(Search("bread"), reader, size=100).items) == number
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_suggestions_name_topics_products_and_people_that_begin_so() -> None:
    Topic.objects.create(slug="breadbaking", name="Breadbaking")
    product("Bread knife", brand=brand("Linden"))
    person("bread_mina", name="Mina")
    note(title="Bread that rose")
    indexing.rebuild()
    assert [(line.kind, line.label, line.detail) for line in suggest("bre", NOBODY)] == [
        ("search", "bread", ""),
        ("topic", "#Breadbaking", ""),
        ("product", "Bread knife", "Linden"),
        ("person", "Mina", "@bread_mina"),
    ]


@pytest.mark.parametrize("text", ["", "b", "?"])
def test_nothing_is_suggested_for_a_lone_letter_or_a_mark(text: str) -> None:
    Topic.objects.create(slug="breadbaking", name="Breadbaking")
    indexing.rebuild()
    assert suggest(text, AnonymousUser()) == []


def test_a_suggestion_is_named_by_what_was_typed() -> None:
    product("Knife", about_en="For bread.", brand=brand("Linden"))
    person("mina", bio="Bread every day.")
    indexing.rebuild()
    assert suggest("bread", AnonymousUser()) == []
    assert [line.label for line in suggest("linden kn", AnonymousUser())] == ["Knife"]
