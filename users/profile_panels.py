"""The tabs of a profile. Floors above this one add theirs: notes knows what a person wrote, this floor does not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from users.models import User

Viewer = User | AnonymousUser
# fill(whose profile, who looks, cursor) -> context of the panel's templates
Fill = Callable[[User, Viewer, str], Mapping[str, object]]
_PANELS: dict[str, "Panel"] = {}


@dataclass(frozen=True, slots=True)
class Panel:
    """One tab: `template` shows its first page inside the profile, `more_template` the rows after a cursor.

    The person themselves sees every tab. Nobody else sees `is_private` ones, and the others as `is_open` (whose profile
    it is, who looks) says.
    """

    key: str
    name: object
    position: int
    fill: Fill
    template: str
    more_template: str
    is_private: bool = False
    is_open: Callable[[User, Viewer], bool] = lambda _person, _viewer: True


def register(panel: Panel) -> None:
    """Adds a tab to every profile. Registering a key again replaces it."""
    _PANELS[panel.key] = panel


def panels_for(person: User, viewer: Viewer) -> list[Panel]:
    """The tabs of `person`'s profile that `viewer` may open, in order."""
    is_own = person.pk == viewer.pk
    shown = [panel for panel in _PANELS.values() if is_own or (not panel.is_private and panel.is_open(person, viewer))]
    return sorted(shown, key=lambda panel: panel.position)
