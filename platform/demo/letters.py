"""A few conversations, a request that waits, and a link by which somebody came, so that these pages look alive."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from conversations.answering import mark_read
from conversations.models import Side
from conversations.writing import Draft, write
from notes.models import Note, State, Visibility
from users.inviting import make_invite
from users.models import InvitedPerson, User
from users.nearness import choose_city


@dataclass(frozen=True, slots=True)
class Letter:
    """Who writes to whom, how many minutes ago; `shows` adds the newest public note of that author."""

    writer: str
    reader: str
    minutes_ago: int
    words: str
    shows: str = ""


LETTERS = (
    Letter("jonas_bakes", "mina_reads", 1510, "You asked under my rye whether it may sink. Did it?"),
    Letter("mina_reads", "jonas_bakes", 1500, "Your rye came out of my oven today. It did not sink."),
    Letter("jonas_bakes", "mina_reads", 1490, "Then it is not the oven. How long did you let it stand?"),
    Letter("mina_reads", "jonas_bakes", 1480, "Eleven hours on the window sill, as you said under the note."),
    Letter("jonas_bakes", "mina_reads", 62, "Good. Try this one on Saturday, it forgives more.", shows="jonas_bakes"),
    Letter("jonas_bakes", "mina_reads", 61, "And bring me a slice if you pass the shop."),
    Letter("dr_lin", "mina_reads", 3000, "你问的那支防晒，我写在这篇里了。", shows="dr_lin"),
    Letter("mina_reads", "dr_lin", 2990, "谢谢！敏感皮也能用吗？"),
    Letter("dr_lin", "mina_reads", 2900, "先在耳后试三天，没有刺痛再上脸。"),
    Letter(
        "kit_builds",
        "mina_reads",
        180,
        "I make a reading lamp out of ash. May I send you one to try? No note expected.",
    ),
)
_TALKERS = ("mina_reads", "jonas_bakes", "dr_lin", "kit_builds")


def load_letters(people: Mapping[str, User], *, at: datetime) -> int:
    """Writes each through the site's own deed, the oldest first. Returns how many."""
    for handle in _TALKERS:
        people[handle].refresh_from_db(fields=["level"])
    for letter in sorted(LETTERS, key=lambda letter: -letter.minutes_ago):
        _write(letter, people, at - timedelta(minutes=letter.minutes_ago))
    _invite(people["mina_reads"], people["noor_paints"], at=at)
    return len(LETTERS)


def _write(letter: Letter, people: Mapping[str, User], then: datetime) -> None:
    writer, reader = people[letter.writer], people[letter.reader]
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"demo:{letter.writer}:{letter.minutes_ago}")
    message = write(writer, reader, Draft(letter.words, _newest_of(letter.shows), key=key), at=then)
    # Whoever writes has read what came before.
    mark_read(Side.objects.get(conversation=message.conversation_id, person=writer), message.pk)


def _newest_of(handle: str) -> Note | None:
    """Their newest note for everybody; none when no note shall travel."""
    notes = Note.objects.filter(author__handle=handle, state=State.LIVE, visibility=Visibility.PUBLIC)
    return notes.order_by("-published_at", "-pk").first() if handle else None


def _invite(host: User, guest: User, *, at: datetime) -> None:
    """The host's link works for a visitor who looks; one guest came by it last week."""
    invite = make_invite(host, at=at)
    facts = {"invite": invite, "host": host, "joined_at": at - timedelta(days=6)}
    InvitedPerson.objects.get_or_create(guest=guest, defaults=facts)
    for one in (host, guest):
        choose_city(one, shares=True)
