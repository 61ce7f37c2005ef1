"""Videos on their way in: piece by piece, each once, within bounds, and swept when they never arrive."""

import io
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from notes import receiving
from notes.models import Video
from notes.receiving import VideoNotTaken, WrongOffset
from tests.factories import NOON, note, person

pytestmark = pytest.mark.django_db
State = Video.State


def begun(owner=None, size: int = 10, at=NOON) -> Video:
    return receiving.begin(owner or person(), size=size, file_name="loaf.mp4", at=at)


def brought(video: Video, content: bytes, offset: int | None = None, at=NOON) -> Video:
    begins = video.offset_bytes if offset is None else offset
    return receiving.append(video, io.BytesIO(content), length=len(content), offset=begins, at=at)


def incoming() -> set[str]:
    folder = Path(settings.MEDIA_ROOT) / "incoming" / "v"
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_video_arrives_in_pieces_and_the_last_one_hands_it_to_a_worker(django_capture_on_commit_callbacks):
    video = begun()
    with django_capture_on_commit_callbacks() as first:
        brought(video, b"01234")
    assert (video.state, video.offset_bytes, first) == (State.RECEIVING, 5, [])
    with django_capture_on_commit_callbacks() as last:
        brought(video, b"56789", at=NOON + timedelta(hours=1))
    assert (video.state, video.offset_bytes, len(last)) == (State.WAITING, 10, 1)
    assert b"".join(receiving.pieces_of(Video.objects.get())) == b"0123456789"
    assert video.expires_at == NOON + timedelta(hours=25)


def test_a_piece_that_begins_elsewhere_is_not_kept():
    video = brought(begun(), b"01234")
    before = incoming()
    for offset in (0, 4, 6):
        with pytest.raises(WrongOffset):
            brought(video, b"x", offset)
    assert Video.objects.get().offset_bytes == 5
    assert incoming() == before


def test_no_more_arrives_than_was_announced():
    video = brought(begun(), b"01234")
    with pytest.raises(WrongOffset):
        brought(video, b"567890")
    assert Video.objects.get().offset_bytes == 5


def test_of_two_hands_with_the_same_piece_one_wins_and_the_other_leaves_nothing():
    video = begun()
    twin = Video.objects.get(pk=video.pk)
    brought(video, b"01234")
    before = incoming()
    with pytest.raises(WrongOffset):
        brought(twin, b"01234")
    assert incoming() == before
    assert b"".join(receiving.pieces_of(Video.objects.get())) == b"01234"


def test_without_the_conditional_update_the_second_hand_would_write_over_the_first():
    """The twin of the test above: the same two hands by read, add and save."""
    video = begun()
    twin = Video.objects.get(pk=video.pk)
    for hand, name in ((video, "first"), (twin, "second")):
        hand.offset_bytes += 5
        hand.pieces = [*hand.pieces, name]
        hand.save(update_fields=["offset_bytes", "pieces"])
    assert Video.objects.get().pieces == ["second"]


@pytest.mark.parametrize(("size", "code"), [(0, "empty"), (200 * 1024 * 1024 + 1, "too_large")])
def test_a_video_of_the_wrong_size_is_refused_before_a_byte_of_it_came(size, code):
    with pytest.raises(VideoNotTaken) as refused:
        begun(size=size)
    assert refused.value.code == code
    assert not Video.objects.exists()


def test_somebody_with_eight_unpublished_videos_has_to_use_one_first():
    owner = person()
    for _ in range(receiving.MAX_UNPUBLISHED):
        begun(owner)
    with pytest.raises(VideoNotTaken, match="You have 8 videos no note has taken yet"):
        begun(owner)
    Video.objects.filter(owner=owner).update(state=State.REFUSED)
    assert begun(owner).state == State.RECEIVING


def test_unpublished_videos_take_a_thousand_megabytes_at_most():
    owner = person()
    for _ in range(5):
        begun(owner, 190 * 1024 * 1024)
    with pytest.raises(VideoNotTaken, match="more than 1000 MB"):
        begun(owner, 51 * 1024 * 1024)
    assert Video.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_two_browsers_at_once_do_not_get_more_than_eight():
    owner = person()
    for _ in range(receiving.MAX_UNPUBLISHED - 1):
        begun(owner)
    taken: list[bool] = []

    def hand() -> None:
        try:
            begun(owner)
            taken.append(True)
        except VideoNotTaken:
            taken.append(False)
        finally:
            connection.close()

    hands = [threading.Thread(target=hand) for _ in range(4)]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    assert (sorted(taken), Video.objects.count()) == ([False, False, False, True], receiving.MAX_UNPUBLISHED)


def test_the_length_allowed_follows_the_level():
    assert receiving.limits_of(person(level=0)).max_seconds == 300
    assert receiving.limits_of(person(level=5)).max_seconds == 300
    assert receiving.limits_of(person(level=6)).max_seconds == 600


def test_a_video_that_came_with_a_form_waits_for_a_worker_at_once():
    video = receiving.receive(person(), SimpleUploadedFile("loaf.mp4", b"0123456789"), at=NOON)
    assert (video.state, video.offset_bytes, video.file_name) == (State.WAITING, 10, "loaf.mp4")


def test_a_video_of_too_many_pieces_is_given_up():
    video = begun(size=5000)
    Video.objects.filter(pk=video.pk).update(pieces=["x"] * receiving.MAX_PIECES, offset_bytes=2000)
    video.refresh_from_db()
    with pytest.raises(VideoNotTaken, match="too many pieces"):
        brought(video, b"y")


def test_videos_that_did_not_arrive_in_a_day_are_swept_with_every_piece():
    old, young = brought(begun(), b"01234"), brought(begun(), b"012", at=NOON + timedelta(hours=2))
    # A piece of a hand that died between writing and the row.
    storages["incoming"].save(f"v/{old.public_id}/lost", io.BytesIO(b"x"))
    taken = brought(begun(), b"0123456789")
    Video.objects.filter(pk=taken.pk).update(note=note(taken.owner))
    assert receiving.sweep(at=NOON + timedelta(hours=24, minutes=1)) == 1
    assert set(Video.objects.all()) == {young, taken}
    assert not [name for name in incoming() if name.startswith(old.public_id)]
    assert [name for name in incoming() if name.startswith(young.public_id)]


def test_a_discarded_video_goes_with_its_pieces_and_a_taken_one_stays(django_capture_on_commit_callbacks):
    loose, taken = brought(begun(), b"01234"), brought(begun(), b"0123456789")
    Video.objects.filter(pk=taken.pk).update(note=note(taken.owner))
    with django_capture_on_commit_callbacks(execute=True):
        assert (receiving.discard(loose), receiving.discard(taken)) == (True, False)
    assert list(Video.objects.all()) == [taken]
    assert {name.split("/")[0] for name in incoming()} >= {taken.public_id}
    assert loose.public_id not in {name.split("/")[0] for name in incoming()}
