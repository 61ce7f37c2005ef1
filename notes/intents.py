"""Liking and collecting after logging in."""

from datetime import datetime
from functools import partial

from notes.engagement import KINDS, react
from notes.models import Note
from users import intents
from users.models import User


def _react(kind: str, person: User, about: str, at: datetime) -> None:
    note = Note.objects.visible_to(person).live().filter(public_id=about).first()
    if note is not None:
        react(note, person, kind, at=at)


for _kind in KINDS:
    intents.register(_kind, partial(_react, _kind))
