"""The demo community as rows: loaded through the site's own deeds, the same every time.

The pictures are stand-ins that were never painted; what is painted has its own tests. One load serves the whole file,
inside a transaction that is undone at its end.
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.db.models import F, QuerySet
from pytest_django import DjangoDbBlocker

from common.markup import mentions_in
from conversations.models import Side
from demo import misfits, reading
from demo.filming import Filmed
from demo.loading import Pictures, by_kind, load, orders, stages
from demo.logins import LOGINS
from demo.rendering import Rendered
from notes.composition import Composition, PictureUse, ProductTag, check
from notes.models import Album, Collect, Comment, Like, Note, NoteProduct, Picture, Topic
from notes.policy import policy_for
from shop.models import Brand, Product, ReputationSnapshot
from tests.factories import NOON
from users.inviting import joined_by
from users.models import QUEUE, Application, Follow, GrowthEntry, User

pytestmark = pytest.mark.django_db
Summary = list[tuple[object, ...]]


def stand_ins() -> Pictures:
    still = {"at_ms": 0, "width": 540, "height": 720, "colour": "#888888", "placeholder": ""}
    film = Filmed(540, 720, 5.0, {"720": [540, 720, 9], "480": [480, 640, 8], "preview": [360, 480, 7]}, [still], 0)
    return by_kind(
        (order, Rendered(order.key, order.stem, 900, 1200, "#888888", "", film if order.kind == "film" else None))
        for order in orders()
    )


def summary() -> Summary:
    """Who wrote what when, and how it was received, without the keys that are drawn anew each time."""
    of_note: QuerySet[Note, tuple[object, ...]] = Note.objects.order_by("published_at", "title").values_list(
        "title", "author__handle", "published_at", "like_count", "collect_count", "comment_count"
    )
    of_person: QuerySet[User, tuple[object, ...]] = User.objects.order_by("handle").values_list(
        "handle", "level", "followers_count", "received_count", "avatar"
    )
    comments: QuerySet[Comment, tuple[object, ...]] = Comment.objects.order_by("created_at", "body").values_list(
        "body", "author__handle", "created_at"
    )
    return [*of_note, *of_person, *comments]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The community stands while the tests of this file run; each of them in a savepoint inside this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(stand_ins(), at=NOON, progress=lambda what, done, whole: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def community(loaded: None, db: None) -> None:
    """Every test of this file finds the community."""


def test_everybody_and_everything_is_there() -> None:
    assert (User.objects.active().count(), Brand.objects.count(), Product.objects.live().count()) == (40, 8, 30)
    assert Note.objects.live().count() == len(reading.notes()) + len(misfits.NOTES)
    assert Comment.objects.standing().count() == len(reading.comments())


def test_the_desk_has_notes_to_look_at() -> None:
    assert sorted(Note.objects.exclude(state="live").values_list("author__handle", "state")) == [
        ("kit_builds", "in_review"),
        ("noor_paints", "in_review"),
        ("shouzhang_an", "in_review"),
        ("theo_runs", "in_review"),
    ]


def test_the_desk_has_people_to_let_in_and_the_invited_one_stands_in_front() -> None:
    rows = Application.objects.waiting().order_by(*QUEUE)
    assert [(row.person.handle, row.person.is_active) for row in rows] == [
        ("molu_xiaoshe", False),
        ("wren_waits", False),
    ]


def test_whatever_chance_decides_is_decided_the_same_again() -> None:
    before = summary()
    for model in (Like, Collect, Comment, Follow):
        model.objects.all().delete()
    GrowthEntry.objects.exclude(reason__in=["published", "under_topic"]).delete()
    Note.objects.update(comment_count=0)
    User.objects.update(followers_count=0, following_count=0)
    people = {person.handle: person for person in User.objects.active()}
    written = Note.objects.live().exclude(title__in=[row.title for row in misfits.NOTES])
    notes = list(written.select_related("author", "category").order_by("published_at", "pk"))
    for stage in stages(notes, people, NOON):
        stage()
    assert summary() == before


def test_every_note_passes_the_rules_of_its_author() -> None:
    for note in Note.objects.select_related("author", "category"):
        tags = NoteProduct.objects.filter(note=note).select_related("product")
        composition = Composition(
            title=note.title,
            body=note.body,
            pictures=[PictureUse(picture, picture.alt) for picture in note.pictures.all()],
            category=note.category,
            topics=[topic.name for topic in note.topics.all()],
            products=[ProductTag(tag.product, tag.relation, tag.stance) for tag in tags],
            visibility=note.visibility,
        )
        check(composition, note.author, policy_for(note.author).rules(note.author.level), at=NOON)


def test_notes_of_words_of_pictures_and_of_films_are_there_in_both_languages() -> None:
    forms = set(Note.objects.values_list("form", "language"))
    assert forms == {(form, language) for form in ("text", "pictures", "video") for language in ("en", "zh")}


def test_every_top_category_has_notes() -> None:
    codes = Note.objects.public().values_list("category__code", flat=True)
    assert len({code.split("/")[0] for code in codes if code}) == 16


def test_every_note_that_was_paid_for_or_given_says_so() -> None:
    told = {"paid", "gifted", "own"}
    said = NoteProduct.objects.filter(relation__in=told)
    assert set(said.values_list("note__disclosure", flat=True)) == told
    assert said.filter(note__disclosure="").count() == 0


def test_no_picture_is_without_a_description_or_a_note() -> None:
    assert Picture.objects.filter(alt="").count() == 0
    assert Picture.objects.loose().count() == 0


def test_a_chinese_note_describes_its_pictures_in_chinese() -> None:
    alts = Picture.objects.filter(note__language="zh").values_list("alt", flat=True)
    assert all("\u4e00" <= alt[0] <= "\u9fff" for alt in alts)


def test_all_levels_from_none_to_the_highest_are_there() -> None:
    assert set(User.objects.values_list("level", flat=True)) == set(range(11))


def test_experts_have_more_than_twice_the_followers_of_members() -> None:
    followers: Counter[str] = Counter()
    for person in User.objects.active():
        followers[person.kind] += person.followers_count
    people = Counter(User.objects.active().values_list("kind", flat=True))
    assert followers["expert"] / people["expert"] > 2 * followers["member"] / people["member"]


def test_counters_agree_with_the_rows_they_count() -> None:
    liked = Note.objects.exclude(like_count=0).count()
    assert Like.objects.values("note").distinct().count() == liked
    assert sum(Note.objects.values_list("like_count", flat=True)) == Like.objects.count()
    assert sum(Note.objects.values_list("collect_count", flat=True)) == Collect.objects.count()
    assert sum(User.objects.values_list("followers_count", flat=True)) == Follow.objects.count()
    assert sum(User.objects.values_list("received_count", flat=True)) == Like.objects.count() + Collect.objects.count()


def test_popularity_has_a_long_tail() -> None:
    likes = sorted(Note.objects.public().values_list("like_count", flat=True), reverse=True)
    tenth = len(likes) // 10
    assert sum(likes[:tenth]) * 4 > sum(likes)
    assert likes[len(likes) // 2] * 3 < likes[0]


def test_most_of_those_who_write_under_a_note_like_it() -> None:
    talkers = set(Comment.objects.exclude(author=F("note__author")).values_list("note", "author"))
    likers = set(Like.objects.values_list("note", "person"))
    assert len(talkers & likers) > 0.75 * len(talkers)


def test_nobody_likes_their_own_note_or_one_that_is_not_public() -> None:
    assert Like.objects.filter(person=F("note__author")).count() == 0
    assert Like.objects.exclude(note__visibility="public").count() == 0


def test_nothing_happened_before_what_it_speaks_to_or_after_the_present() -> None:
    assert Comment.objects.filter(created_at__lt=F("note__published_at")).count() == 0
    assert Comment.objects.filter(created_at__lt=F("parent__created_at")).count() == 0
    for model in (Note, Comment, Like, Collect, Follow):
        times = list(model.objects.order_by("pk").values_list("created_at", flat=True))
        assert times == sorted(times)
        assert times[-1] <= NOON
    assert Like.objects.filter(created_at__lt=F("note__published_at")).count() == 0
    assert Note.objects.filter(published_at__lt=F("author__joined_at")).count() == 0


def test_the_hand_cream_has_voices_enough_for_a_score() -> None:
    cream = ReputationSnapshot.objects.get(product__name_en="Rice bran hand cream")
    assert cream.voices >= 8
    assert cream.score is not None
    assert 3.5 < cream.score < 4.5


def test_only_the_accounts_shown_on_the_screen_have_a_password() -> None:
    with_password = {person.handle for person in User.objects.all() if person.has_usable_password()}
    assert with_password == {handle for _role, handle, _password in LOGINS}
    assert all(User.objects.get(handle=handle).check_password(password) for _role, handle, password in LOGINS)


def test_places_stand_in_the_cities_their_notes_name() -> None:
    named = {(row.place, row.city or None) for row in reading.notes() if row.place}
    found = Note.objects.exclude(place=None).values_list("place__name", "place__city__code")
    assert set(found) == named


def test_every_topic_has_notes_and_the_largest_have_several() -> None:
    counts = list(Topic.objects.order_by("-notes_count").values_list("notes_count", flat=True))
    assert (len(counts), counts[-1] > 0, counts[9] >= 5) == (40, True, True)


def test_albums_are_open_and_closed_and_hold_what_others_wrote() -> None:
    rows = reading.albums()
    assert sorted(Album.objects.values_list("name", "is_public")) == sorted((row.name, row.is_open) for row in rows)
    assert Album.objects.filter(notes_count__lt=3).count() == 0
    assert not Collect.objects.filter(album__isnull=False, note__author=F("person")).exists()


def test_some_comments_carry_pictures_stand_first_and_name_people() -> None:
    rows = reading.comments()
    pictured = Picture.objects.filter(comment__isnull=False)
    assert sorted(pictured.values_list("alt", flat=True)) == sorted(row.alt for row in rows if row.scene)
    first = Comment.objects.filter(pinned_at__isnull=False)
    assert sorted(first.values_list("body", flat=True)) == sorted(row.text for row in rows if row.is_pinned)
    named = {handle for row in rows for handle in mentions_in(row.text)}
    assert len(named) >= 4
    assert User.objects.filter(handle__in=named).count() == len(named)
    assert Comment.objects.filter(like_count__gt=0).count() > len(rows) // 2


def test_letters_lie_where_a_visitor_looks_and_one_of_them_waits_for_an_answer() -> None:
    mina = User.objects.get(handle="mina_reads")
    boxes = Counter(Side.objects.filter(person=mina).values_list("box", flat=True))
    assert boxes == {"inbox": 2, "requests": 1}
    assert Side.objects.get(person=mina, other__handle="jonas_bakes").unread == 2
    assert joined_by(mina) == 1
