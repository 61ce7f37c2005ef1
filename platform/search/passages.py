"""Why a note was found: the line of its text in which the words stand, for the pages of results."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.safestring import SafeString

from notes.cards import Card, Viewer
from notes.models import Note
from search.marking import passage


def passages_of(cards: Iterable[Card], viewer: Viewer, needles: Sequence[str]) -> Mapping[str, SafeString]:
    """The passage of each card in whose text a word stands, by the card's id. One query, none for no cards."""
    found = [card.id for card in cards]
    if not found:
        return {}
    rows = Note.objects.visible_to(viewer).filter(public_id__in=found).values_list("public_id", "body")
    lines = ((public_id, passage(body, needles)) for public_id, body in rows)
    return {public_id: line for public_id, line in lines if line is not None}
