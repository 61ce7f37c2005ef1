"""The queue in which deeds between two people stand."""

from users.models import User


def lock_people(*person_ids: int) -> frozenset[int]:
    """Locks these people's rows until the transaction ends, always in the same order, so that none wait in a ring.

    Returns the keys of those whose accounts are private at that moment.
    """
    rows = User.objects.get_queryset().select_for_update(no_key=True).filter(pk__in=person_ids)
    return frozenset(pk for pk, is_private in rows.order_by("pk").values_list("pk", "is_private") if is_private)
