"""Silence pauses and never demotes, violations hold back, staff correct, appeals are answered: lines that stay."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from tests.factories import NOON, person
from users import appeals, corrections, levels, presence, silence, violations
from users.events import standing_changed
from users.levels import Facts, Record, climb_all, ladder, level_reached, record
from users.models import Appeal, GrowthEntry, Level, User
from users.progress import progress_of

Reason = GrowthEntry.Reason
pytestmark = pytest.mark.django_db
A_YEAR_AGO = NOON - timedelta(days=366)
START = {Reason.PUBLISHED: 1, Reason.FOLLOWED: 1, Reason.COLLECTED: 1, Reason.COMMENTED: 1}


def level_of(who: User) -> int:
    return User.objects.get(pk=who.pk).level


def reasons(who: User) -> list[str]:
    return list(GrowthEntry.objects.filter(person=who).order_by("pk").values_list("reason", flat=True))


def grown(base: int = 0, strong: int = 0, **facts) -> User:
    """Somebody whose ledger holds these lines, each earned through the deed."""
    who = person(**facts)
    for reason, times in (START | {Reason.NOTE_BASE: base, Reason.NOTE_STRONG: strong}).items():
        for number in range(times):
            record(who.pk, reason=reason, source=f"note:{number}", at=NOON - timedelta(days=100))
    who.refresh_from_db()
    return who


def test_a_year_of_silence_pauses_growth_and_keeps_the_level() -> None:
    quiet = person(level=4, seen_at=A_YEAR_AGO, joined_at=A_YEAR_AGO)
    here = person(level=4, seen_at=NOON - timedelta(days=364), joined_at=A_YEAR_AGO)
    assert silence.pause_silent(at=NOON) == 1
    assert silence.pause_silent(at=NOON) == 0
    assert (level_of(quiet), reasons(quiet), reasons(here)) == (4, [Reason.PAUSED], [])
    assert not record(quiet.pk, reason=Reason.NOTE_BASE, source="note:x", at=NOON)


@pytest.mark.parametrize("fact", ["last_login", "joined_at"])
def test_somebody_who_logged_in_or_joined_within_the_year_is_not_silent(fact: str) -> None:
    facts = {"seen_at": A_YEAR_AGO, "joined_at": A_YEAR_AGO} | {fact: NOON - timedelta(days=2)}
    person(level=2, **facts)
    assert silence.pause_silent(at=NOON) == 0


def test_growth_goes_on_when_somebody_is_seen_again_or_does_something() -> None:
    first, second = (person(level=1, growth_paused_at=NOON) for _ in range(2))
    presence.saw({first.pk: NOON})
    assert record(second.pk, reason=Reason.COLLECTED, source="note:a", at=NOON)
    assert reasons(first) == [Reason.RESUMED]
    assert reasons(second) == [Reason.RESUMED, Reason.COLLECTED]
    assert not User.objects.filter(growth_paused_at__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_two_runs_of_the_night_pause_somebody_once() -> None:
    quiet, together = person(level=4, seen_at=A_YEAR_AGO, joined_at=A_YEAR_AGO), Barrier(2, timeout=60)

    def night(_: int) -> int:
        together.wait()
        try:
            return silence.pause_silent(at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(night, range(2))) == [0, 1]
    assert reasons(quiet) == [Reason.PAUSED]


def test_an_upheld_violation_holds_back_from_the_seventh_level_for_ninety_days_and_takes_nothing_away() -> None:
    who = grown(base=12, strong=19)
    assert who.level == 6
    violations.uphold(who.pk, source="note:bad", words="An advertisement without its label.", at=NOON)
    record(who.pk, reason=Reason.NOTE_STRONG, source="note:20th", at=NOON + timedelta(days=1))
    assert level_of(who) == 6
    assert climb_all(at=NOON + timedelta(days=89)) == 0
    assert climb_all(at=NOON + timedelta(days=90)) == 1
    assert level_of(who) == 7


def test_levels_below_the_seventh_do_not_ask_for_clean_days() -> None:
    have = START | {Reason.NOTE_BASE: 12, Reason.NOTE_STRONG: 80}
    assert level_reached(ladder(), Record(have, Facts(violated_at=NOON)), NOON) == 6


def test_evergreen_asks_for_somebody_who_was_about_within_a_year() -> None:
    have = START | {Reason.NOTE_BASE: 12, Reason.NOTE_STRONG: 80}
    assert level_reached(ladder(), Record(have, Facts(seen_at=A_YEAR_AGO)), NOON) == 9
    assert level_reached(ladder(), Record(have, Facts(seen_at=NOON - timedelta(days=365))), NOON) == 10


def test_the_same_violation_counts_once() -> None:
    who = person()
    assert violations.uphold(who.pk, source="note:bad", words="Spam.", at=NOON)
    assert not violations.uphold(who.pk, source="note:bad", words="Spam.", at=NOON + timedelta(days=5))
    assert reasons(who) == [Reason.VIOLATION]


def test_progress_says_until_when_a_violation_holds_back() -> None:
    who = grown(base=12, strong=12)
    violations.uphold(who.pk, source="note:bad", words="Spam.", at=NOON)
    (asked,) = progress_of(who, at=NOON + timedelta(days=1)).standing
    assert (asked.code, asked.is_met, asked.until) == ("clean_days", False, NOON + timedelta(days=90))


def test_a_line_that_is_struck_out_stays_to_be_read_and_lowers_the_level_that_rested_on_it() -> None:
    who = grown(base=5)
    assert who.level == 4
    line = GrowthEntry.objects.filter(person=who, reason=Reason.NOTE_BASE).first()
    corrections.strike(line, reason="These likes were bought.", at=NOON)
    assert level_of(who) == 3
    assert reasons(who)[-2:] == [Reason.STRUCK, Reason.STAFF]
    assert GrowthEntry.objects.filter(pk=line.pk).exists()
    with pytest.raises(corrections.CannotCorrect):
        corrections.strike(line, reason="Again.", at=NOON)
    assert level_of(who) == 3


def test_striking_a_line_leaves_a_level_that_staff_gave() -> None:
    who = grown(base=5)
    corrections.give_level(who, 8, reason="Moved here with her whole archive.", at=NOON)
    corrections.strike(GrowthEntry.objects.filter(person=who, reason=Reason.NOTE_BASE).first(), reason="x", at=NOON)
    assert level_of(who) == 8


def test_striking_out_a_violation_lifts_what_it_held_back_at_once() -> None:
    who = grown(base=12, strong=19)
    violations.uphold(who.pk, source="note:bad", words="Spam.", at=NOON)
    record(who.pk, reason=Reason.NOTE_STRONG, source="note:20th", at=NOON)
    corrections.strike(GrowthEntry.objects.get(person=who, reason=Reason.VIOLATION), reason="We were wrong.", at=NOON)
    assert level_of(who) == 7


def test_a_line_that_only_tells_cannot_be_struck_out() -> None:
    who = grown()
    with pytest.raises(corrections.CannotCorrect):
        corrections.strike(GrowthEntry.objects.get(person=who, reason=Reason.LEVEL), reason="x", at=NOON)
    assert level_of(who) == 1


def test_staff_give_a_level_and_take_none_away() -> None:
    who = person(level=3)
    corrections.give_level(who, 5, reason="Your notes came over from elsewhere.", at=NOON)
    for level in (5, 2):
        with pytest.raises(corrections.CannotCorrect):
            corrections.give_level(who, level, reason="x", at=NOON)
    assert (level_of(who), reasons(who)) == (5, [Reason.STAFF])


def _appealed(who: User) -> Appeal:
    violations.uphold(who.pk, source="note:bad", words="Spam.", at=NOON)
    return appeals.appeal(GrowthEntry.objects.get(person=who, reason=Reason.VIOLATION), "It was a recipe.", at=NOON)


def test_an_appeal_that_is_granted_strikes_the_line_and_gives_the_level() -> None:
    who, staff = grown(), person(is_staff=True)
    row = _appealed(who)
    answer = appeals.Answer("You are right, it was a recipe.", level=2, strikes_line=True)
    appeals.grant(row, answer, by=staff, at=NOON)
    row.refresh_from_db()
    assert (row.outcome, row.answer, row.settled_by_id) == ("granted", answer.words, staff.pk)
    assert level_of(who) == 2
    assert levels.record_of(who.pk).facts.violated_at is None
    assert Reason.APPEAL_GRANTED in reasons(who)


def test_an_appeal_that_is_declined_changes_nothing_but_the_answer() -> None:
    who, staff = grown(), person(is_staff=True)
    row = _appealed(who)
    appeals.decline(row, "It named a shop and a price.", by=staff, at=NOON)
    assert level_of(who) == 1
    assert levels.record_of(who.pk).facts.violated_at == NOON
    assert reasons(who)[-1] == Reason.APPEAL_DECLINED


def test_an_appeal_is_answered_once_and_a_line_is_asked_about_once() -> None:
    who, staff = grown(), person(is_staff=True)
    row = _appealed(who)
    appeals.decline(row, "No.", by=staff, at=NOON)
    with pytest.raises(appeals.AppealRefused):
        appeals.grant(row, appeals.Answer("Yes.", level=9), by=staff, at=NOON)
    with pytest.raises(appeals.AppealRefused):
        appeals.appeal(row.entry, "Please.", at=NOON)
    assert (level_of(who), Appeal.objects.get().outcome) == (1, "declined")


def test_a_grant_whose_level_they_have_already_is_no_grant() -> None:
    who, staff = person(level=5), person(is_staff=True)
    row = _appealed(who)
    with pytest.raises(corrections.CannotCorrect):
        appeals.grant(row, appeals.Answer("Yes.", level=5, strikes_line=True), by=staff, at=NOON)
    assert Appeal.objects.open().get() == row
    assert levels.record_of(who.pk).facts.violated_at == NOON


@pytest.mark.parametrize(("words", "said"), [("  ", "Say in a sentence"), ("x" * 501, "At most 500 characters")])
def test_an_appeal_without_words_or_with_too_many_is_refused(words: str, said: str) -> None:
    who = grown()
    with pytest.raises(appeals.AppealRefused, match=said):
        appeals.appeal(who.growth.first(), words, at=NOON)
    assert not Appeal.objects.exists()


def test_what_a_person_should_hear_of_is_announced_with_its_line(django_capture_on_commit_callbacks) -> None:
    heard = []

    def hear(sender, person_id: int, entry_id: int, **_) -> None:
        heard.append((person_id, GrowthEntry.objects.get(pk=entry_id).reason))

    who = person(level=1, seen_at=A_YEAR_AGO, joined_at=A_YEAR_AGO)
    standing_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        silence.pause_silent(at=NOON)
        violations.uphold(who.pk, source="note:bad", words="Spam.", at=NOON)
    standing_changed.disconnect(hear)
    assert heard == [(who.pk, Reason.PAUSED), (who.pk, Reason.VIOLATION)]


def test_a_night_raises_everybody_after_the_ladder_asks_for_less() -> None:
    who, paused = grown(base=3), grown(base=3)
    User.objects.filter(pk=paused.pk).update(growth_paused_at=NOON)
    Level.objects.filter(number=4).update(conditions=[{"note_base": 3}])
    assert climb_all(at=NOON) == 1
    assert (level_of(who), level_of(paused)) == (4, 3)


def test_one_more_video_is_told_with_the_level_it_gives() -> None:
    told = {one.reason: one for one in progress_of(grown(base=4), at=NOON).what_ifs}
    assert told[Reason.NOTE_BASE].level.number == 4
    assert told[Reason.VIDEO_BASE].level is None
    assert (told[Reason.VIDEO_BASE].nearer.have, told[Reason.VIDEO_BASE].nearer.wanted) == (1, 2)
    assert Reason.UNDER_TOPIC not in told


def test_a_strong_line_is_told_only_where_it_brings_more_than_a_base_line() -> None:
    low = [one.reason for one in progress_of(grown(base=1), at=NOON).what_ifs]
    assert (Reason.NOTE_BASE in low, Reason.NOTE_STRONG in low) == (True, False)
    assert (Reason.VIDEO_BASE in low, Reason.VIDEO_STRONG in low) == (True, False)
    # From level 5 on the next one asks for strong lines.
    high = [one.reason for one in progress_of(grown(base=12), at=NOON).what_ifs]
    assert (Reason.NOTE_BASE in high, Reason.NOTE_STRONG in high) == (False, True)
