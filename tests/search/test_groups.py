"""Four groups with counts, sorts, filters, and what a page says when words fit nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.models import City
from notes.models import Note, Place
from search import drawers, groups, indexing, postgres
from search.cluster import cluster_for
from search.filters import Filters
from search.models import Kind, Mark, SearchDocument
from search.query import Search
from search.reading import read
from shop.models import ReputationSnapshot
from tests.factories import NOON, category, note, person, product
from users.models import Kind as PersonKind

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def titles(text: str, sort: str = "best", **filters: str) -> list[str]:
    search = Search(text, Kind.NOTE, sort, Filters(**filters), NOON)
    return [card.title for card in groups.of_kind(search, NOBODY).shown[Kind.NOTE].items]


def test_all_four_groups_are_counted_and_the_best_of_each_shown() -> None:
    for number in range(14):
        note(title=f"Bread {number}")
    product("Bread knife")
    person("bread_mina", name="Mina")
    indexing.rebuild()
    results = groups.everything(Search("bread"), NOBODY)
    assert [(group.kind, group.count, group.is_more) for group in results.groups] == [
        ("note", 14, False),
        ("product", 1, False),
        ("person", 1, False),
        ("topic", 0, False),
    ]
    assert [len(results.shown[kind].items) for kind in Kind.values] == [12, 1, 1, 0]


def test_counts_stop_where_nobody_counts_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "MOST_COUNTED", 3)
    for number in range(5):
        note(title=f"Bread {number}")
    indexing.rebuild()
    group = groups.of_kind(Search("bread"), NOBODY).groups[0]
    assert (group.count, group.is_more) == (3, True)


def test_most_liked_first() -> None:
    for likes in (3, 900, 40):
        note(title=f"Bread {likes}", like_count=likes)
    indexing.rebuild()
    assert titles("bread", "liked") == ["Bread 900", "Bread 40", "Bread 3"]


def test_filters_narrow_by_form_time_category_place_and_product() -> None:
    city = City.objects.order_by("pk").first()
    assert city is not None
    note(title="Bread a", form="pictures", category=category("food/baking"), published_at=NOON - timedelta(hours=2))
    note(title="Bread b", category=category("travel"), published_at=NOON - timedelta(days=3))
    placed = note(title="Bread c", category=category("travel"), published_at=NOON - timedelta(days=90))
    Note.objects.filter(pk=placed.pk).update(place=Place.objects.create(name="The mill", city=city))
    note(title="Bread d", published_at=NOON - timedelta(days=300)).note_products.create(
        product=product("Oven"), relation="bought"
    )
    indexing.rebuild()
    assert titles("bread", form="pictures") == ["Bread a"]
    assert titles("bread", "new", within="day") == ["Bread a"]
    assert titles("bread", "new", within="week") == ["Bread a", "Bread b"]
    assert titles("bread", "new", within="half_year") == ["Bread a", "Bread b", "Bread c"]
    assert titles("bread", "new", category="travel") == ["Bread b", "Bread c"]
    assert titles("bread", city=city.code) == ["Bread c"]
    assert titles("bread", goods="1") == ["Bread d"]
    assert titles("bread", "new", category="travel", within="week") == ["Bread b"]


def test_filters_that_leave_everything_out_are_told_and_nothing_is_corrected() -> None:
    note(title="Bread")
    indexing.rebuild()
    results = groups.of_kind(Search("bread", filters=Filters(form="video")), NOBODY)
    assert (results.is_empty, results.is_narrowed, results.is_relaxed) == (True, True, False)


def _drawers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Common means more than two here, and a look is worth it from one hit on."""
    monkeypatch.setattr(drawers, "FEW", 2)
    monkeypatch.setattr(postgres, "_AIM", 4)
    monkeypatch.setattr(postgres, "MOST_COUNTED", 1)


