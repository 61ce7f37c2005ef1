"""Drafts: nothing typed is lost, no tab writes over another, and nobody else sees them."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from notes import drafts, publishing, uploads
from notes.composition import PictureUse
from notes.drafts import DraftConflict, DraftGone, DraftRefused, keep
from notes.models import Draft, Picture, Video
from notes.models.video import VIDEO_KEPT_FOR
from notes.policy import policy_for
from tests.factories import NOON, composition, note, person
from tests.notes.test_uploads import received

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=3)


def fields(**sent: str | list[str]) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else value for name, value in sent.items()}


def kept(author=None, key=None, version=0, at=NOON, **sent) -> Draft:
    given = fields(**({"title": "Half a loaf"} | sent))
    return keep(author or person(), key or uuid.uuid4(), given, version=version, at=at)


def test_a_draft_keeps_every_field_as_it_was_typed():
    draft = kept(title=" Half  a loaf ", body="Line\r\nand line", picture=["a", "b"], alt_a="Crumb")
    assert Draft.objects.get().fields == {
        "title": [" Half  a loaf "],
        "body": ["Line\nand line"],
        "picture": ["a", "b"],
        "alt_a": ["Crumb"],
    }
    assert (draft.title, draft.version, draft.saved_at) == ("Half a loaf", 1, NOON)


def test_what_travels_with_the_page_is_no_part_of_the_draft():
    kept(csrfmiddlewaretoken="secret", submission_key="k", draft_version="3", step="earlier:x", product_query="oat")
    assert Draft.objects.get().fields == {"title": ["Half a loaf"]}


def test_each_save_goes_on_from_the_version_before():
    author, key = person(), uuid.uuid4()
    first = kept(author, key)
    second = kept(author, key, first.version, LATER, title="The whole loaf")
    assert (second.version, second.title, second.saved_at) == (2, "The whole loaf", LATER)
    assert Draft.objects.count() == 1


def test_the_same_words_sent_again_change_nothing_whatever_version_they_name():
    author, key = person(), uuid.uuid4()
    kept(author, key)
    again = kept(author, key, 0, LATER)
    assert (again.version, again.saved_at) == (1, NOON)


def test_a_tab_that_saw_an_older_version_is_told_and_writes_nothing():
    author, key = person(), uuid.uuid4()
    kept(author, key)
    kept(author, key, 1, title="From the first tab")
    with pytest.raises(DraftConflict) as told:
        kept(author, key, 1, LATER, title="From the second tab")
    assert told.value.kept.title == "From the first tab"
    assert Draft.objects.get().title == "From the first tab"


def at_once(hands: int, deed) -> list:
    together = Barrier(hands, timeout=60)

    def hand(number: int):
        together.wait()
        try:
            return deed(number)
        except (DraftConflict, DraftRefused) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(hand, range(hands)))


@pytest.mark.django_db(transaction=True)
def test_of_many_tabs_saving_at_once_one_wins_and_the_others_are_told():
    author, key = person(), uuid.uuid4()
    kept(author, key)
    got = at_once(6, lambda number: kept(author, key, 1, title=f"Tab {number}"))
    assert sum(isinstance(answer, Draft) for answer in got) == 1
    assert Draft.objects.get().version == 2


@pytest.mark.django_db(transaction=True)
def test_without_the_version_in_the_update_every_tab_would_believe_it_won():
    """The twin: a save that looks at the version first and writes afterwards lets them all through."""
    author, key = person(), uuid.uuid4()
    draft = kept(author, key)
    seen = Barrier(4, timeout=60)

    def unguarded(number: int) -> bool:
        current = Draft.objects.get(pk=draft.pk)
        seen.wait()
        if current.version != 1:
            return False
        current.title, current.version = f"Tab {number}", 2
        current.save()
        return True

    assert at_once(4, unguarded) == [True] * 4


@pytest.mark.django_db(transaction=True)
def test_many_tabs_do_not_get_past_the_number_of_drafts(monkeypatch):
    monkeypatch.setattr(drafts, "MAX_DRAFTS", 3)
    author = person()
    at_once(6, lambda _number: kept(author))
    assert Draft.objects.count() == 3


def test_the_fifty_first_draft_is_refused_in_words():
    author = person()
    Draft.objects.bulk_create([Draft(author=author, submission_key=uuid.uuid4()) for _ in range(50)])
    with pytest.raises(DraftRefused, match="You have 50 drafts"):
        kept(author)
    assert Draft.objects.count() == 50


def test_a_draft_of_a_hundred_kilobytes_is_refused():
    with pytest.raises(DraftRefused, match="too much"):
        kept(body="面" * 50_000)
    assert not Draft.objects.exists()


def test_a_nul_and_an_endless_name_do_no_harm():
    kept(body="a\x00b", **{"x" * 61: "left out"})
    assert Draft.objects.get().fields == {"title": ["Half a loaf"], "body": ["ab"]}


def test_the_pictures_of_a_draft_are_not_swept():
    author = person()
    picture, loose = received(author), received(author)
    kept(author, picture=[picture.public_id])
    assert uploads.sweep(at=LATER) == 1
    assert list(Picture.objects.all()) == [picture]
    assert not Picture.objects.filter(pk=loose.pk).exists()


def test_a_picture_taken_out_of_a_draft_has_a_day_before_it_is_swept():
    author, key = person(), uuid.uuid4()
    picture = received(author)
    kept(author, key, picture=[picture.public_id])
    kept(author, key, 1, LATER)
    assert uploads.sweep(at=LATER + timedelta(hours=23)) == 0
    assert uploads.sweep(at=LATER + timedelta(hours=25)) == 1


def test_somebody_elses_picture_is_not_held():
    picture = received(person())
    kept(picture=[picture.public_id])
    picture.refresh_from_db()
    assert picture.draft is None


def test_a_draft_thrown_away_lets_its_pictures_go():
    author = person()
    picture = received(author)
    drafts.discard(kept(author, picture=[picture.public_id]), at=LATER)
    assert not Draft.objects.exists()
    assert uploads.sweep(at=LATER + timedelta(hours=25)) == 1


def test_a_draft_handed_in_is_gone_and_its_pictures_are_the_notes():
    author, key = person(), uuid.uuid4()
    picture = received(author)
    kept(author, key, picture=[picture.public_id])
    given = composition(submission_key=key, pictures=[PictureUse(picture)])
    written = publishing.submit(author, given, policy=policy_for(author), at=NOON)
    picture.refresh_from_db()
    assert (picture.note, picture.draft) == (written, None)
    assert not Draft.objects.exists()


def test_a_save_that_comes_after_handing_in_is_told_of_the_note():
    author, key = person(), uuid.uuid4()
    kept(author, key)
    written = publishing.submit(author, composition(submission_key=key), policy=policy_for(author), at=NOON)
    for version in (0, 1):
        with pytest.raises(DraftGone) as told:
            kept(author, key, version)
        assert told.value.note == written
    assert not Draft.objects.exists()


def test_changes_to_a_note_are_a_draft_of_their_own_until_they_are_saved():
    written = note()
    keep(written.author, written.submission_key, fields(title="Other words"), version=0, at=NOON, note=written)
    assert Draft.objects.get().note == written
    publishing.edit(written, composition("Other words"), policy=policy_for(written.author), at=NOON)
    assert not Draft.objects.exists()


def test_a_draft_is_found_by_its_author_alone():
    draft = kept()
    assert Draft.objects.of(draft.author).get() == draft
    assert not Draft.objects.of(person()).exists()


def test_the_video_of_a_draft_is_not_swept_and_has_a_day_when_it_is_let_go():
    author, key = person(), uuid.uuid4()
    video = Video.objects.create(
        owner=author, size_bytes=10, offset_bytes=10, state=Video.State.READY, expires_at=NOON + VIDEO_KEPT_FOR
    )
    kept(author, key, video=[video.public_id])
    video.refresh_from_db()
    assert video.draft == Draft.objects.get()
    kept(author, key, 1, LATER)
    video.refresh_from_db()
    assert (video.draft, video.expires_at) == (None, LATER + VIDEO_KEPT_FOR)
