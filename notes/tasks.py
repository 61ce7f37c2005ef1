"""What the notes' floor does in workers. Every task may run twice."""

from datetime import timedelta

from celery import Task, shared_task
from django.conf import settings

from common.clock import now
from common.durable import sweep_temporary
from common.events import announce
from common.pictures import PictureWorkerFailed
from common.videos import VideoWorkerFailed
from notes import consequences, guarding, lines, publishing, receiving, tagging, uploads, videos
from notes.events import note_reworded, note_submitted, picture_waiting
from notes.models import Note, Picture, State, Video

_A_WHILE = timedelta(minutes=2)
_AT_ONCE = 500


@shared_task(bind=True, max_retries=5)
def prepare_picture(self: Task, picture_id: int) -> None:
    """Makes one picture ready. A fault of ours is tried again; then the periodic task takes it up."""
    picture = Picture.objects.select_related("owner").filter(pk=picture_id).first()
    if picture is None:
        return
    try:
        uploads.prepare(picture, at=now())
    except PictureWorkerFailed as failure:
        raise self.retry(exc=failure, countdown=5 * 2**self.request.retries) from failure


@shared_task(bind=True, max_retries=videos.MOST_ATTEMPTS)
def prepare_video(self: Task, video_id: int) -> None:
    """Makes one video ready. A fault of ours is tried again; then the watch takes it up, or its author."""
    try:
        videos.prepare(video_id, at=now())
    except VideoWorkerFailed as failure:
        raise self.retry(exc=failure, countdown=10 * 2**self.request.retries) from failure


@shared_task(bind=True, max_retries=3)
def prepare_poster(self: Task, video_id: int) -> None:
    """Makes the still an author asked for."""
    try:
        videos.make_poster(video_id)
    except VideoWorkerFailed as failure:
        raise self.retry(exc=failure, countdown=5) from failure


@shared_task
def watch_videos() -> int:
    """Finds videos whose worker fell silent or whose task was lost. Returns how many were announced again."""
    return videos.watch(at=now())


@shared_task
def resume_pictures() -> int:
    """Announces pictures again whose task was lost."""
    waiting = Picture.objects.filter(state=Picture.State.WAITING, created_at__lt=now() - _A_WHILE)
    ids = list(waiting.order_by("created_at").values_list("pk", flat=True)[:_AT_ONCE])
    for picture_id in ids:
        announce(picture_waiting, picture_id=picture_id)
    return len(ids)


@shared_task
def resume_submitted() -> int:
    """Announces notes again whose verdict was lost: submitted a while ago, every picture and the video settled."""
    waiting = Note.objects.filter(state=State.SUBMITTED, submitted_at__lt=now() - _A_WHILE)
    ready = waiting.exclude(pictures__state=Picture.State.WAITING).exclude(video__in=Video.objects.unsettled())
    ids = list(ready.order_by("submitted_at").values_list("pk", flat=True)[:_AT_ONCE])
    for note_id in ids:
        announce(note_submitted, note_id=note_id)
    return len(ids) + _resume_reworded()


def _resume_reworded() -> int:
    """The same for live notes whose new words were not read yet."""
    unread = Note.objects.live().filter(is_check_due=True, edited_at__lt=now() - _A_WHILE)
    ids = list(unread.order_by("edited_at").values_list("pk", flat=True)[:_AT_ONCE])
    for note_id in ids:
        announce(note_reworded, note_id=note_id)
    return len(ids)


@shared_task
def publish_due() -> int:
    """Publishes the notes whose chosen time has come. Returns how many."""
    at = now()
    due = Note.objects.filter(state=State.SCHEDULED, scheduled_at__lte=at).select_related("author")
    return sum(publishing.went_live(note, at=at) for note in due.order_by("scheduled_at")[:_AT_ONCE])


@shared_task
def settle_media() -> int:
    """Moves files to the side where they belong that an interrupted process left. Returns how many notes."""
    return guarding.settle_due()


@shared_task
def settle_account(person_id: int) -> int:
    """Files and evidence of all somebody wrote, after their account opened, closed, was suspended or restored."""
    consequences.of_account(person_id, at=now())
    return guarding.settle_person(person_id)


@shared_task
def sweep_uploads() -> int:
    """Deletes pictures and videos no note took, and what an interrupted write left behind."""
    if settings.STORES_ON_DISK:
        sweep_temporary(settings.MEDIA_ROOT, at=now())
    return uploads.sweep(at=now()) + receiving.sweep(at=now())


@shared_task
def recount_lines() -> int:
    """Finds rings anew, then the lines that no single reaction told of. Returns how many were written."""
    lines.renew_rings(at=now())
    return lines.recount(at=now()) + tagging.recount(at=now())
