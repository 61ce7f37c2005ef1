"""Who may write to whom. One pure rule over a few facts; a table in the tests walks through all of them."""

from dataclasses import dataclass
from enum import StrEnum

from conversations.models import Conversation, Step
from users.models import Follow, User
from users.privileges import Privilege, allows
from users.safety import is_blocked_between, may_message


class Door(StrEnum):
    """What a message meets: the inbox, the request box, or one of three refusals."""

    OPEN = "open"
    REQUEST = "request"
    # Blocked, or the person does not wish it. One answer for both, so that nobody learns which.
    CLOSED = "closed"
    # A request is lying there; or it was declined, which is not told.
    WAITING = "waiting"
    # Too new here to write to strangers.
    LEVEL = "level"


class Standing(StrEnum):
    """What lies between two people so far, seen from the one who writes."""

    NOTHING = "nothing"
    OPEN = "open"
    WRITER_ASKED = "writer_asked"
    WRITER_WAS_ASKED = "writer_was_asked"


@dataclass(frozen=True, slots=True)
class Facts:
    """`is_followed`: the person follows the writer, so the writer is no stranger. `is_wished`: what the person chose
    under "who may message me" lets this writer in. `may_ask`: the writer's level opens writing to strangers.
    """

    is_blocked: bool
    is_wished: bool
    is_followed: bool
    may_ask: bool
    standing: Standing


def door(facts: Facts) -> Door:
    """The rule. A block comes before all; whoever was written to may always answer."""
    if facts.is_blocked:
        return Door.CLOSED
    if facts.standing in {Standing.OPEN, Standing.WRITER_WAS_ASKED}:
        return Door.OPEN
    if not facts.is_wished:
        return Door.CLOSED
    if facts.is_followed:
        return Door.OPEN
    if facts.standing is Standing.WRITER_ASKED:
        return Door.WAITING
    return Door.REQUEST if facts.may_ask else Door.LEVEL


def standing_of(conversation: Conversation | None, writer: User) -> Standing:
    """A request that was declined stays one for whoever asked, and may be answered by whoever declined."""
    if conversation is None:
        return Standing.NOTHING
    if conversation.step == Step.OPEN:
        return Standing.OPEN
    return Standing.WRITER_ASKED if conversation.asked_by_id == writer.pk else Standing.WRITER_WAS_ASKED


def door_between(writer: User, person: User, conversation: Conversation | None) -> Door:
    """What a message of `writer` would meet now."""
    if not (writer.is_active and person.is_active) or writer.pk == person.pk:
        return Door.CLOSED
    return door(
        Facts(
            is_blocked=is_blocked_between(writer.pk, person.pk),
            is_wished=may_message(writer, person),
            is_followed=Follow.objects.filter(follower=person.pk, followed=writer.pk).exists(),
            may_ask=allows(writer.level, Privilege.WRITES_TO_STRANGERS),
            standing=standing_of(conversation, writer),
        )
    )
