"""Everything of a person in one zip: complete, theirs alone, and gone after a week."""

import json
import tracemalloc
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client

from common.archive_writing import Owner, write_archive
from common.archives import sections
from common.clock import now
from common.media import rendition_name
from config.celery import app
from notes import comments, drafts, engagement
from notes.models import Note, Picture
from push.models import InboxItem
from tests.factories import NOON, category, evidence, note, person, product
from tests.users.archives import SITE, archive_of, contents, rows
from tests.users.at_once import at_once
from users import exporting, following, interests
from users.models import Export, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def eager() -> Iterator[None]:
    """Tasks run where they are called."""
    before = app.conf.task_always_eager
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = before


def logged_in(who: User, password: str = "") -> Client:
    """Somebody whose password was asked for a moment ago."""
    client = Client()
    client.force_login(who)
    if password:
        client.post("/accounts/reauthenticate/", {"password": password})
    return client


def test_every_section_is_a_file_and_the_manifest_names_each_with_its_digest(tmp_path: Path) -> None:
    files = contents(archive_of(person(), tmp_path))
    manifest = json.loads(files["manifest.json"])
    assert (manifest["format"], manifest["version"]) == ("meadow-archive", 1)
    assert set(manifest["sections"]) == {section.name for section in sections()}
    assert set(files) == {f"data/{name}.jsonl" for name in manifest["sections"]} | {"manifest.json", "index.html"}


def test_all_that_is_somebodys_is_in_it(tmp_path: Path) -> None:
    ana, mina = person("ana", name="Ana"), person("mina")
    bread = note(mina, title="Bread")
    own = note(ana, title="Soup", body="Stir it.")
    comments.write_comment(bread, ana, "How long?", at=NOON)
    engagement.react(bread, ana, "like", at=NOON)
    following.follow(ana, mina, at=NOON)
    interests.choose_interests(ana, [category("food")], at=NOON)
    data = archive_of(ana, tmp_path)
    assert [row["title"] for row in rows(data, "notes")] == ["Soup"]
    assert rows(data, "notes")[0]["key"] == str(own.submission_key)
    assert [(row["body"], row["note"]) for row in rows(data, "comments")] == [("How long?", bread.get_absolute_url())]
    assert [(row["kind"], row["title"]) for row in rows(data, "reactions")] == [("like", "Bread")]
    assert [row["handle"] for row in rows(data, "following")] == ["mina"]
    assert [(row["category"], row["source"]) for row in rows(data, "interests")] == [("food", "settings")]
    assert {row["reason"] for row in rows(data, "growth")} == {"commented", "followed"}
    assert rows(data, "profile")[0]["name"] == "Ana"


def test_nothing_of_anybody_else_is_in_it(tmp_path: Path) -> None:
    ana, mina = person("ana"), person("mina")
    note(mina, title="Bread")
    note(mina, title="Secret", visibility="private")
    comments.write_comment(note(ana), mina, "Lovely.", at=NOON)
    written = b"".join(contents(archive_of(ana, tmp_path)).values())
    assert b"Bread" not in written
    assert b"Secret" not in written
    assert b"Lovely" not in written


def test_what_an_author_shows_no_longer_is_named_by_its_address_alone(tmp_path: Path) -> None:
    ana, mina = person("ana"), person("mina")
    bread = note(mina, title="Bread")
    engagement.react(bread, ana, "like", at=NOON)
    Note.objects.filter(pk=bread.pk).update(title="For my own eyes", visibility="private")
    data = archive_of(ana, tmp_path)
    assert [(row["note"], row["title"]) for row in rows(data, "reactions")] == [(bread.get_absolute_url(), "")]
    assert b"own eyes" not in b"".join(contents(data).values())


def test_drafts_with_everything_typed_are_in_it(tmp_path: Path) -> None:
    ana = person()
    drafts.keep(ana, uuid.uuid4(), {"title": ["Half"], "body": ["So far"]}, version=0, at=NOON)
    assert rows(archive_of(ana, tmp_path), "drafts")[0]["fields"] == {"title": ["Half"], "body": ["So far"]}


def test_pictures_go_along_with_their_descriptions_and_can_be_seen_in_the_page(tmp_path: Path) -> None:
    ana = person()
    soup = note(ana, title="<b>Soup</b>")
    default_storage.save(rendition_name("p/aa/one", 1440), ContentFile(b"RIFF0000WEBPVP8 "))
    picture = Picture.objects.create(owner=ana, note=soup, state="ready", stem="p/aa/one", alt='A "bowl"')
    data = archive_of(ana, tmp_path)
    name = f"media/pictures/{picture.public_id}.webp"
    assert rows(data, "notes")[0]["pictures"] == [{"file": name, "alt": 'A "bowl"', "points": []}]
    page = contents(data)["index.html"].decode()
    assert f'<img src="{name}" alt="A &quot;bowl&quot;"' in page
    assert "&lt;b&gt;Soup&lt;/b&gt;" in page
    assert "<b>Soup" not in page


