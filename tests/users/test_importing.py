"""An archive comes back whole or not at all, and nothing comes twice."""

import hashlib
import io
import json
import uuid
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from common.clock import now
from common.media import rendition_name
from notes import comments, drafts, engagement, publishing, uploads
from notes.models import Comment, Draft, Like, Note, Picture, State, Topic
from tests.factories import NOON, category, note, person, product
from tests.users.archives import archive_of, brought, changed, contents, packed, rows, sent, signed
from users import following, importing, interests
from users.models import Follow, Import, Interest, User

pytestmark = pytest.mark.django_db
# What a note is given anew when it comes back.
_VOLATILE = {"address", "submitted_at", "withdrawn_at"}


def webp() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (640, 480), "#2f7d4f").save(drawn, "WEBP")
    return drawn.getvalue()


def furnished() -> User:
    """Somebody with a note of pictures and a product, a private one, a draft, interests, and a follow."""
    ana = person("ana", name="Ana", bio="Soup.", time_zone="Europe/London", notes_count=2, email="ana@example.org")
    cream = product("Oat cream")
    soup = note(ana, title="Soup", body="Stir it. #soup", category=category("food"))
    soup.note_topics.create(topic=Topic.objects.create(slug="soup", name="soup", notes_count=1))
    soup.note_products.create(product=cream, relation="bought", stance=4)
    for number in (1, 2):
        stem = f"p/aa/{uuid.uuid4().hex}"
        default_storage.save(rendition_name(stem, 1440), ContentFile(webp()))
        Picture.objects.create(owner=ana, note=soup, state="ready", stem=stem, alt=f"Bowl {number}", position=number)
    Note.objects.filter(pk=soup.pk).update(form="pictures")
    note(ana, title="Mine", visibility="private")
    note(ana, title="Taken back", state="withdrawn")
    drafts.keep(ana, uuid.uuid4(), {"title": ["Half"], "body": ["So far"]}, version=0, at=NOON)
    interests.choose_interests(ana, [category("food")], at=NOON)
    following.follow(ana, person("mina"), at=NOON)
    return ana


def approve_all() -> None:
    """The worker prepares pictures, and moderation says yes."""
    Picture.objects.filter(state="waiting").update(state="ready", stem="p/bb/x")
    for waiting in Note.objects.filter(state=State.SUBMITTED).order_by("pk"):
        publishing.approve(waiting, at=NOON)


def plain(data: bytes) -> list[dict]:
    """The notes of an archive without what is new each time."""
    found = []
    for row in rows(data, "notes"):
        kept = {name: value for name, value in row.items() if name not in _VOLATILE}
        kept["pictures"] = [{"alt": one["alt"], "points": one["points"]} for one in row["pictures"]]
        found.append(kept)
    return sorted(found, key=lambda row: row["key"])


def test_what_was_exported_and_deleted_comes_back_equal(tmp_path: Path) -> None:
    ana = furnished()
    before = archive_of(ana, tmp_path)
    for own in Note.objects.filter(author=ana):
        publishing.delete(own, at=NOON)
    Draft.objects.all().delete()
    Interest.objects.all().delete()
    following.unfollow(ana, User.objects.get(handle="mina"))
    assert brought(ana, before).state == "done"
    approve_all()
    after = archive_of(ana, tmp_path)
    assert plain(after) == plain(before)
    assert [row["fields"] for row in rows(after, "drafts")] == [{"title": ["Half"], "body": ["So far"]}]
    assert [row["handle"] for row in rows(after, "following")] == ["mina"]
    assert [row["category"] for row in rows(after, "interests")] == ["food"]


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    ana = furnished()
    data = archive_of(ana, tmp_path)
    for own in Note.objects.filter(author=ana):
        publishing.delete(own, at=NOON)
    brought(ana, data)
    approve_all()
    counted = [model.objects.count() for model in (Note, Draft, Interest, Follow, Picture)]
    again = brought(ana, data)
    assert [model.objects.count() for model in (Note, Draft, Interest, Follow, Picture)] == counted
    assert again.summary["notes"] == {"there": 3}
    assert again.summary["drafts"] == {"there": 1}


def test_looking_through_tells_what_would_come_and_changes_nothing(tmp_path: Path) -> None:
    ana = furnished()
    data = archive_of(ana, tmp_path)
    for own in Note.objects.filter(author=ana):
        publishing.delete(own, at=NOON)
    pictures = Picture.objects.count()
    looked = sent(ana, data)
    assert (looked.state, looked.summary["notes"]) == ("checked", {"new": 3})
    assert (Note.objects.count(), Picture.objects.count()) == (0, pictures)


