"""The classifier without a database: features, verdicts, the words that decided, and its way through bytes."""

import subprocess
import sys

import pytest

from common.folding import fold
from notes.classification import style
from notes.classification.evaluating import evaluate
from notes.classification.growing import grow, is_held_out
from notes.classification.model import UnreadableModel
from notes.classification.tokens import words_of
from notes.classification.training import Example, TooLittleToLearn, fit
from notes.classification.tree import NONE, Tree
from tests.small_classifier import examples


def test_chinese_gives_characters_up_to_three_and_words_and_traditional_ones_are_the_same() -> None:
    assert words_of("護手霜") == ["护", "手", "霜", "护手", "手霜", "护手霜", "=护手霜"]


def test_other_scripts_give_words_and_pairs_and_figures_lose_their_value() -> None:
    assert words_of("Fresh bread 250 g") == ["=fresh", "=bread", "=fresh bread", "=0", "=bread 0", "=g", "=0 g"]


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("哈哈哈哈这也行", "laugh"),
        ("Forward this to five friends", "forward"),
        ("请转发给十个群", "forward"),
        ("加微信 kx8820 领资料", "account"),
        ("see www.free-gifts.top", "link"),
        ("日入五百，躺赚", "money"),
        ("Why did the tomato blush?", "riddle"),
        ("妈：作业呢？我：在路上", "dialogue"),
    ],
)
def test_manners_are_found(text: str, manner: str) -> None:
    assert f"{style.MANNER}{manner}" in style.manners_of(fold(text))


def test_a_quiet_sentence_has_no_manner_that_is_told() -> None:
    manners = {name.removeprefix(style.MANNER) for name in style.manners_of("a loaf of rye with caraway.")}
    assert manners & style.MANNERS.keys() == set()


def test_a_text_finds_its_two_levels_with_confidence_and_the_words_that_decided(tree: Tree) -> None:
    proposal = tree.proposal("Sourdough bread with rye flour")
    assert (proposal.code, proposal.fits) == ("food/baking", True)
    assert proposal.confidence > 0.5
    assert "bread" in " ".join(reason.word for reason in proposal.reasons)
    assert 0 < sum(reason.share for reason in proposal.reasons) <= 1.0001


def test_the_words_that_decided_are_whole_words(tree: Tree) -> None:
    text = "烤箱做面包心得，发酵面团第一次"
    words = {name for name in words_of(text) if name.startswith("=")}
    told = [reason.word for reason in tree.proposal(text).reasons]
    assert told
    assert [word for word in told if f"={word}" not in words] == []


def test_a_chain_letter_fits_nowhere_and_the_reasons_speak_against_it(tree: Tree) -> None:
    proposal = tree.proposal("Forward this to ten people or else lol")
    assert not proposal.fits
    assert proposal.reject > 0.5
    assert proposal.reasons


def test_any_text_gets_a_verdict(tree: Tree) -> None:
    for text in ("", "zzz", "\x00", "🙂" * 50, "a" * 20_000):
        proposal = tree.proposal(text)
        assert 0 <= proposal.reject <= 1
        assert 0 <= proposal.confidence <= 1


def test_a_tree_survives_its_way_through_bytes(tree: Tree) -> None:
    again = Tree.loaded(tree.dumped())
    assert again.proposal("a pan of soup").code == tree.proposal("a pan of soup").code == "food/cooking"
    assert again.threshold == tree.threshold


def test_bytes_of_something_else_are_refused() -> None:
    with pytest.raises(UnreadableModel):
        Tree.loaded(b"not an archive")


def test_the_same_texts_train_the_same_model() -> None:
    first, second = fit(examples()), fit(examples())
    assert first.dumped() == second.dumped()


def test_one_label_or_one_text_of_a_label_is_too_little() -> None:
    with pytest.raises(TooLittleToLearn):
        fit([Example("bread", "food"), Example("rye", "food")])
    with pytest.raises(TooLittleToLearn):
        fit([Example("bread", "food"), Example("rye", "food"), Example("tram", "travel")])


def test_held_out_texts_judge_and_never_teach_and_words_of_the_lexicon_never_judge() -> None:
    rows = examples()
    held = [row for row in rows if is_held_out(row)]
    assert 0 < len(held) < len(rows) / 3
    assert grow(rows).examples == len(rows) - len(held)
    assert not any(is_held_out(Example(row.text, row.label, is_word=True)) for row in rows)


def test_the_figures_are_those_of_texts_that_were_not_trained_on() -> None:
    rows = examples()
    quality = evaluate(rows[::2], rows[1::2], reject_label=NONE)
    assert quality.macro_f1 > 0.9
    assert quality.reject.auroc is not None
    assert quality.reject.auroc > 0.95
    assert quality.ms_per_item > 0


def test_without_misfits_in_the_test_the_reject_figures_are_unknown() -> None:
    rows = [row for row in examples() if row.label != NONE]
    quality = evaluate(rows[::2], rows[1::2], reject_label=NONE)
    assert (quality.reject.auroc, quality.reject.fpr95) == (None, None)


def test_serving_loads_no_trainer() -> None:
    """What the web process imports brings numpy and not scikit-learn, which takes seconds and 120 MB."""
    code = (
        "import django, sys; django.setup(); import config.urls, notes.classification.admin; "
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'sklearn', 'scipy'}))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip().splitlines()[-1] == "[]"
