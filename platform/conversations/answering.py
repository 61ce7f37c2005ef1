"""What the person written to does: accept a request, decline it, and read."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.events import announce
from conversations.events import conversation_changed
from conversations.models import Box, Conversation, MessageSettings, Side, Step
from conversations.writing import hold, recount
from users.models import User


class AlreadyAnswered(Exception):
    """There is no request here that this person could answer; nothing was changed."""


@transaction.atomic
def accept(conversation: Conversation, person: User, *, at: datetime) -> None:
    """Opens a conversation for both. Raises AlreadyAnswered."""
    _answer(conversation, person, Step.OPEN, at=at)
    Side.objects.filter(conversation=conversation, person=person).update(box=Box.INBOX)
    for one in (conversation.first_id, conversation.second_id):
        announce(conversation_changed, conversation_id=conversation.pk, person_id=one)


@transaction.atomic
def decline(conversation: Conversation, person: User, *, at: datetime) -> None:
    """Puts a request away. Whoever asked is not told and cannot write again. Raises AlreadyAnswered."""
    _answer(conversation, person, Step.DECLINED, at=at)
    Side.objects.filter(conversation=conversation, person=person).update(box=Box.AWAY, unread=0)
    announce(conversation_changed, conversation_id=conversation.pk, person_id=person.pk)


def _answer(conversation: Conversation, person: User, step: Step, *, at: datetime) -> None:
    hold(conversation.pk)
    asked = Conversation.objects.filter(pk=conversation.pk, step=Step.ASKED).exclude(asked_by=person.pk)
    if not asked.update(step=step, answered_at=at):
        raise AlreadyAnswered(_("This request was answered already."))
    conversation.step, conversation.answered_at = step, at


@transaction.atomic
def mark_read(side: Side, up_to: int) -> bool:
    """Marks read what was shown: everything up to the message of this key. False when nothing was unread.

    What arrived since stays unread, because nobody has seen it.
    """
    if not side.unread:
        return False
    hold(side.conversation_id)
    if not Side.objects.filter(pk=side.pk, read_up_to__lt=up_to).update(read_up_to=up_to):
        return False
    side.read_up_to = up_to
    recount(side)
    for one in (side.person_id, side.other_id):
        announce(conversation_changed, conversation_id=side.conversation_id, person_id=one)
    return True


def choose_reads(person: User, *, shows: bool) -> None:
    """Whether others see what this person has read."""
    MessageSettings.objects.update_or_create(person=person, defaults={"shows_reads": shows})


def shows_reads(*people: int) -> bool:
    """Whether all of these people show what they have read; it is given and taken together. One query."""
    return not MessageSettings.objects.filter(person__in=people, shows_reads=False).exists()
