"""What the notes' floor adds to a profile: what the person wrote, their albums, and what they liked."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from notes.album_shelves import albums_of, cards_liked_by, default_tile
from notes.desk import drafts_of, scheduled_of, waiting_of
from notes.pictures import described_by
from notes.shelves import of_person, pinned_by
from users.models import Follow, User
from users.profile_panels import Panel, Viewer, register

_DESK = ("users/_desk.html", "users/_desk.html")
_TEMPLATES = ("users/_notes.html", "components/_cards.html")


def _notes(person: User, viewer: Viewer, cursor: str) -> Mapping[str, object]:
    is_first = person.pk == viewer.pk and not cursor
    return {
        "page": of_person(person, viewer, cursor=cursor),
        "pinned": [] if cursor else pinned_by(person, viewer),
        "described": described_by(person) if is_first else None,
    }


def _albums(person: User, viewer: Viewer, cursor: str) -> Mapping[str, object]:
    is_first = person.pk == viewer.pk and not cursor
    return {
        "albums": albums_of(person, viewer, cursor=cursor),
        "collected": default_tile(person) if is_first else None,
    }


def _liked(person: User, viewer: Viewer, cursor: str) -> Mapping[str, object]:
    return {"page": cards_liked_by(person, viewer, cursor=cursor)}


def _shows_likes(person: User, viewer: Viewer) -> bool:
    """Likes of a private account are, when it opened them, for its followers."""
    if not person.has_open_likes or not person.is_private:
        return person.has_open_likes
    return viewer.is_authenticated and Follow.objects.filter(follower=viewer.pk, followed=person).exists()


def _own_desk(person: User, viewer: Viewer, cursor: str) -> Mapping[str, object]:
    return {"drafts": drafts_of(person), "scheduled": scheduled_of(person), "waiting": waiting_of(person)}


register(Panel("notes", _("Notes"), 10, _notes, *_TEMPLATES))
register(Panel("albums", _("Albums"), 20, _albums, "users/_albums.html", "users/_album_tiles.html"))
register(Panel("liked", _("Liked"), 30, _liked, *_TEMPLATES, is_open=_shows_likes))
register(Panel("drafts", _("Drafts"), 40, _own_desk, *_DESK, is_private=True))