def test_a_picture_whose_file_is_gone_does_not_stop_the_archive(tmp_path: Path) -> None:
    ana = person()
    Picture.objects.create(owner=ana, note=note(ana), state="ready", stem="p/aa/lost")
    assert "media" not in "".join(contents(archive_of(ana, tmp_path)))


def test_what_somebody_said_of_a_product_is_in_it(tmp_path: Path) -> None:
    ana, cream = person(), product("Oat cream")
    evidence(cream, ana, text="It helped.")
    assert [(row["name"], row["text"]) for row in rows(archive_of(ana, tmp_path), "evidence")] == [
        ("Oat cream", "It helped.")
    ]


def peak_of(count: int, folder: Path) -> int:
    """The most memory that an archive of so many long notes takes, in bytes."""
    writer = person()
    food = category()
    for number in range(count):
        note(writer, title=f"Loaf {number}", body="word " * 2000, category=food)
    tracemalloc.start()
    write_archive(folder / "large.zip", Owner(writer.pk, writer.public_id, writer.handle, SITE), at=NOON)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_a_large_account_needs_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    peak_of(1, tmp_path)
    assert peak_of(600, tmp_path) < 1.3 * peak_of(200, tmp_path)


def test_asking_twice_asks_once_and_a_fourth_time_a_day_is_refused() -> None:
    ana = person()
    first = exporting.ask_export(ana, at=NOON)
    assert exporting.ask_export(ana, at=NOON) == first
    for _more in range(2):
        Export.objects.update(state="gone")
        exporting.ask_export(ana, at=NOON)
    Export.objects.update(state="gone")
    with pytest.raises(exporting.ExportRefused):
        exporting.ask_export(ana, at=NOON)
    assert Export.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_archive() -> None:
    ana = person()
    export = exporting.ask_export(ana, at=NOON)
    before = set(_stored())
    made = at_once([lambda: exporting.make_export(export.pk, at=NOON)] * 2)
    assert made.count(True) == 1
    assert len(set(_stored()) - before) == 1


def _stored() -> list[str]:
    store = storages["exports"]
    try:
        folders, _files = store.listdir("")
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for folder in folders for name in store.listdir(folder)[1]]


@pytest.mark.django_db(transaction=True)
def test_an_archive_is_deleted_after_a_week_with_its_file() -> None:
    ana = person()
    export = exporting.ask_export(ana, at=NOON)
    exporting.make_export(export.pk, at=NOON)
    export.refresh_from_db()
    assert exporting.tend_exports(at=NOON + timedelta(days=6)) == 0
    assert exporting.tend_exports(at=NOON + timedelta(days=7)) == 1
    assert not storages["exports"].exists(export.file)


def ready(who: User) -> Export:
    export = exporting.ask_export(who, at=now())
    exporting.make_export(export.pk, at=now())
    export.refresh_from_db()
    return export


def test_its_owner_downloads_it_after_showing_that_it_is_them() -> None:
    ana = person("ana", password="a-long-quiet-meadow")
    link = f"/settings/export/{exporting.link_token(ready(ana))}/"
    asked = logged_in(ana).get(link)
    assert (asked.status_code, "reauthenticate" in asked["Location"]) == (302, True)
    answer = logged_in(ana, "a-long-quiet-meadow").get(link)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_nobody_else_downloads_it_with_the_same_link() -> None:
    ana, mina = person("ana"), person("mina", password="a-long-quiet-meadow")
    link = f"/settings/export/{exporting.link_token(ready(ana))}/"
    assert logged_in(mina, "a-long-quiet-meadow").get(link).status_code == 404


@pytest.mark.parametrize("token", ["nonsense", "a:b:c", "WyJ4IiwxXQ:1abc:forged"])
def test_a_forged_link_leads_nowhere(token: str) -> None:
    ana = person("ana", password="a-long-quiet-meadow")
    ready(ana)
    assert logged_in(ana, "a-long-quiet-meadow").get(f"/settings/export/{token}/").status_code == 404


def test_a_deleted_archive_cannot_be_downloaded() -> None:
    ana = person("ana", password="a-long-quiet-meadow")
    export = ready(ana)
    exporting.drop_export(export)
    link = f"/settings/export/{exporting.link_token(export)}/"
    assert logged_in(ana, "a-long-quiet-meadow").get(link).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_asking_on_the_page_ends_with_a_line_in_the_inbox(eager: None) -> None:
    ana = person("ana", password="a-long-quiet-meadow")
    client = logged_in(ana, "a-long-quiet-meadow")
    assert client.post("/settings/export/ask/")["Location"] == "/settings/privacy/"
    assert Export.objects.get().state == "ready"
    assert list(InboxItem.objects.values_list("reader", "kind")) == [(ana.pk, "export")]
    assert "Download" in client.get("/settings/privacy/").content.decode()
