"""The gate's answers as lines of the ledger, and back as sentences."""

from datetime import datetime, time
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from push.explanations import Explanation, Fact, explain
from push.gate import Verdict
from push.models import Kind, LedgerLine, PlannedPush

# Why a push the gate would let through did not come all the same.
KEPT_BACK: MappingProxyType[str, Promise] = MappingProxyType(
    {
        "nothing": _("There was no note you do not know already."),
        "late": _("The window it was planned for had closed."),
        "gone": _("The note was taken back before it came."),
        "seen": _("You found the note yourself before it came."),
        "kept_away": _("You keep its author, a word or a topic of it away."),
        "closed": _("The account is closed."),
    }
)
_OPEN = explain("open")


def kept_back(rule: str) -> Verdict:
    """A refusal that is not the gate's; `rule` is a key of KEPT_BACK."""
    return Verdict(allowed=False, rule=rule, explanation=_OPEN, next_at=None)


def line_of(push: PlannedPush, step: LedgerLine.Step, verdict: Verdict, *, at: datetime) -> LedgerLine:
    """The ledger's line, unsaved, for what the gate said at `at` about the push."""
    about = push.due_at if step == LedgerLine.Step.PLAN else at
    explanation = verdict.explanation
    return LedgerLine(
        push=push,
        step=step,
        kind=Kind.FOR_YOU,
        asked_at=at,
        about_at=about,
        is_allowed=verdict.allowed,
        rule=verdict.rule if verdict.rule in KEPT_BACK else explanation.code,
        facts={name: fact if isinstance(fact, int) else fact.isoformat() for name, fact in explanation.facts.items()},
        next_at=verdict.next_at,
    )


def sentence_of(line: LedgerLine) -> str:
    """What the line says, in the active language."""
    if line.rule in KEPT_BACK:
        return str(KEPT_BACK[line.rule])
    return str(Explanation(line.rule, MappingProxyType({name: _fact(kept) for name, kept in line.facts.items()})))


def _fact(kept: int | str) -> Fact:
    if isinstance(kept, int):
        return kept
    return datetime.fromisoformat(kept) if "T" in kept else time.fromisoformat(kept)
