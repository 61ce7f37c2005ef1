"""Albums: what stands where, how many there are of it, and in which order; also when many hands act at once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from notes import albums, publishing
from notes.albums import AlbumFacts, AlbumRefused
from notes.engagement import react, unreact
from notes.keeping import keep, keep_in_new
from notes.models import Album, Collect, Note
from tests.factories import NOON, note, person
from tests.users.at_once import at_once
from users.models import User

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def made(owner: User, name: str = "Bread", **facts: object) -> Album:
    return albums.make(owner, AlbumFacts(name, **facts), at=NOON)


def counted(album: Album) -> int:
    return Album.objects.get(pk=album.pk).notes_count


def kept(owner: User, album: Album | None, *titles: str) -> list[Collect]:
    """Each collected into the album a minute after the one before."""
    return [keep(note(title=t), owner, album, at=NOON + number * MINUTE) for number, t in enumerate(titles)]


def order(owner: User, album: Album | None) -> list[str]:
    rows = Collect.objects.lying_in(owner, album).order_by("-place", "-pk")
    return list(rows.values_list("note__title", flat=True))


def test_a_note_is_collected_into_an_album_and_counted_there_once() -> None:
    mina, bread = person(), note()
    album = made(mina)
    for _ in range(2):
        keep(bread, mina, album, at=NOON)
    collect = Collect.objects.get()
    assert (collect.album_id, counted(album), Note.objects.get().collect_count) == (album.pk, 1, 1)


def test_what_is_collected_without_a_word_lies_in_the_default_album() -> None:
    mina, bread = person(), note()
    react(bread, mina, "collect", at=NOON)
    assert list(Collect.objects.lying_in(mina, None).values_list("note_id", flat=True)) == [bread.pk]


def test_a_note_that_moves_is_counted_where_it_stands_now() -> None:
    mina, bread = person(), note()
    first, second = made(mina), made(mina, "Sweet")
    collect = keep(bread, mina, first, at=NOON)
    assert albums.put(collect, second, at=NOON) is True
    assert albums.put(collect, second, at=NOON) is False
    assert (counted(first), counted(second)) == (0, 1)
    albums.put(collect, None, at=NOON)
    assert (counted(first), counted(second), Note.objects.get().collect_count) == (0, 0, 1)


def test_taking_the_collect_back_takes_it_out_of_its_album() -> None:
    mina, bread = person(), note()
    album = made(mina)
    keep(bread, mina, album, at=NOON)
    unreact(bread, mina, "collect")
    assert (counted(album), Collect.objects.count()) == (0, 0)


def test_deleting_an_album_keeps_what_stood_in_it() -> None:
    mina = person()
    album = made(mina)
    kept(mina, album, "one", "two")
    assert albums.delete(album) == 2
    assert order(mina, None) == ["two", "one"]
    assert not Album.objects.exists()


def test_deleting_a_note_takes_it_out_of_everybodys_albums() -> None:
    bread, other = note(person(notes_count=1)), note()
    shelves = [made(person()) for _ in range(3)]
    for album in shelves:
        keep(bread, album.owner, album, at=NOON)
        keep(other, album.owner, album, at=NOON)
    publishing.delete(bread, at=NOON)
    assert [counted(album) for album in shelves] == [1, 1, 1]


def test_nothing_goes_into_somebody_elses_album() -> None:
    mina, bread = person(), note()
    theirs = made(person())
    with pytest.raises(AlbumRefused):
        keep(bread, mina, theirs, at=NOON)
    assert (counted(theirs), Collect.objects.count()) == (0, 0)


def test_a_full_album_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(albums, "MOST_NOTES", 2)
    mina = person()
    album = made(mina)
    kept(mina, album, "one", "two")
    with pytest.raises(AlbumRefused, match="full: 2 notes"):
        keep(note(), mina, album, at=NOON)
    assert (counted(album), Collect.objects.count()) == (2, 2)


@pytest.mark.parametrize("name", ["", "  ", "\x00", "x" * 61, "面" * 21, "a" + "\u0323" * 300])
def test_a_name_is_needed_and_fits_on_a_line(name: str) -> None:
    with pytest.raises(AlbumRefused) as refused:
        made(person(), name)
    assert refused.value.field == "name"
    assert not Album.objects.exists()


@pytest.mark.parametrize("name", ["Bread", "bread", "  BREAD "])
def test_one_person_has_one_album_of_a_name(name: str) -> None:
    mina = person()
    made(mina)
    with pytest.raises(AlbumRefused):
        made(mina, name)
    assert made(person(), name).name.lower() == "bread"


def test_an_album_is_not_renamed_to_another_ones_name() -> None:
    mina = person()
    album = made(mina)
    made(mina, "Sweet")
    with pytest.raises(AlbumRefused):
        albums.change(album, AlbumFacts("sweet"))
    assert Album.objects.get(pk=album.pk).name == "Bread"
    albums.change(album, AlbumFacts("BREAD", "All of it.", is_public=True))
    changed = Album.objects.get(pk=album.pk)
    assert (changed.name, changed.about, changed.is_public) == ("BREAD", "All of it.", True)


def test_a_new_album_that_is_refused_collects_nothing() -> None:
    mina, bread = person(), note()
    made(mina)
    with pytest.raises(AlbumRefused):
        keep_in_new(bread, mina, AlbumFacts("bread"), at=NOON)
    assert (Collect.objects.count(), Album.objects.count()) == (0, 1)
    assert counted(keep_in_new(bread, mina, AlbumFacts("Sweet"), at=NOON)) == 1


def test_the_hundredth_album_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(albums, "MOST_ALBUMS", 2)
    mina = person()
    made(mina)
    made(mina, "Sweet")
    with pytest.raises(AlbumRefused):
        made(mina, "Salt")
    assert Album.objects.count() == 2


def test_notes_move_up_and_down_and_stop_at_the_ends() -> None:
    mina = person()
    album = made(mina)
    one, two, three = kept(mina, album, "one", "two", "three")
    assert order(mina, album) == ["three", "two", "one"]
    assert albums.move_up(one) is True
    assert order(mina, album) == ["three", "one", "two"]
    three.refresh_from_db()
    assert albums.move_down(three) is True
    assert order(mina, album) == ["one", "three", "two"]
    one.refresh_from_db()
    two.refresh_from_db()
    assert (albums.move_up(one), albums.move_down(two)) == (False, False)
    assert order(mina, album) == ["one", "three", "two"]


def test_notes_that_came_at_the_same_instant_change_places_too() -> None:
    mina = person()
    album = made(mina)
    rows = [keep(note(title=title), mina, album, at=NOON) for title in ("one", "two", "three")]
    assert albums.move_before(rows[0], rows[2]) is True
    assert order(mina, album) == ["one", "three", "two"]


def test_notes_of_two_albums_do_not_stand_beside_each_other() -> None:
    mina = person()
    (here,), (there,) = kept(mina, made(mina), "here"), kept(mina, None, "there")
    places = list(Collect.objects.order_by("pk").values_list("place", flat=True))
    assert albums.move_before(here, there) is False
    assert list(Collect.objects.order_by("pk").values_list("place", flat=True)) == places


@pytest.mark.parametrize("level", [0, 4])
def test_a_cover_is_chosen_from_level_five_on(level: int) -> None:
    mina = person(level=level)
    album = made(mina)
    (collect,) = kept(mina, album, "one")
    with pytest.raises(AlbumRefused, match="level 5"):
        albums.choose_cover(album, collect.note)
    assert Album.objects.get().cover_note is None


def test_the_cover_is_a_note_of_the_album() -> None:
    mina = person(level=5)
    album = made(mina)
    (collect,) = kept(mina, album, "one")
    albums.choose_cover(album, collect.note)
    assert Album.objects.get().cover_note == collect.note
    with pytest.raises(AlbumRefused):
        albums.choose_cover(album, note())
    assert Album.objects.get().cover_note == collect.note
    albums.choose_cover(album, None)
    assert Album.objects.get().cover_note is None


@pytest.mark.django_db(transaction=True)
def test_a_note_moved_by_many_hands_at_once_is_counted_in_one_place() -> None:
    mina, bread = person(), note()
    shelves = [made(mina, f"Album {number}") for number in range(4)]
    collect = keep(bread, mina, shelves[0], at=NOON)
    answers = at_once([lambda a=album: albums.put(collect, a, at=NOON) for album in [*shelves, None] * 2])
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    where = Collect.objects.get().album_id
    assert [counted(album) for album in shelves] == [int(album.pk == where) for album in shelves]


@pytest.mark.django_db(transaction=True)
def test_moving_by_what_was_seen_counts_a_note_twice() -> None:
    """The twin: nobody stands in line, so two hands take the note out of the same album and put it into two."""
    mina, bread = person(), note()
    start, left, right = (made(mina, name) for name in ("Start", "Left", "Right"))
    collect = keep(bread, mina, start, at=NOON)

    def careless(target: Album) -> None:
        row = Collect.objects.get(pk=collect.pk)
        both_looked.wait(10)
        Collect.objects.filter(pk=row.pk).update(album=target)
        albums.count({target.pk: 1})

    both_looked = threading.Barrier(2, timeout=60)
    at_once([lambda: careless(left), lambda: careless(right)])
    assert counted(left) + counted(right) == 2


@pytest.mark.django_db(transaction=True)
def test_collecting_taking_back_and_deleting_the_album_at_once_leave_exact_counts() -> None:
    mina = person()
    stays, goes = made(mina), made(mina, "Sweet")
    rows = [keep(note(), mina, goes, at=NOON) for _ in range(6)]
    deeds = [lambda: albums.delete(goes)]
    deeds += [lambda r=row: albums.put(r, stays, at=NOON) for row in rows[:3]]
    deeds += [lambda r=row: unreact(Note.objects.get(pk=r.note_id), mina, "collect") for row in rows[3:]]
    answers = at_once(deeds)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert (counted(stays), Collect.objects.filter(album=stays).count(), Collect.objects.count()) == (3, 3, 3)


@pytest.mark.django_db(transaction=True)
def test_a_note_deleted_while_others_leave_the_album_leaves_an_exact_count() -> None:
    author, mina = person(notes_count=5), person()
    album = made(mina)
    notes = [note(author) for _ in range(5)]
    for one in notes:
        keep(one, mina, album, at=NOON)
    deeds = [lambda n=one: publishing.delete(Note.objects.get(pk=n.pk), at=NOON) for one in notes[:2]]
    deeds += [lambda n=one: unreact(Note.objects.get(pk=n.pk), mina, "collect") for one in notes[2:4]]
    answers = at_once(deeds)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert (counted(album), Collect.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_albums_of_one_name_made_at_once_are_one() -> None:
    mina = person()
    answers = at_once([lambda: made(User.objects.get(pk=mina.pk))] * 4)
    assert sum(isinstance(answer, AlbumRefused) for answer in answers) == 3
    assert Album.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_collecting_does_not_wait_for_the_cover_of_its_album_that_is_being_deleted() -> None:
    """Whoever deletes the cover waits for the counter of the album; both end."""
    mina = person(level=5)
    album = made(mina)
    cover, loose = note(person(notes_count=1)), note()
    keep(cover, mina, album, at=NOON)
    albums.choose_cover(album, cover)
    with ThreadPoolExecutor(1) as hands:
        with transaction.atomic():
            keep(loose, mina, album, at=NOON)
            deleting = hands.submit(at_once, [lambda: publishing.delete(Note.objects.get(pk=cover.pk), at=NOON)])
            until_somebody_waits()
        assert deleting.result(60) == [None]
    assert list(Album.objects.values_list("cover_note", "notes_count")) == [(None, 1)]


def until_somebody_waits() -> None:
    """Until another connection of this database stands before a lock; ten seconds at most."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone():
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


