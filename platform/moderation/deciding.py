"""Deciding of notes: by the rules, or by a person. Every decision is a line that stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.models import in_reader_language
from common.rows import added
from moderation.models import Case, Decision, Rule
from moderation.rules import Verdict, judge, rulings_in_force
from notes import publishing
from notes.models import Note, State
from notes.policy import policy_of
from notes.publishing import WrongState
from notes.revisions import words_of
from users import violations
from users.models import User
from users.privileges import Privilege, limit

_RISK = {Decision.Verdict.HOLD: 0.5, Decision.Verdict.REFUSE: 0.9}


@transaction.atomic
def review(note: Note, *, at: datetime) -> Verdict | None:
    """Gives the machine's verdict on a submitted note and carries it out. None when it is no longer submitted.

    Authors whose notes are looked at afterwards go live whatever a rule says; the rule opens a case for a person.
    Raises NotReady while pictures are being prepared.
    """
    _lock(note)
    if note.state != State.SUBMITTED:
        return None
    verdict = _verdict_on(note)
    if verdict.rule is None:
        publishing.approve(note, at=at)
        _write(note, Decision.Verdict.APPROVE, verdict, at=at)
    elif policy_of(note.origin).published_first(note.author.level):
        publishing.approve(note, at=at)
        open_case(note, verdict, at=at)
    else:
        _stop(note, verdict, at=at)
    return verdict


@transaction.atomic
def recheck(note: Note, *, at: datetime) -> Verdict | None:
    """Gives the machine's verdict on the new words of a live note. None when it is no longer live, or they were read.

    Clean words change nothing. What a new note would be stopped for stops a changed one too: otherwise clean words
    would be a door for any others.
    """
    _lock(note)
    if not (note.is_live and note.is_check_due):
        return None
    verdict = _verdict_on(note)
    if verdict.rule is None:
        _write(note, Decision.Verdict.APPROVE, verdict, at=at)
    elif policy_of(note.origin).published_first(note.author.level):
        open_case(note, verdict, at=at)
    else:
        _stop(note, verdict, at=at)
    return verdict


def _lock(note: Note) -> None:
    """Reads the row anew and keeps it: an edit waits for the verdict, and the verdict is on what stands there."""
    note.refresh_from_db(from_queryset=Note.objects.select_for_update(no_key=True, of=("self",)))


def _verdict_on(note: Note) -> Verdict:
    """What the rules say of the words of a locked note. With that they are read."""
    Note.objects.filter(pk=note.pk, is_check_due=True).update(is_check_due=False)
    level = note.author.level
    free = limit(level, Privilege.LINKS_A_NOTE)
    return judge(words_of(note), level, rulings_in_force(), free_links=free, passed=_passed(note))


def _passed(note: Note) -> frozenset[tuple[int, str]]:
    """What people let stand in this note since it was last refused. One query."""
    decisions = Decision.objects.filter(note=note)
    refusals = decisions.filter(verdict=Decision.Verdict.REFUSE).order_by("-pk")
    after = Coalesce(Subquery(refusals.values("pk")[:1]), 0)
    stands = decisions.filter(verdict=Decision.Verdict.APPROVE, case__rule__isnull=False, pk__gt=after)
    return frozenset(stands.values_list("case__rule", "case__passage"))


def _stop(note: Note, verdict: Verdict, *, at: datetime) -> None:
    reason = _sentence(note, verdict)
    if verdict.action == Decision.Verdict.REFUSE:
        publishing.refuse(note, reason=reason, at=at)
    else:
        publishing.hold(note, reason=reason, at=at)
        open_case(note, verdict, at=at)
    _write(note, verdict.action, verdict, at=at, reason=reason)


def _sentence(note: Note, verdict: Verdict) -> str:
    """The rule's sentence in the language of its reader, the author."""
    rule = Rule.objects.get(pk=verdict.rule or 0)
    with override(note.author.language or ("zh-hans" if note.language == "zh" else "en")):
        return in_reader_language(rule.sentence_en, rule.sentence_zh)


def open_case(note: Note, verdict: Verdict, *, at: datetime) -> None:
    """Puts a note before a person; a note with an open case keeps that one."""
    rule = Rule.objects.filter(pk=verdict.rule or 0).first()
    added(
        Case(
            note=note,
            rule=rule,
            reason=rule.name if rule else "",
            passage=verdict.passage,
            risk=_RISK.get(Decision.Verdict(verdict.action), 0.5),
            opened_at=at,
        )
    )


def _write(note: Note, verdict: str, found: Verdict, *, at: datetime, reason: str = "") -> None:
    Decision.objects.create(
        note=note, verdict=verdict, rule_id=found.rule, passage=found.passage, reason=reason, decided_at=at
    )


@transaction.atomic
def approve(note: Note, *, by: User, at: datetime) -> None:
    """A member of staff lets a note through; of a note that went live first, it says that it may stay.

    Raises WrongState, NotReady.
    """
    if note.state != State.LIVE:
        publishing.approve(note, at=at)
    elif not Case.objects.filter(note=note, closed_at=None).exists():
        raise WrongState(_("The note is live and nobody asked about it."))
    _close(note, Decision.Verdict.APPROVE, by=by, reason="", at=at)


@transaction.atomic
def hold(note: Note, *, by: User, reason: str, at: datetime) -> None:
    """A member of staff takes a note before a colleague; its author reads the reason. Raises WrongState."""
    publishing.hold(note, reason=reason, at=at)
    added(Case(note=note, reason=reason, opened_at=at))
    Decision.objects.create(note=note, verdict=Decision.Verdict.HOLD, reason=reason, decided_by=by, decided_at=at)


@transaction.atomic
def refuse(note: Note, *, by: User, reason: str, at: datetime) -> None:
    """A member of staff refuses a note; its author reads the reason. Raises WrongState.

    Taking down what readers could see is an upheld violation, and the author's growth ledger says so; not letting a
    note through is none.
    """
    was_live = note.state == State.LIVE
    publishing.refuse(note, reason=reason, at=at)
    if was_live:
        violations.uphold(note.author_id, source=note.source, words=reason, at=at)
    _close(note, Decision.Verdict.REFUSE, by=by, reason=reason, at=at)


def _close(note: Note, verdict: str, *, by: User, reason: str, at: datetime) -> None:
    case = Case.objects.filter(note=note, closed_at=None).first()
    Case.objects.filter(note=note, closed_at=None).update(closed_at=at)
    Decision.objects.create(note=note, case=case, verdict=verdict, reason=reason, decided_by=by, decided_at=at)
