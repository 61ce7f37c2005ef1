"""Pages of albums: what an owner does there, and that nothing private is seen by anybody else."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notes import albums
from notes.albums import AlbumFacts
from notes.engagement import react
from notes.keeping import keep
from notes.models import Album, Collect, Visibility
from tests.factories import NOON, note, person
from users.following import admit
from users.models import User
from users.safety import block

pytestmark = pytest.mark.django_db
COVER = {"width": 360, "height": 480, "colour": "#aabbcc", "placeholder": "", "alt": ""}


def browser_of(reader: User) -> Client:
    browser = Client()
    browser.force_login(reader)
    return browser


def made(owner: User, name: str = "Quokka bread", **facts: object) -> Album:
    return albums.make(owner, AlbumFacts(name, **facts), at=NOON)


def text_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_open_album_reads_whole_for_a_visitor_without_a_script() -> None:
    mina = person("mina_reads")
    album = made(mina, about="All that rose. #sourdough", is_public=True)
    keep(note(title="Numbat loaf"), mina, album, at=NOON)
    text = text_of(Client(), album.get_absolute_url())
    assert "Quokka bread" in text
    assert "Numbat loaf" in text
    assert 'href="/t/sourdough/"' in text


def test_a_closed_album_is_found_by_its_owner_alone() -> None:
    mina = person("mina_reads")
    album = made(mina, about="Wombat")
    keep(note(title="Numbat loaf"), mina, album, at=NOON)
    address = album.get_absolute_url()
    for browser in (Client(), browser_of(person())):
        assert browser.get(address).status_code == 404
        profile = text_of(browser, "/@mina_reads/?tab=albums")
        assert "Quokka" not in profile
        assert "Numbat" not in profile
    answer = browser_of(mina).get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert "Quokka bread" in text_of(browser_of(mina), "/@mina_reads/?tab=albums")


def test_the_album_of_a_suspended_person_is_closed() -> None:
    album = made(person(), is_public=True)
    User.objects.filter(pk=album.owner_id).update(is_active=False)
    assert Client().get(album.get_absolute_url()).status_code == 404


def test_open_albums_of_a_private_account_are_for_its_followers_and_never_for_whom_it_blocked() -> None:
    mina, fan, enemy = person("mina_reads", is_private=True, has_open_likes=True), person(), person()
    album = made(mina, is_public=True)
    for friend in (fan, enemy):
        admit(friend, mina, at=NOON)
    block(mina, enemy, at=NOON)
    address, likes = album.get_absolute_url(), "/@mina_reads/?tab=liked"
    seen = {name: browser_of(one).get(address).status_code for name, one in (("fan", fan), ("enemy", enemy))}
    assert (seen, Client().get(address).status_code) == ({"fan": 200, "enemy": 404}, 404)
    assert (browser_of(fan).get(likes).status_code, Client().get(likes).status_code) == (200, 200)
    assert "This account is private" in text_of(Client(), likes)


def test_a_note_only_its_collector_may_see_shows_neither_in_an_open_album_nor_on_its_cover() -> None:
    author = person()
    mina = person("mina_reads", level=5)
    hidden = note(author, title="Numbat", visibility=Visibility.PRIVATE, cover={"stem": "p/ab/secret", **COVER})
    own = note(mina, title="Bilby", visibility=Visibility.PRIVATE, cover={"stem": "p/ab/hidden", **COVER})
    album = made(mina, is_public=True)
    for one in (hidden, own):
        Collect.objects.create(note=one, person=mina, album=album)
    albums.choose_cover(album, own)
    for browser in (Client(), browser_of(person())):
        for address in (album.get_absolute_url(), "/@mina_reads/?tab=albums"):
            text = text_of(browser, address)
            for word in ("Numbat", "Bilby", "secret", "p/ab/hidden"):
                assert word not in text
    mine = text_of(browser_of(mina), "/@mina_reads/?tab=albums")
    assert ("p/ab/hidden" in mine, "secret" in mine) == (True, False)


@pytest.mark.parametrize("page", ["album_edit", "album_delete", "album_arrange"])
def test_nobody_else_reaches_the_tools_of_an_album(page: str) -> None:
    album = made(person(), is_public=True)
    address = reverse(f"notes:{page}", args=[album.public_id])
    assert browser_of(person()).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert browser_of(album.owner).get(address).status_code == 200


def test_nobody_else_changes_deletes_or_covers_an_album() -> None:
    album = made(person(level=5), is_public=True)
    browser = browser_of(person())
    for page in ("album_edit", "album_delete", "album_cover"):
        assert browser.post(reverse(f"notes:{page}", args=[album.public_id]), {"name": "Mine"}).status_code == 404
    assert Album.objects.get().name == "Quokka bread"


def test_an_album_is_made_changed_and_deleted_by_forms_alone() -> None:
    mina = person("mina_reads")
    browser = browser_of(mina)
    answer = browser.post(reverse("notes:album_make"), {"name": "Bread", "about": "Rises.", "is_public": "on"})
    album = Album.objects.get()
    assert (answer["Location"], album.is_public) == (album.get_absolute_url(), True)
    browser.post(reverse("notes:album_edit", args=[album.public_id]), {"name": "Loaves"})
    album.refresh_from_db()
    assert (album.name, album.is_public) == ("Loaves", False)
    browser.post(reverse("notes:album_delete", args=[album.public_id]))
    assert not Album.objects.exists()


def test_a_refused_album_comes_back_with_what_was_typed() -> None:
    answer = browser_of(person()).post(reverse("notes:album_make"), {"name": "x" * 61, "about": "wallaby"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "At most 20 Chinese characters or 60 letters." in text
    assert "wallaby" in text
    assert not Album.objects.exists()


def test_the_picker_collects_into_an_album_without_a_script() -> None:
    mina, bread = person(), note()
    album = made(mina)
    address = reverse("notes:choose_album", args=[bread.public_id])
    assert "Quokka bread" in text_of(browser_of(mina), address)
    answer = browser_of(mina).post(address, {"album": album.public_id, "next": "/topics/"})
    assert answer["Location"] == "/topics/"
    assert Collect.objects.get().album == album
    assert re.search(rf'value="{album.public_id}" checked', text_of(browser_of(mina), address))


def test_the_picker_makes_an_album_on_the_way() -> None:
    mina, bread = person(), note()
    address = reverse("notes:choose_album", args=[bread.public_id])
    answer = browser_of(mina).post(address, {"album": "", "name": "New one"}, headers={"X-Sheet": "1"})
    assert answer.json() == {"active": True, "count": 1, "told": "Collected into “New one”."}
    assert (Album.objects.get().name, Album.objects.get().notes_count) == ("New one", 1)
    answer = browser_of(mina).post(address, {"album": "", "name": "new ONE"}, headers={"X-Sheet": "1"})
    assert answer.status_code == 422
    assert "You have an album of this name." in answer.content.decode()
    assert 'value="new ONE"' in answer.content.decode()


def test_the_picker_shows_no_albums_but_ones_own_and_no_note_one_may_not_see() -> None:
    theirs = made(person(), is_public=True)
    bread, hidden = note(), note(visibility=Visibility.PRIVATE)
    browser = browser_of(person())
    address = reverse("notes:choose_album", args=[bread.public_id])
    assert "Quokka" not in text_of(browser, address)
    assert browser.post(address, {"album": theirs.public_id}).status_code == 404
    assert browser.get(reverse("notes:choose_album", args=[hidden.public_id])).status_code == 404
    assert not Collect.objects.exists()


def test_a_visitor_is_sent_to_log_in_and_back_to_the_picker() -> None:
    address = reverse("notes:choose_album", args=[note().public_id])
    assert Client().get(address)["Location"] == f"{reverse('account_login')}?next={address}"


def test_the_default_album_is_its_owners_alone() -> None:
    mina = person()
    keep(note(title="Numbat loaf"), mina, None, at=NOON)
    address = reverse("notes:album_collected")
    assert "Numbat loaf" in text_of(browser_of(mina), address)
    assert "Numbat loaf" not in text_of(browser_of(person()), address)
    assert Client().get(address).status_code == 302


def test_notes_are_put_in_order_by_forms_alone() -> None:
    mina = person()
    album = made(mina)
    for number, title in enumerate(("one", "two")):
        keep(note(title=title), mina, album, at=NOON.replace(minute=number))
    first = Collect.objects.get(note__title="one")
    page = reverse("notes:album_arrange", args=[album.public_id])
    answer = browser_of(mina).post(reverse("notes:move_up", args=[first.note.public_id]), {"next": page})
    assert answer["Location"] == page
    text = text_of(browser_of(mina), page)
    assert text.index(">one<") < text.index(">two<")
    assert browser_of(person()).post(reverse("notes:move_up", args=[first.note.public_id])).status_code == 404


def test_the_pages_of_a_long_album_hold_each_note_once() -> None:
    mina = person()
    album = made(mina, is_public=True)
    for number in range(45):
        keep(note(), mina, album, at=NOON.replace(minute=number))
    seen, address = [], album.get_absolute_url()
    for _ in range(3):
        text = text_of(Client(), address)
        seen += re.findall(r'data-card="(\w+)"', text)
        found = re.search(r'data-next="([^"]+)"', text)
        address = f"{album.get_absolute_url()}?after={found[1]}" if found else ""
    assert (len(seen), len(set(seen)), address) == (45, 45, "")


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "WzEsMl0", "WyJhIiwiYiJd", "x" * 500])
def test_a_made_up_cursor_starts_at_the_top(cursor: str) -> None:
    album = made(person(), is_public=True)
    assert Client().get(album.get_absolute_url(), {"after": cursor}).status_code == 200
    assert Client().get(f"{album.owner.get_absolute_url()}?tab=albums&after={cursor}").status_code == 200


def test_a_page_of_albums_asks_no_more_for_many_than_for_few() -> None:
    few, many = person(), person()
    for owner, number in ((few, 2), (many, 12)):
        for n in range(number):
            album = made(owner, f"Album {n}", is_public=True)
            for _ in range(3):
                keep(note(), owner, album, at=NOON)
    counts = []
    for owner in (few, many):
        browser, address = browser_of(person()), f"{owner.get_absolute_url()}?tab=albums"
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_profile_without_albums_says_what_to_do() -> None:
    mina = person("mina_reads")
    assert "Nothing collected yet" in text_of(browser_of(mina), "/@mina_reads/?tab=albums")
    assert "No open albums" in text_of(Client(), "/@mina_reads/?tab=albums")


def test_what_somebody_liked_shows_to_others_only_once_it_is_open_and_only_what_they_may_see() -> None:
    mina = person("mina_reads")
    for title, visibility in (("quokka", Visibility.PUBLIC), ("numbat", Visibility.FOLLOWERS)):
        react(note(title=title, visibility=visibility), mina, "like", at=NOON)
    address = "/@mina_reads/?tab=liked"
    assert Client().get(address).status_code == 404
    User.objects.filter(pk=mina.pk).update(has_open_likes=True)
    text = text_of(Client(), address)
    assert ("quokka" in text, "numbat" in text) == (True, False)
