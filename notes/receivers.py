"""The notes' floor listens to itself and to people only to hand work to a worker."""

from typing import Any

from django.dispatch import receiver

from notes.events import picture_waiting, poster_wanted, video_waiting
from notes.tasks import prepare_picture, prepare_poster, prepare_video, settle_account
from users.events import person_changed


@receiver(picture_waiting)
def on_waiting(sender: object, picture_id: int, **_: Any) -> None:  # Any: signals pass what later versions add
    prepare_picture.delay(picture_id)


@receiver(video_waiting)
def on_video_waiting(sender: object, video_id: int, **_: Any) -> None:  # Any: as above
    prepare_video.delay(video_id)


@receiver(person_changed)
def on_person(sender: object, person_id: int, **_: Any) -> None:  # Any: as above
    settle_account.delay(person_id)


@receiver(poster_wanted)
def on_poster_wanted(sender: object, video_id: int, **_: Any) -> None:  # Any: as above
    prepare_poster.delay(video_id)