@pytest.mark.parametrize("sort", ["best", "new", "liked"])
def test_a_common_word_is_looked_for_in_the_best_drawers_and_the_best_are_found(
    monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    for number in range(40):
        note(title=f"Bread {number}", like_count=int(1.19**number), published_at=NOON - timedelta(weeks=number))
    indexing.rebuild()
    whole = titles("bread", sort)
    _drawers(monkeypatch)
    with CaptureQueriesContext(connection) as asked:
        few = titles("bread", sort)
    assert any("'~" in query["sql"] and "|" in query["sql"] for query in asked)
    assert few[:3] == whole[:3]
    assert len(few) < len(whole)


def test_drawers_that_hold_too_few_are_followed_by_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        note(title=f"Bread {number}", like_count=500)
    note(title="Rye and bread", like_count=0)
    indexing.rebuild()
    _drawers(monkeypatch)
    Mark.objects.filter(mark__startswith="~l").update(documents=1)
    assert titles("rye bread", "liked") == ["Rye and bread"]


def test_what_came_after_the_last_count_is_found_though_it_stands_higher(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        note(title=f"Bread {number}", published_at=NOON - timedelta(weeks=2 + number))
    indexing.rebuild()
    fresh = note(title="Bread of today", published_at=NOON)
    indexing.index(Kind.NOTE, [fresh.pk])
    _drawers(monkeypatch)
    assert titles("bread", "new")[0] == "Bread of today"


def test_the_count_knows_words_and_marks_and_forgets_what_is_gone() -> None:
    bread = note(title="Bread by the lake", form="video")
    indexing.rebuild()
    assert Mark.objects.get(kind="note", mark="~form:video").documents == 1
    assert read("lake").documents == 1
    Note.objects.filter(pk=bread.pk).delete()
    indexing.rebuild()
    assert read("lake").documents == 0
    assert not Mark.objects.filter(kind="note").exists()


def test_as_many_queries_for_many_products_as_for_one() -> None:
    counts = []
    for batch in (1, 3):
        for _each in range(batch):
            made = product("Oat hand cream")
            note(title="On it").note_products.create(product=made, relation="bought", stance=5)
        indexing.rebuild()
        groups.everything(Search("hand cream"), NOBODY)
        with CaptureQueriesContext(connection) as asked:
            groups.everything(Search("hand cream"), NOBODY)
            cluster_for(read("hand cream"), NOBODY)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- a product and its voices --------------------------------------------------------------------------------------
def test_a_product_is_shown_with_its_voices_the_best_for_and_against_it_first() -> None:
    cream = product("Oat hand cream", category=category("skin-care"))
    expert = person(kind=PersonKind.EXPERT, vertical=category("skin-care"), level=6)
    sayings = [
        (person(level=2), "Fine", 5, "bought", 900),
        (expert, "Fine, says the expert", 4, "bought", 3),
        (person(level=9), "Greasy", 1, "none", 10),
        (person(level=1), "Greasy again", 2, "bought", 999),
        (person(level=9), "Paid praise", 5, "paid", 5_000),
        (person(level=3), "So so", 3, "bought", 5),
    ]
    for author, title, stance, relation, likes in sayings:
        note(author, title=title, like_count=likes).note_products.create(
            product=cream, relation=relation, stance=stance
        )
    note(expert, title="Once more", like_count=1).note_products.create(product=cream, relation="bought", stance=5)
    ReputationSnapshot.objects.create(product=cream, voices=37, sponsored=5, method="x", computed_at=NOON)
    indexing.rebuild()
    cluster = cluster_for(read("hand cream"), NOBODY)
    assert cluster is not None
    assert (cluster.product, cluster.voices, cluster.sponsored) == (cream, 37, 5)
    assert [(share.card.title, share.is_for, share.is_against, share.is_expert) for share in cluster.shares] == [
        ("Fine, says the expert", True, False, True),
        ("Greasy", False, True, False),
        ("So so", False, False, False),
        ("Fine", True, False, False),
    ]


def test_words_that_name_no_product_have_no_cluster() -> None:
    product("Oat hand cream", about_en="For bread bakers.")
    indexing.rebuild()
    assert cluster_for(read("bread"), NOBODY) is None
    assert SearchDocument.objects.of_kind(Kind.PRODUCT).count() == 1
