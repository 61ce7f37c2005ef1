"""Which version is in use. Apart from training, because the web process loads this and no trainer."""

from datetime import datetime

from django.db import transaction

from notes.classification.models import ClassifierVersion

State = ClassifierVersion.State


@transaction.atomic
def put_to_use(version: ClassifierVersion, *, at: datetime) -> None:
    """Makes this the version in use; also the way back to an earlier one. The one before stays and may return."""
    list(ClassifierVersion.objects.select_for_update().active())
    ClassifierVersion.objects.active().exclude(pk=version.pk).update(state=State.RETIRED)
    ClassifierVersion.objects.filter(pk=version.pk).update(state=State.ACTIVE, promoted_at=at)
    version.state, version.promoted_at = State.ACTIVE, at
