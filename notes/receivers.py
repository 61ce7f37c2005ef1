"""The notes' floor listens to itself only to hand work to a worker."""

from typing import Any

from django.dispatch import receiver

from notes.events import picture_waiting
from notes.tasks import prepare_picture


@receiver(picture_waiting)
def on_waiting(sender: object, picture_id: int, **_: Any) -> None:  # Any: signals pass what later versions add
    prepare_picture.delay(picture_id)
