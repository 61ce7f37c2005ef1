"""Asking the version in use: what a text is about, before it is a note and once it is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from common.models import Category
from notes.classification.decisions import By, last_ruling, record
from notes.classification.models import ClassifierVersion, LabelDecision, NoteVerdict
from notes.classification.tree import Proposal, Tree
from notes.models import Note, NoteProduct, NoteTopic

# Fewer characters than this say nothing that a proposal could rest on.
LEAST_TEXT = 6


@dataclass(frozen=True, slots=True)
class Suggested:
    """A proposal with the category's row, and the version that made it."""

    proposal: Proposal
    category: Category | None
    version_id: int


def suggest(parts: Sequence[str]) -> Suggested | None:
    """What the version in use says of a text in parts: title, body, topics, products, place. Two queries.

    None while there is no version, or hardly any text.
    """
    text = "\n".join(part for part in parts if part.strip())
    version = ClassifierVersion.objects.active().values_list("pk", "trained_at").first()
    if version is None or len(text.strip()) < LEAST_TEXT:
        return None
    proposal = _tree(*version).proposal(text)
    return Suggested(proposal, Category.objects.filter(code=proposal.code).first(), version[0])


@lru_cache(maxsize=2)
def _tree(version_id: int, trained_at: datetime) -> Tree:
    """A version never changes, so a process reads it once; the time tells versions of a restored database apart."""
    return Tree.loaded(bytes(ClassifierVersion.objects.values_list("archive", flat=True).get(pk=version_id)))


def parts_of(note: Note) -> list[str]:
    """Everything a note says of what it is about. Two queries."""
    topics = NoteTopic.objects.filter(note=note).order_by("position").values_list("topic__name", flat=True)
    rows = NoteProduct.objects.filter(note=note).order_by("position").select_related("product")
    products = [f"{row.product.name_en} {row.product.name_zh}" for row in rows]
    place = note.place.name if note.place else ""
    return [note.title, note.body, *topics, *products, place]


def settle(note: Note, *, at: datetime) -> None:
    """Keeps what the machine says of a note and what its author chose, and decides whether the feed may bring it.

    The author's category stands. What staff ruled stands above both, whatever is edited afterwards.
    """
    suggested = suggest(parts_of(note))
    if suggested is None:
        return
    _keep(note, suggested, at=at)
    ruling = last_ruling(note)
    if ruling is not None:
        note.category, note.is_classifiable = ruling.category or note.category, ruling.category is not None
    else:
        note.is_classifiable = suggested.proposal.fits
        _learn(note, at=at)
    Note.objects.filter(pk=note.pk).update(category=note.category, is_classifiable=note.is_classifiable)


def _learn(note: Note, *, at: datetime) -> None:
    """The author's choice, once for each category they choose."""
    if note.category is None:
        return
    last = LabelDecision.objects.filter(note=note, by=By.AUTHOR).order_by("-pk").first()
    if last is None or last.category_id != note.category_id:
        record(note, note.category, by=By.AUTHOR, person=note.author, at=at)


def _keep(note: Note, suggested: Suggested, *, at: datetime) -> None:
    proposal = suggested.proposal
    NoteVerdict.objects.update_or_create(
        note=note,
        defaults={
            "version_id": suggested.version_id,
            "proposed": suggested.category,
            "confidence": proposal.confidence,
            "reject": proposal.reject,
            "fits": proposal.fits,
            "reasons": [[reason.word, round(reason.share, 3)] for reason in proposal.reasons],
            "at": at,
        },
    )
