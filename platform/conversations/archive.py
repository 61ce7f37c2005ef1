"""Conversations in an archive: one row a message."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from common.archives import Row, Section, register
from conversations.exporting import conversations_for_export
from users.models import User


def _messages(person_id: int) -> Iterator[Row]:
    for conversation in conversations_for_export(User.objects.get(pk=person_id)):
        about = {"conversation": conversation["id"], "with": conversation["with_handle"]}
        for message in conversation["messages"]:
            yield {**about, **message}


register(Section("messages", _("Messages"), 55, _messages))
