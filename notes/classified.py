"""What an author reads of the category of their own note: what the machine said, and what became of an appeal."""

from dataclasses import dataclass

from notes.classification.appealing import last_appeal, may_appeal
from notes.classification.decisions import last_ruling, wording_of
from notes.classification.models import CategoryAppeal, LabelDecision, NoteVerdict
from notes.classification.style import told
from notes.models import Note


@dataclass(frozen=True, slots=True)
class Classified:
    """`percent` is the machine's confidence in `verdict.proposed`; `appeal` is about the words as they stand."""

    verdict: NoteVerdict | None
    words: tuple[str, ...]
    percent: int
    ruling: LabelDecision | None
    appeal: CategoryAppeal | None
    is_left_out: bool
    may_appeal: bool


def classified(note: Note) -> Classified:
    """Three queries; for the author's own page."""
    verdict = NoteVerdict.objects.filter(note=note).select_related("proposed").first()
    appeal = last_appeal(note)
    stands = appeal if appeal and appeal.said_of == wording_of(note) else None
    return Classified(
        verdict,
        tuple(told(word) for word, _share in verdict.reasons) if verdict else (),
        round(100 * verdict.confidence) if verdict else 0,
        last_ruling(note),
        stands,
        not note.is_classifiable,
        may_appeal(note) and stands is None,
    )
