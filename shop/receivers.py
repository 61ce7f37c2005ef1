"""The shop hears of its own evidence and only enqueues."""

from typing import Any

from django.dispatch import receiver

from shop.events import evidence_changed
from shop.tasks import recompute


@receiver(evidence_changed)
def on_evidence(sender: object, product_id: int, **_: Any) -> None:  # Any: signals pass what later versions add
    recompute.delay(product_id)