def test_a_note_that_was_live_keeps_its_day_and_is_no_news(tmp_path: Path) -> None:
    ana = person(notes_count=1)
    soup = note(ana, title="Soup")
    data = archive_of(ana, tmp_path)
    publishing.delete(soup, at=NOON)
    brought(ana, data)
    back = Note.objects.get()
    assert (back.state, back.published_at) == (State.SUBMITTED, NOON)
    assert back.public_id != soup.public_id


def test_an_archive_of_an_account_that_is_gone_comes_back_as_it_was_to_one_heir_only(tmp_path: Path) -> None:
    old = person(notes_count=1)
    note(old, title="Soup")
    data = archive_of(old, tmp_path)
    publishing.delete(Note.objects.get(), at=NOON)
    old.delete()
    heir, other = person(), person()
    brought(heir, data)
    brought(other, data)
    assert [(row.author, row.title) for row in Note.objects.all()] == [(heir, "Soup")]
    assert [row.author for row in Draft.objects.all()] == [other]


def test_somebody_elses_archive_comes_back_as_drafts_without_reactions(tmp_path: Path) -> None:
    ana, other = person(), person()
    note(ana, title="Soup")
    bread = note(title="Bread")
    engagement.react(bread, ana, "like", at=NOON)
    following.follow(ana, bread.author, at=NOON)
    done = brought(other, archive_of(ana, tmp_path))
    assert done.summary["reactions"] == {"left": 1}
    assert not Note.objects.filter(author=other).exists()
    assert Draft.objects.get().fields["title"] == ["Soup"]
    assert not Like.objects.filter(person=other).exists()
    assert not Follow.objects.filter(follower=other).exists()


def test_an_archive_made_by_hand_is_believed_about_nothing(tmp_path: Path) -> None:
    ana = person()
    note(ana, title="Soup")
    forged = changed(
        archive_of(ana, tmp_path), "notes", lambda read: read[0].update(title="New", key=str(uuid.uuid4()))
    )
    brought(ana, forged)
    assert [row.title for row in Note.objects.all()] == ["Soup"]
    assert [row.title for row in Draft.objects.all()] == ["New"]


def test_comments_and_likes_of_ones_own_come_back_once(tmp_path: Path) -> None:
    ana, bread = person(), note(title="Bread")
    said = comments.write_comment(bread, ana, "How long?", at=NOON)
    engagement.react(bread, ana, "like", at=NOON)
    data = archive_of(ana, tmp_path)
    engagement.unreact(bread, ana, "like")
    comments.remove_comment(said, at=NOON)
    said.delete()
    for _time in range(2):
        brought(ana, data)
    assert Comment.objects.filter(author=ana, removed_at=None).count() == 1
    bread.refresh_from_db()
    assert (bread.like_count, bread.comment_count) == (1, 1)


def test_more_drafts_than_anybody_may_have_are_left_out_and_counted(
    tmp_path: Path,
) -> None:
    ana, other = person(), person()
    for number in range(3):
        note(ana, title=f"Soup {number}")
    data = archive_of(ana, tmp_path)
    for _more in range(drafts.MAX_DRAFTS - 1):
        drafts.keep(other, uuid.uuid4(), {"title": ["x"]}, version=0, at=NOON)
    assert brought(other, data).summary["notes"] == {"new": 1, "left": 2}


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("title", 7, "title: this is no text."),
        ("title", "x" * 500, "title: this is too long: at most 120 characters."),
        ("title", "", "Give your note a title."),
        ("title", "a\x00b", "title: this holds characters that are none."),
        ("state", "frozen", "state: this is none of the choices."),
        ("visibility", "staff", "visibility: this is none of the choices."),
        ("published_at", "2999-01-01T00:00:00+00:00", "published_at: this is no point in time."),
        ("published_at", "2100-01-01T00:00:00+00:00", "published_at: this lies in the future."),
        ("created_at", "yesterday", "created_at: this is no point in time."),
        ("key", "1", "key: this is no key."),
        ("pictures", [{"file": "media/pictures/none.webp", "alt": ""}], "is not in the archive."),
        ("pictures", "none", "pictures: this is no list."),
        ("products", [{"id": "x", "relation": "stolen"}], "relation: this is none of the choices."),
        ("topics", ["x" * 100], "topics: this is too long: at most 80 characters."),
        ("place", 3, "place: this is no place."),
        ("is_ai_made", "no", "is_ai_made: this is neither true nor false."),
    ],
)
def test_a_wrong_field_is_told_with_its_row_and_nothing_is_brought_in(
    tmp_path: Path, field: str, value: object, reason: str
) -> None:
    ana = person()
    note(ana, title="Good")
    note(ana, title="Bad")
    data = archive_of(ana, tmp_path)
    Note.objects.all().delete()
    looked = sent(ana, signed(changed(data, "notes", lambda read: read[1].update({field: value}))))
    assert looked.state == "refused"
    assert (looked.problems[0]["where"], looked.problems[0]["row"]) == ("data/notes.jsonl", 2)
    assert reason in looked.problems[0]["reason"]
    assert (Note.objects.count(), Draft.objects.count()) == (0, 0)
    assert not importing.want_import(looked)


