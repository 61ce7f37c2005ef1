"""The queue in which deeds between two people stand."""

from users.models import User


def lock_people(*person_ids: int) -> None:
    """Locks these people's rows until the transaction ends, always in the same order, so that none wait in a ring."""
    rows = User.objects.get_queryset().select_for_update(no_key=True).filter(pk__in=person_ids)
    list(rows.order_by("pk").values_list("pk"))
