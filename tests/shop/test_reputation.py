"""The figure: who is heard, from how many voices on, and that nothing bought moves it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop import evidence as base
from shop import tasks
from shop.events import evidence_changed
from shop.models import Evidence, Product, ReputationSnapshot
from shop.reputation import LEAST_VOICES, NEUTRAL, Voice, recompute, recompute_all, score, site_mean, voices_of
from tests.factories import NOON, evidence, person, product


def voice(key: int, stance: int | None = 4, *, author: int = 0, relation: str = "bought", words: str = "") -> Voice:
    return Voice(key, author or 1000 + key, relation, stance, words, NOON + timedelta(minutes=key))


def chorus(*stances: int) -> list[Voice]:
    return [voice(key, stance) for key, stance in enumerate(stances, start=1)]


STANCES = st.lists(st.integers(1, 5), min_size=LEAST_VOICES, max_size=40)


def test_seven_voices_are_too_few_and_eight_are_enough():
    assert score(chorus(*[5] * 7)).score is None
    assert score(chorus(*[5] * 8)).score is not None


@pytest.mark.parametrize("number", range(LEAST_VOICES))
def test_below_eight_voices_there_is_no_figure_of_any_kind(number: int):
    found = score(chorus(*[1] * number))
    assert (found.voices, found.score, found.low, found.high) == (number, None, None, None)
    assert found.distribution == [number, 0, 0, 0, 0]


def test_the_score_is_drawn_towards_the_mean_of_the_site():
    assert score(chorus(*[5] * 8), 3.0).score == pytest.approx((40 + 8 * 3.0) / 16)
    assert score(chorus(*[5] * 8), 4.0).score == pytest.approx((40 + 8 * 4.0) / 16)
    assert score(chorus(*[5] * 92), 3.0).score == pytest.approx((460 + 24) / 100)


@given(STANCES, st.floats(1, 5))
def test_the_score_lies_in_its_interval_and_both_on_the_scale(stances: list[int], mean: float):
    found = score(chorus(*stances), mean)
    assert 1 <= found.low <= found.score <= found.high <= 5
    assert sum(found.distribution) == found.voices == len(stances)


@given(STANCES)
def test_one_more_voice_for_it_never_lowers_the_score(stances: list[int]):
    more = [*chorus(*stances), voice(999, 5)]
    assert score(more).score >= score(chorus(*stances)).score


def test_more_voices_make_the_interval_narrower():
    few, many = score(chorus(*[3, 4] * 4)), score(chorus(*[3, 4] * 40))
    assert many.high - many.low < few.high - few.low


@given(STANCES, st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["paid", "gifted", "own"])), max_size=20))
def test_what_was_paid_given_or_ones_own_moves_nothing_but_its_own_count(stances, bought):
    independent = chorus(*stances)
    sponsored = [voice(500 + i, stance, relation=relation) for i, (stance, relation) in enumerate(bought)]
    with_them, without = score(independent + sponsored), score(independent)
    figures = ("voices", "score", "low", "high", "distribution")
    assert [getattr(with_them, name) for name in figures] == [getattr(without, name) for name in figures]
    assert with_them.sponsored == len(bought)


def test_an_author_is_heard_once_with_their_last_word():
    voices = [*chorus(*[3] * 7), voice(20, 1, author=7), voice(21, 5, author=7)]
    found = score(voices)
    assert (found.voices, found.distribution) == (8, [0, 0, 7, 0, 1])
    assert [(d.key, d.rule) for d in found.discounts] == [(20, "earlier_word")]


@given(st.integers(1, 30))
def test_one_author_writing_ever_so_often_is_no_crowd(number: int):
    assert score([voice(key, 5, author=7) for key in range(1, number + 1)]).voices == 1


def test_a_paid_word_does_not_replace_the_independent_one_of_the_same_author():
    voices = [voice(1, 2, author=7), voice(2, 5, author=7, relation="paid")]
    assert score(voices).distribution == [0, 1, 0, 0, 0]


def test_nearly_the_same_words_share_one_voice_and_the_first_is_heard():
    same, near, far = "0" * 16, "0" * 15 + "7", "0" * 15 + "f"
    found = score([voice(1, 5, words=same), voice(2, 1, words=near), voice(3, 2, words=far)])
    assert found.distribution == [0, 1, 0, 0, 1]
    assert [(d.key, d.rule) for d in found.discounts] == [(2, "same_words")]


def test_texts_without_letters_are_not_taken_for_copies():
    assert score([voice(1, words=""), voice(2, words="")]).voices == 2


def test_a_word_without_a_verdict_is_no_voice():
    found = score([voice(1, None)])
    assert (found.voices, [d.rule for d in found.discounts]) == (0, ["no_stance"])


@given(st.permutations(range(12)))
def test_the_order_of_the_rows_does_not_matter(order):
    voices = [voice(i + 1, 1 + i % 5, author=1 + i % 9, words=f"{i % 4:016x}") for i in range(12)]
    one, other = score([voices[i] for i in order]), score(voices)
    assert (one.voices, one.score, one.distribution) == (other.voices, other.score, other.distribution)
    assert {(d.key, d.rule) for d in one.discounts} == {(d.key, d.rule) for d in other.discounts}


def said(about: Product, *stances: int, **facts) -> list[Evidence]:
    return [evidence(about, stance=stance, **facts) for stance in stances]


def figures(about: Product) -> tuple:
    row = ReputationSnapshot.objects.get(product=about)
    return row.voices, row.sponsored, row.score, row.low, row.high, row.distribution


@pytest.mark.django_db
def test_a_withdrawn_word_is_out_and_takes_the_figure_below_eight_with_it():
    cream = product()
    rows = said(cream, *[4] * 8)
    assert recompute(cream.pk, at=NOON).score is not None
    base.withdraw(rows[0].source, at=NOON)
    snapshot = recompute(cream.pk, at=NOON)
    assert (snapshot.voices, snapshot.score) == (7, None)


@pytest.mark.django_db
def test_a_word_that_comes_back_counts_again():
    cream = product()
    row = said(cream, 4)[0]
    base.withdraw(row.source, at=NOON)
    experience = base.Experience(cream.pk, row.author_id, "bought", 2, "Again.", row.source, "/n/x/")
    base.record(experience, at=NOON)
    assert [v.stance for v in voices_of(cream.pk)] == [2]
    assert Evidence.objects.count() == 1


@pytest.mark.django_db
def test_withdrawing_twice_finds_nothing_the_second_time():
    row = said(product(), 4)[0]
    assert base.withdraw(row.source, at=NOON) == 1
    assert base.withdraw(row.source, at=NOON + timedelta(days=1)) == 0
    assert Evidence.objects.get().withdrawn_at == NOON


@pytest.mark.django_db
def test_one_product_after_the_other_and_all_at_once_give_the_same_figures():
    goods = [product(f"Good {i}") for i in range(3)]
    for number, one in enumerate(goods):
        said(one, *[1 + (number + i) % 5 for i in range(9)])
        said(one, 5, 5, relation="paid")
    for one in goods:
        recompute(one.pk, at=NOON)
    step_by_step = [figures(one) for one in goods]
    ReputationSnapshot.objects.all().delete()
    assert recompute_all(at=NOON) == 3
    assert [figures(one) for one in goods] == step_by_step


@pytest.mark.django_db
def test_recomputing_after_every_word_ends_where_one_computation_does():
    cream = product()
    for stance in (5, 4, 3, 2, 1, 5, 4, 3, 2):
        said(cream, stance)
        recompute(cream.pk, at=NOON)
    incremental = figures(cream)
    ReputationSnapshot.objects.all().delete()
    recompute(cream.pk, at=NOON)
    assert figures(cream) == incremental
    assert ReputationSnapshot.objects.count() == 1


@pytest.mark.django_db
def test_the_mean_of_the_site_is_the_middle_until_somebody_speaks_and_hears_the_independent_alone():
    assert site_mean() == NEUTRAL
    cream = product()
    said(cream, 2, 4)
    said(cream, 5, relation="paid")
    assert site_mean() == 3.0


@pytest.mark.django_db
def test_evidence_is_announced_with_its_product_and_a_worker_renews_the_figure(django_capture_on_commit_callbacks):
    heard = []

    def ear(sender, product_id, **_):
        heard.append(product_id)

    evidence_changed.connect(ear)
    cream = product()
    with django_capture_on_commit_callbacks(execute=True):
        base.record(base.Experience(cream.pk, person().pk, "bought", 4, "Good.", "note:x", "/n/x/"), at=NOON)
        base.withdraw("note:x", at=NOON)
        base.withdraw("note:x", at=NOON)
    assert heard == [cream.pk, cream.pk]
    tasks.recompute(cream.pk)
    assert figures(cream)[0] == 0


@pytest.mark.django_db
def test_a_product_that_is_gone_when_the_worker_comes_is_no_fault():
    tasks.recompute(987_654_321)
    assert not ReputationSnapshot.objects.exists()
