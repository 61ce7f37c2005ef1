"""A video's way from the last byte to a note that shows it; and what happens when something fails on the way."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from common.captions import CaptionsRefused
from common.media import VIDEO_SLOTS, WIDTHS, poster_stem, rendition_name, video_name
from common.videos import VideoWorkerFailed
from notes import publishing, receiving, tasks, videos
from notes.composition import CompositionRefused, PictureUse, VideoUse
from notes.events import note_submitted, poster_wanted, video_waiting
from notes.models import Form, Note, Picture, State, Video
from notes.policy import policy_for
from tests.common.video_files import film
from tests.factories import NOON, composition, person

pytestmark = pytest.mark.django_db
Stage = Video.State
CUES = b"WEBVTT\n\n00:00.100 --> 00:01.500\nThe crust sings.\n"


@pytest.fixture(scope="module")
def content(tmp_path_factory) -> bytes:
    return film(tmp_path_factory.mktemp("films") / "loaf.mp4", seconds=3).read_bytes()


def received(content: bytes, owner=None, at=NOON) -> Video:
    return receiving.receive(owner or person(), SimpleUploadedFile("loaf.mp4", content), at=at)


def ready(content: bytes, owner=None) -> Video:
    video = received(content, owner)
    assert videos.prepare(video.pk, at=NOON) is True
    video.refresh_from_db()
    return video


def handed_in(video: Video, body: str = "Six in the morning.", **use) -> Note:
    whole = composition(body=body, video=VideoUse(video, **use))
    return publishing.submit(video.owner, whole, policy=policy_for(video.owner), at=NOON)


def served() -> set[str]:
    folder = Path(settings.MEDIA_ROOT) / "public" / "v"
    return {str(path.relative_to(folder.parent)) for path in folder.rglob("*") if path.is_file()}


def test_a_prepared_video_has_its_films_and_stills_and_no_upload_left(content, django_capture_on_commit_callbacks):
    video = received(content)
    with django_capture_on_commit_callbacks(execute=True):
        videos.prepare(video.pk, at=NOON)
    video.refresh_from_db()
    assert (video.state, video.width, video.height, video.has_sound) == (Stage.READY, 320, 240, True)
    assert (round(video.seconds), len(video.posters), video.pieces) == (3, 6, [])
    assert all(storages["guarded"].exists(video_name(video.stem, slot)) for slot in VIDEO_SLOTS)
    assert all(storages["guarded"].exists(rendition_name(poster_stem(video.stem, 5), width)) for width in WIDTHS)
    assert storages["incoming"].listdir("v")[0].count(video.public_id) == 0


def test_a_note_waits_for_its_video_and_then_goes_to_be_judged(content, heard):
    video = received(content)
    note = handed_in(video)
    assert (note.form, note.cover) == (Form.VIDEO, None)
    with pytest.raises(publishing.NotReady):
        publishing.approve(note, at=NOON)
    assert heard(note_submitted, lambda: videos.prepare(video.pk, at=NOON)) == [note.pk]
    note.refresh_from_db()
    video.refresh_from_db()
    publishing.approve(note, at=NOON)
    assert note.state == State.LIVE
    assert (note.cover["stem"], note.cover["film"]) == (poster_stem(video.stem, video.poster), video.stem)
    assert (note.cover["width"], note.cover["height"], round(note.cover["seconds"])) == (360, 270, 3)


def test_a_note_without_words_may_be_a_video(content):
    assert handed_in(ready(content), body="").form == Form.VIDEO


def test_a_file_that_is_no_video_sends_its_note_back_with_the_reason(heard):
    video = received(b"<html>no film</html>" * 9)
    note = handed_in(video)
    assert heard(note_submitted, lambda: videos.prepare(video.pk, at=NOON)) == []
    note.refresh_from_db()
    video.refresh_from_db()
    reason = "This file is not a video we can read. Use MP4, MOV or WebM."
    assert (video.state, video.refusal) == (Stage.REFUSED, reason)
    assert (note.state, note.refusal) == (State.REFUSED, reason)


def test_the_reason_is_told_in_the_owners_language():
    video = received(b"no film at all", person(language="zh-hans"))
    videos.prepare(video.pk, at=NOON)
    video.refresh_from_db()
    assert video.refusal_code == "not_a_video"
    assert "MP4" in video.refusal
    assert "This file" not in video.refusal


def test_somebody_of_level_six_may_show_more_than_five_minutes(tmp_path):
    from tests.common.video_files import long_film

    long = long_film(tmp_path / "a.mp4", hours=0.1, frames=20).read_bytes()
    novice, blossom = received(long, person(level=5)), received(long, person(level=6))
    videos.prepare(novice.pk, at=NOON)
    videos.prepare(blossom.pk, at=NOON)
    novice.refresh_from_db()
    blossom.refresh_from_db()
    assert (novice.state, novice.refusal_code) == (Stage.REFUSED, "too_long")
    assert blossom.state == Stage.READY


def test_preparing_twice_changes_nothing(content):
    video = ready(content)
    files = served()
    assert videos.prepare(video.pk, at=NOON) is False
    assert served() == files
    assert Video.objects.get().stem == video.stem


def test_a_worker_whose_video_was_given_to_another_leaves_no_files(content, monkeypatch):
    video = received(content)
    files = served()
    real = videos.prepare_video

    def slow(*args, **options):
        made = real(*args, **options)
        # While it worked the watch gave it up, and another worker began.
        Video.objects.filter(pk=video.pk).update(attempts=2)
        return made

    monkeypatch.setattr(videos, "prepare_video", slow)
    assert videos.prepare(video.pk, at=NOON) is False
    assert served() == files
    assert Video.objects.get().state == Stage.WORKING


def test_an_upload_that_was_lost_asks_for_it_once_more(content):
    video = received(content)
    storages["incoming"].delete(video.pieces[0])
    videos.prepare(video.pk, at=NOON)
    video.refresh_from_db()
    assert (video.state, video.refusal) == (Stage.REFUSED, "This file was lost on our side. Add it once more.")


def failing(monkeypatch) -> None:
    def fail(*args, **options):
        raise VideoWorkerFailed("exit code 1")

    monkeypatch.setattr(videos, "prepare_video", fail)


def test_after_three_faults_of_ours_a_video_is_stuck_until_its_author_asks_again(content, monkeypatch, heard):
    video = received(content)
    with monkeypatch.context() as broken:
        failing(broken)
        for stage in (Stage.WAITING, Stage.WAITING, Stage.STUCK):
            with pytest.raises(VideoWorkerFailed):
                videos.prepare(video.pk, at=NOON)
            video.refresh_from_db()
            assert video.state == stage
        assert videos.prepare(video.pk, at=NOON) is False
    assert heard(video_waiting, lambda: videos.retry(video, at=NOON)) == [video.pk]
    assert videos.retry(video, at=NOON) is False
    assert videos.prepare(video.pk, at=NOON) is True


def test_the_watch_takes_up_a_video_whose_worker_fell_silent(content, heard):
    video = received(content)
    Video.objects.filter(pk=video.pk).update(state=Stage.WORKING, worked_at=NOON, attempts=1)
    early, late = NOON + timedelta(minutes=2, seconds=59), NOON + timedelta(minutes=3, seconds=1)
    assert heard(video_waiting, lambda: videos.watch(at=early)) == []
    assert Video.objects.get().state == Stage.WORKING
    assert heard(video_waiting, lambda: videos.watch(at=late)) == [video.pk]
    assert Video.objects.get().state == Stage.WAITING


def test_the_watch_gives_up_on_a_video_that_kills_its_workers(content):
    video = received(content)
    Video.objects.filter(pk=video.pk).update(state=Stage.WORKING, worked_at=NOON, attempts=videos.MOST_ATTEMPTS)
    assert videos.watch(at=NOON + timedelta(minutes=4)) == 0
    assert Video.objects.get().state == Stage.STUCK


def test_a_video_whose_task_was_lost_is_announced_again(content, heard):
    lost = received(content)
    received(content, at=NOON + timedelta(minutes=2))
    assert heard(video_waiting, lambda: videos.watch(at=NOON + timedelta(minutes=3))) == [lost.pk]


def test_a_submitted_note_whose_video_is_still_prepared_is_left_alone(content, heard):
    handed_in(received(content))
    Note.objects.update(submitted_at=NOON - timedelta(days=1))
    assert heard(note_submitted, tasks.resume_submitted) == []


def test_the_author_chooses_among_the_stills(content):
    video = ready(content)
    note = handed_in(video, poster=4, alt="A loaf")
    video.refresh_from_db()
    assert (video.poster, video.alt) == (4, "A loaf")
    assert (note.cover["stem"], note.cover["alt"]) == (poster_stem(video.stem, 4), "A loaf")


def test_a_still_that_does_not_exist_leaves_the_poster_as_it_is(content):
    video = ready(content)
    before = video.poster
    handed_in(video, poster=17)
    video.refresh_from_db()
    assert video.poster == before


def test_a_still_of_a_moment_becomes_the_poster_and_the_cover(content, heard):
    video = ready(content)
    note = handed_in(video)
    assert heard(poster_wanted, lambda: videos.want_poster(video, at_ms=1200)) == [video.pk]
    assert videos.make_poster(video.pk) is True
    video.refresh_from_db()
    note.refresh_from_db()
    assert (video.poster, len(video.posters), video.wanted_ms) == (6, 7, None)
    assert 1150 <= video.posters[6]["at_ms"] <= 1300
    assert note.cover["stem"] == poster_stem(video.stem, 6)
    assert storages["guarded"].exists(rendition_name(poster_stem(video.stem, 6), 720))
    assert videos.make_poster(video.pk) is False


def test_a_moment_asked_for_too_early_is_taken_up_when_the_video_is_ready(content, heard):
    video = received(content)
    assert heard(poster_wanted, lambda: videos.want_poster(video, at_ms=900)) == []
    assert heard(poster_wanted, lambda: videos.prepare(video.pk, at=NOON)) == [video.pk]


def test_no_more_than_twelve_stills_are_made_of_a_video(content):
    video = ready(content)
    Video.objects.filter(pk=video.pk).update(posters=[video.posters[0]] * videos.MAX_POSTERS)
    video.refresh_from_db()
    videos.want_poster(video, at_ms=100)
    assert videos.make_poster(video.pk) is False
    assert len(Video.objects.get().posters) == videos.MAX_POSTERS


def test_captions_are_kept_written_anew_and_replaced(content, django_capture_on_commit_callbacks):
    video = ready(content)
    videos.set_captions(video, CUES)
    first = video.captions
    with storages["guarded"].open(first) as kept:
        assert kept.read() == b"WEBVTT\n\n00:00:00.100 --> 00:00:01.500\nThe crust sings.\n"
    assert video.captions_language == "en"
    with django_capture_on_commit_callbacks(execute=True):
        videos.set_captions(video, "WEBVTT\n\n00:01.000 --> 00:02.000\n面包在唱歌\n".encode())
    video.refresh_from_db()
    assert (video.captions_language, storages["guarded"].exists(first)) == ("zh", False)
    with django_capture_on_commit_callbacks(execute=True):
        videos.drop_captions(video)
    assert (video.captions, video.captions_language) == ("", "")


def test_captions_that_are_none_leave_those_that_were_there(content):
    video = ready(content)
    videos.set_captions(video, CUES)
    before = video.captions
    with pytest.raises(CaptionsRefused):
        videos.set_captions(video, b"<script>")
    video.refresh_from_db()
    assert video.captions == before


def errors_of(author, whole) -> dict[str, list[str]]:
    with pytest.raises(CompositionRefused) as refused:
        publishing.submit(author, whole, policy=policy_for(author), at=NOON)
    assert not Note.objects.exists()
    return refused.value.errors


def test_a_note_takes_only_its_authors_own_whole_sound_video_alone(content):
    author = person()
    other = received(content)
    half = receiving.begin(author, size=9, file_name="a.mp4", at=NOON)
    broken = Video(owner=author, size_bytes=1, state=Stage.REFUSED, refusal="Broken.", expires_at=NOON)
    broken.save()
    picture = PictureUse(Picture.objects.create(owner=author))
    mine = received(content, author)
    told = [
        errors_of(author, composition(video=VideoUse(other))),
        errors_of(author, composition(video=VideoUse(half))),
        errors_of(author, composition(video=VideoUse(broken))),
        errors_of(author, composition(video=VideoUse(mine), pictures=[picture])),
        errors_of(author, composition(video=VideoUse(mine, alt="x" * 501))),
    ]
    assert told == [
        {"video": ["The video belongs to somebody else."]},
        {"video": ["The video has not arrived whole yet."]},
        {"video": ["Broken."]},
        {"video": ["A note has pictures or a video, not both. Remove one of them."]},
        {"video": ["A description has more than 500 characters."]},
    ]


def test_a_video_that_another_note_took_is_not_taken_again(content):
    video = ready(content)
    handed_in(video)
    whole = composition(video=VideoUse(video))
    with pytest.raises(CompositionRefused):
        publishing.submit(video.owner, whole, policy=policy_for(video.owner), at=NOON)
    assert Note.objects.count() == 1


def test_a_video_refused_between_the_check_and_the_writing_makes_no_note(content):
    """The row is what counts, not what the page saw."""
    video = received(content)
    seen = Video.objects.get(pk=video.pk)
    Video.objects.filter(pk=video.pk).update(state=Stage.REFUSED, refusal="Broken.")
    assert errors_of(video.owner, composition(video=VideoUse(seen))) == {"video": ["The video could not be used."]}


def test_a_note_taken_while_the_worker_was_writing_is_told_as_well(content, monkeypatch, heard):
    """The worker read "no note" and a note took the video before it wrote: it looks again."""
    video = received(content)
    taken: list[Note] = []
    real = videos._finished

    def finished(row, at, facts):
        if not taken:
            taken.append(handed_in(Video.objects.get(pk=video.pk)))
        return real(row, at, facts)

    monkeypatch.setattr(videos, "_finished", finished)
    assert heard(note_submitted, lambda: videos.prepare(video.pk, at=NOON))[-1] == taken[0].pk


def test_another_video_takes_the_place_of_the_first_and_pictures_that_of_both(content):
    author = person()
    first, second = ready(content, author), ready(content, author)
    note = handed_in(first)
    policy = policy_for(author)
    publishing.edit(note, composition(video=VideoUse(second)), policy=policy, at=NOON)
    first.refresh_from_db()
    assert (first.note, Video.objects.get(note=note)) == (None, second)
    assert note.cover["film"] == second.stem
    publishing.edit(note, composition(body="Only words."), policy=policy, at=NOON)
    assert (note.form, note.cover, Video.objects.filter(note=note).exists()) == (Form.TEXT, None, False)


def test_a_deleted_note_lets_its_video_go_to_be_swept(content, django_capture_on_commit_callbacks):
    video = ready(content)
    note = handed_in(video)
    publishing.delete(note, at=NOON)
    assert Video.objects.get().note is None
    assert receiving.sweep(at=NOON + timedelta(hours=25)) == 1
    assert not any(name.startswith(video.stem) for name in served())