def test_a_changed_row_is_named(tmp_path: Path) -> None:
    ana = person()
    note(ana, title="First")
    note(ana, title="Second")
    files = contents(archive_of(ana, tmp_path))
    files["data/notes.jsonl"] = files["data/notes.jsonl"].replace(b"Second", b"Sekond")
    looked = sent(ana, packed(files))
    assert looked.problems == [
        {"where": "data/notes.jsonl", "row": 2, "reason": "This was changed after the archive was made."}
    ]


def test_a_wrong_kind_of_picture_is_refused(tmp_path: Path) -> None:
    ana = furnished()
    data = archive_of(ana, tmp_path)
    Note.objects.all().delete()
    files = contents(data)
    name = next(name for name in files if name.startswith("media/pictures/"))
    files[name] = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    manifest = json.loads(files["manifest.json"])
    manifest["files"][name]["sha256"] = hashlib.sha256(files[name]).hexdigest()
    files["manifest.json"] = json.dumps(manifest).encode()
    looked = sent(ana, packed(files))
    assert looked.state == "refused"
    assert looked.problems[0]["reason"] == f"{name} is no picture."
    assert Note.objects.count() == 0


def test_pictures_are_written_anew_by_the_worker(tmp_path: Path) -> None:
    ana = furnished()
    data = archive_of(ana, tmp_path)
    publishing.delete(Note.objects.get(title="Soup"), at=NOON)
    Picture.objects.all().delete()
    brought(ana, data)
    waiting = Picture.objects.order_by("position")
    assert [(one.state, one.alt) for one in waiting] == [("waiting", "Bowl 1"), ("waiting", "Bowl 2")]
    uploads.prepare(waiting[0], at=NOON)
    done = waiting[0]
    assert (done.state, done.width, done.height) == ("ready", 640, 480)


def test_a_second_archive_waits_for_the_first() -> None:
    ana = person()
    importing.receive_archive(ana, SimpleUploadedFile("one.zip", b"x"), at=now())
    with pytest.raises(importing.ImportRefused):
        importing.receive_archive(ana, SimpleUploadedFile("two.zip", b"x"), at=NOON)
    assert Import.objects.count() == 1


def test_an_import_may_be_thrown_away_before_anything_is_changed(tmp_path: Path) -> None:
    ana = person()
    note(ana)
    data = archive_of(ana, tmp_path)
    Note.objects.all().delete()
    looked = sent(ana, data)
    assert importing.drop_import(looked, at=now())
    assert not importing.want_import(looked)
    importing.work_on(looked.pk, at=now())
    assert Note.objects.count() == 0


def test_wanting_an_import_twice_brings_it_in_once(tmp_path: Path) -> None:
    ana = person()
    note(ana)
    data = archive_of(ana, tmp_path)
    Note.objects.all().delete()
    looked = sent(ana, data)
    assert [importing.want_import(looked), importing.want_import(looked)] == [True, False]
    for _time in range(2):
        importing.work_on(looked.pk, at=now())
    assert Note.objects.count() == 1


def test_the_page_leads_from_the_file_to_the_summary(tmp_path: Path) -> None:
    ana = person("ana", password="a-long-quiet-meadow")
    note(ana)
    data = archive_of(ana, tmp_path)
    client = Client()
    client.force_login(ana)
    client.post("/accounts/reauthenticate/", {"password": "a-long-quiet-meadow"})
    answer = client.post("/settings/import/", {"archive": SimpleUploadedFile("mine.zip", data)})
    importing.work_on(Import.objects.get().pk, at=now())
    page = client.get(answer["Location"]).content.decode()
    assert "This is what would come back. Nothing is changed yet." in page
    assert client.get("/settings/import/")["Location"] == answer["Location"]
    stranger = Client()
    stranger.force_login(person())
    assert stranger.get(answer["Location"]).status_code == 404
