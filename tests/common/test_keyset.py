"""Pages by keyset: together they are the whole list, whatever is written between two of them."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.keyset import BadCursor, Cursor, keyset_page, page_after
from notes.models import Note
from tests.factories import NOON, note, person
from users.models import User

pytestmark = pytest.mark.django_db
IN_ONE_DATABASE = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ORDERS = [
    ("-published_at", "-pk"),
    ("published_at", "pk"),
    ("-like_count", "-pk"),
    ("like_count", "-published_at", "pk"),
]


def pages(author: User, fields: tuple[str, ...], size: int, between=lambda: None) -> list[list[int]]:
    """Every page of an author's notes as primary keys; `between` is done after each page."""
    found, after = [], None
    for _ in range(60):
        page = keyset_page(Note.objects.filter(author=author), fields=fields, after=after, size=size)
        found.append([row.pk for row in page.items])
        if page.next_cursor is None:
            return found
        after = Cursor.decode(page.next_cursor.encode())
        between()
    raise AssertionError("the pages never end")


def some_notes(author: User, facts: list[tuple[int, int]]) -> None:
    for minutes, likes in facts:
        note(author, published_at=NOON - timedelta(minutes=minutes, microseconds=likes), like_count=likes)


FACTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=12)


@IN_ONE_DATABASE
@given(facts=FACTS, size=st.integers(1, 5), fields=st.sampled_from(ORDERS))
def test_the_pages_together_are_the_whole_list_in_order(facts, size: int, fields: tuple[str, ...]):
    author = person()
    some_notes(author, facts)
    whole = list(Note.objects.filter(author=author).order_by(*fields).values_list("pk", flat=True))
    found = pages(author, fields, size)
    assert [pk for page in found for pk in page] == whole
    assert all(len(page) == size for page in found[:-1])


@IN_ONE_DATABASE
@given(facts=FACTS, size=st.integers(1, 4), coming=st.integers(0, 3), fields=st.sampled_from(ORDERS))
def test_rows_written_while_reading_bring_no_row_twice_and_hide_none(facts, size: int, coming: int, fields):
    author = person()
    some_notes(author, facts)
    before = set(Note.objects.filter(author=author).values_list("pk", flat=True))
    more = iter(range(20))

    def somebody_writes() -> None:
        if next(more, None) is not None:
            note(author, published_at=NOON - timedelta(minutes=coming), like_count=coming)

    found = [pk for page in pages(author, fields, size, somebody_writes) for pk in page]
    assert len(found) == len(set(found))
    assert before <= set(found)


def test_rows_taken_out_while_reading_hide_no_other():
    author = person()
    some_notes(author, [(i, 0) for i in range(9)])
    whole = list(Note.objects.filter(author=author).order_by("-published_at", "-pk").values_list("pk", flat=True))
    # The row the cursor stands on goes first: a cursor is a place, not a row.
    gone = iter([whole[2], whole[5]])
    found = pages(author, ("-published_at", "-pk"), 3, lambda: Note.objects.filter(pk=next(gone, 0)).delete())
    assert [pk for page in found for pk in page] == whole


def test_a_page_is_one_query_without_offset_or_count(django_assert_num_queries):
    author = person()
    some_notes(author, [(i, 0) for i in range(5)])
    first = keyset_page(Note.objects.filter(author=author), fields=("-published_at", "-pk"), size=2)
    with django_assert_num_queries(1) as captured:
        keyset_page(
            Note.objects.filter(author=author), fields=("-published_at", "-pk"), after=first.next_cursor, size=2
        )
    statement = captured[0]["sql"]
    assert "OFFSET" not in statement
    assert "COUNT(" not in statement


def test_a_list_that_fills_its_last_page_exactly_ends_there():
    author = person()
    some_notes(author, [(i, 0) for i in range(4)])
    assert [len(page) for page in pages(author, ("-pk",), 2)] == [2, 2]


WORDS = st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=6)
VALUES = st.lists(st.one_of(st.integers(-(2**53), 2**53), st.floats(allow_nan=False), WORDS), min_size=1, max_size=3)


@given(VALUES)
def test_a_cursor_survives_the_way_through_an_address(values):
    cursor = Cursor(tuple(values))
    assert Cursor.decode(cursor.encode()) == cursor


@given(st.text(max_size=400))
def test_any_text_is_a_cursor_or_is_refused(text: str):
    try:
        cursor = Cursor.decode(text)
    except BadCursor:
        return
    assert cursor.values


@pytest.mark.parametrize("values", [(), (None, 1), (True, 1), ([1], 2), ({"a": 1}, 2), ("\x00", 1)])
def test_a_cursor_holds_texts_and_numbers_alone(values):
    with pytest.raises(BadCursor):
        Cursor.decode(Cursor(values).encode())


@pytest.mark.parametrize(
    "values", [("x", 1), (1,), (1, 2, 3), ("2026-99-99", 1), ("", ""), (float("nan"), 1), (1.5, float("inf"))]
)
def test_a_cursor_of_another_list_is_refused_before_the_database_is_asked(values, django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(BadCursor):
        keyset_page(Note.objects.all(), fields=("-published_at", "-pk"), after=Cursor(values))


@pytest.mark.parametrize("values", [("0001-01-01T00:00:00+14:00", 1), ("9999-12-31T23:59:59-14:00", 10**200)])
def test_a_cursor_beyond_what_exists_is_an_end_not_a_fault(values):
    note()
    page = keyset_page(Note.objects.all(), fields=("published_at", "pk"), after=Cursor(values))
    assert len(page.items) in {0, 1}


@pytest.mark.parametrize("text", ["", "nonsense", "W10", "WyJhIiwiYiJd", "x" * 500, Cursor((1, 2, 3)).encode()])
def test_an_address_with_a_made_up_cursor_shows_the_top(text: str):
    author = person()
    some_notes(author, [(0, 0), (1, 0)])
    rows = Note.objects.filter(author=author)
    assert [row.like_count for row in page_after(rows, text, fields=("-published_at", "-pk"), size=1).items] == [0]
    assert page_after(rows, text, fields=("-published_at", "-pk")).items[0].published_at == NOON
