"""What is undone of somebody in other people's inboxes before their account is deleted."""

from datetime import datetime

from push.models import InboxItem
from push.notices import take_out_of
from users.leaving import register_eraser
from users.models import User


def erase(person: User, at: datetime) -> None:
    """Takes the person out of every line they are counted in; a line nobody is left in goes."""
    for item in InboxItem.objects.filter(actors__person=person).select_related("reader").order_by("pk"):
        take_out_of(item, person.pk)


register_eraser("inbox", 70, erase)
