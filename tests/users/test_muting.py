"""Muting: whole words, folded words, ends, and what is found of them in texts."""

from datetime import timedelta

import pytest

from notes.models import Note
from tests.factories import NOON, note, person
from users.models import Mute, User
from users.muting import (
    CannotMute,
    folded_word,
    mute_person,
    mute_topic,
    mute_word,
    names_a_muted_word,
    unmute,
    unmute_person,
)
from users.shield import shield_of

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("word", "text", "is_found"),
    [
        ("keto", "My KETO week", True),
        ("keto", "ketogenic", False),
        ("keto", "aketo", False),
        ("keto", "ｋｅｔｏ", True),
        ("keto", "keto-friendly", True),
        ("keto", "#keto", True),
        ("keto", "keto2", False),
        ("keto", "我的keto食谱", True),
        ("hand cream", "A hand\n cream that lasts", True),
        ("hand cream", "hand creams", False),
        ("护手霜", "這款護手霜很好", True),
        ("護手霜", "护手霜测评", True),
        ("护手", "护手霜", True),
        ("café", "Café au lait", True),
        ("café", "CAFE\u0301 noir", True),
        ("c++", "I write C++ daily", True),
        ("c++", "abc++", False),
        (".", "no full stop", False),
        ("a|b", "a", False),
        ("straße", "STRASSE", False),
        ("ไทย", "อาหารไทยอร่อย", True),
        ("한국", "한국어", False),
        ("🍰", "cake 🍰!", True),
    ],
)
def test_a_muted_word_is_found_whole_and_however_it_is_written(word: str, text: str, is_found: bool):
    assert names_a_muted_word([folded_word(word)], [text]) == is_found


def test_without_muted_words_nothing_is_found():
    assert not names_a_muted_word([], ["anything"])


def test_one_of_many_words_in_one_of_many_texts_is_enough():
    assert names_a_muted_word(["spoiler", "剧透"], ["", "a title", "有剧透"])


@pytest.mark.django_db
def test_muting_a_person_hides_them_from_lists_and_not_from_their_own_page():
    owner, loud = person(), person()
    written = note(loud)
    mute_person(owner, loud, until=None, at=NOON)
    assert not Note.objects.public().offered_to(owner).exists()
    assert list(Note.objects.visible_to(owner)) == [written]


@pytest.mark.django_db
def test_a_mute_holds_until_its_end_and_not_longer():
    owner, loud = person(), person()
    mute_person(owner, loud, until=NOON + HOUR, at=NOON)
    assert shield_of(owner, at=NOON).muted == {loud.pk}
    assert shield_of(owner, at=NOON + HOUR).muted == frozenset()


@pytest.mark.django_db
def test_muting_again_moves_the_end_and_adds_no_row():
    owner, loud = person(), person()
    mute_person(owner, loud, until=NOON + HOUR, at=NOON)
    mute_person(owner, loud, until=None, at=NOON)
    assert list(Mute.objects.values_list("until")) == [(None,)]
    assert shield_of(owner, at=NOON + 2 * HOUR).muted == {loud.pk}


@pytest.mark.django_db
def test_a_word_muted_in_another_spelling_is_the_same_mute():
    owner = person()
    mute_word(owner, "護手霜", until=None, at=NOON)
    mute_word(owner, " 护手霜 ", until=NOON + HOUR, at=NOON)
    assert list(Mute.objects.values_list("shown", "folded")) == [("护手霜", "护手霜")]


@pytest.mark.django_db
def test_a_topic_is_muted_with_or_without_its_mark():
    owner = person()
    mute_topic(owner, "#Slow Bread#", until=None, at=NOON)
    assert shield_of(owner).topics == {"slow-bread"}


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["", "   ", "\u0000", "x" * 61])
def test_a_word_of_nothing_or_too_much_is_refused(word: str):
    owner = person()
    with pytest.raises(CannotMute):
        mute_word(owner, word, until=None, at=NOON)
    assert not Mute.objects.exists()


@pytest.mark.django_db
def test_nobody_mutes_themselves():
    owner = person()
    with pytest.raises(CannotMute):
        mute_person(owner, owner, until=None, at=NOON)
    assert not Mute.objects.exists()


@pytest.mark.django_db
def test_a_mute_is_undone_by_its_owner_alone():
    owner, loud = person(), person()
    mute_person(owner, loud, until=None, at=NOON)
    mute = Mute.objects.get()
    assert not unmute(loud, mute.pk)
    assert unmute(owner, mute.pk)
    assert shield_of(User.objects.get(pk=owner.pk)).muted == frozenset()
    assert not unmute_person(owner, loud)


@pytest.mark.django_db
def test_the_two_hundred_and_first_mute_is_refused():
    owner = person()
    Mute.objects.bulk_create(Mute(owner=owner, kind="word", shown=f"w{n}", folded=f"w{n}") for n in range(200))
    with pytest.raises(CannotMute):
        mute_word(owner, "one more", until=None, at=NOON)
    assert Mute.objects.count() == 200


@pytest.mark.django_db
def test_mutes_that_are_over_make_room():
    owner = person()
    over = NOON - HOUR
    Mute.objects.bulk_create(
        Mute(owner=owner, kind="word", shown=f"w{n}", folded=f"w{n}", until=over) for n in range(200)
    )
    mute_word(owner, "one more", until=None, at=NOON)
    assert list(Mute.objects.values_list("folded", flat=True)) == ["one more"]
