"""What the notes' floor adds to a profile: what the person wrote and, for themselves, collected and liked."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from notes.desk import drafts_of, scheduled_of, waiting_of
from notes.shelves import collected_by, liked_by, of_person, pinned_by, shelf
from users.models import User
from users.profile_panels import Panel, Viewer, register

_DESK = ("users/_desk.html", "users/_desk.html")
_TEMPLATES = ("users/_notes.html", "components/_cards.html")


def _notes(person: User, viewer: Viewer, cursor: str) -> Mapping[str, object]:
    pinned = [] if cursor else pinned_by(person, viewer)
    return {"page": of_person(person, viewer, cursor=cursor), "pinned": pinned}


def _collected(person: User, viewer: Viewer, cursor: str) -> Mapping[str, object]:
    return {"page": shelf(collected_by(person, viewer), viewer, cursor=cursor, fields=("-reaction_id",))}


def _liked(person: User, viewer: Viewer, cursor: str) -> Mapping[str, object]:
    return {"page": shelf(liked_by(person, viewer), viewer, cursor=cursor, fields=("-reaction_id",))}


def _own_desk(person: User, viewer: Viewer, cursor: str) -> Mapping[str, object]:
    return {"drafts": drafts_of(person), "scheduled": scheduled_of(person), "waiting": waiting_of(person)}


register(Panel("notes", _("Notes"), 10, _notes, *_TEMPLATES))
register(Panel("collected", _("Collected"), 20, _collected, *_TEMPLATES, is_private=True))
register(Panel("liked", _("Liked"), 30, _liked, *_TEMPLATES, is_private=True))
register(Panel("drafts", _("Drafts"), 40, _own_desk, *_DESK, is_private=True))