@pytest.mark.django_db(transaction=True)
def test_covers_and_collects_survive_a_note_and_an_album_deleted_meanwhile() -> None:
    author, mina = person(notes_count=4), person(level=5)
    deeds, albums_made = [], [made(mina, f"Album {number}") for number in range(4)]
    for album in albums_made:
        row = keep(note(author), mina, album, at=NOON)
        deeds += [
            lambda a=album, r=row: albums.choose_cover(a, Note(pk=r.note_id)),
            lambda r=row: publishing.delete(Note.objects.get(pk=r.note_id), at=NOON),
        ]
    last, loose = albums_made[-1], note()
    deeds += [lambda: keep(loose, mina, last, at=NOON), lambda: albums.delete(last)]
    answers = at_once(deeds)
    assert [one for one in answers if isinstance(one, Exception) and not isinstance(one, AlbumRefused)] == []
    assert not Album.objects.filter(cover_note__isnull=False).exists()
    assert list(Collect.objects.values_list("album", flat=True)) in ([None], [])


@pytest.mark.django_db(transaction=True)
def test_a_cover_chosen_by_what_was_seen_points_at_nothing() -> None:
    """The twin: nobody holds the note, so it is deleted between the look and the choice."""
    mina = person(level=5)
    album = made(mina)
    row = keep(note(person(notes_count=1)), mina, album, at=NOON)

    @transaction.atomic
    def careless() -> None:
        assert Collect.objects.filter(album=album, note=row.note_id).exists()
        assert at_once([lambda: publishing.delete(Note.objects.get(pk=row.note_id), at=NOON)]) == [None]
        Album.objects.filter(pk=album.pk).update(cover_note=row.note_id)

    with pytest.raises(IntegrityError):
        careless()
    assert Album.objects.get().cover_note is None
