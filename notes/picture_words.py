"""What an author is told of an uploaded picture: what was taken out of it, and what readers will see less well."""

from django.utils.translation import gettext_lazy as _

from notes.models import Picture

_REMOVED = {
    "location": _("Where it was taken was removed."),
    "camera": _("With what it was taken was removed."),
}
_HINTS = {
    "small": _("It is small and will look soft on a large screen."),
    "dark": _("It is very dark."),
    "blurred": _("It looks blurred."),
}


def told_of(picture: Picture) -> list[str]:
    """Sentences in the reader's language; a code nobody knows says nothing."""
    codes = [(_REMOVED, code) for code in picture.removed] + [(_HINTS, code) for code in picture.hints]
    return [str(sentences[code]) for sentences, code in codes if code in sentences]
