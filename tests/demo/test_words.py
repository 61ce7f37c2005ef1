"""The words of the demo community: how many, how different, and that they keep the site's own rules."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.markup import topic_slug
from common.text import language_of, title_units
from demo import reading
from demo.painting import PACKSHOTS, SCENES
from notes.comments import LONGEST
from notes.composition import TITLE_UNITS
from shop.models import Relation

TOP_CATEGORIES = {
    "fashion", "beauty", "skin-care", "personal-care", "food", "travel", "hotel", "home",
    "sports", "fitness", "mother-baby", "pets", "tech", "culture", "hobbies", "lifestyle",
}  # fmt: skip


def test_the_community_has_forty_people_eight_brands_and_thirty_products() -> None:
    assert (len(reading.people()), len(reading.brands()), len(reading.products())) == (40, 8, 30)


def test_there_are_at_least_240_notes_and_120_comments_in_each_language() -> None:
    chinese = {note.title for note in reading.notes() if note.is_chinese}
    spoken = Counter(comment.title in chinese for comment in reading.comments())
    assert len(reading.notes()) >= 240
    assert spoken[True] >= 120
    assert spoken[False] >= 120


def test_a_third_of_the_comments_are_replies() -> None:
    replies = sum(comment.answers is not None for comment in reading.comments())
    assert replies * 3 >= len(reading.comments())


def test_handles_and_titles_are_there_once() -> None:
    assert len({person.handle for person in reading.people()}) == 40
    titles = Counter(note.title for note in reading.notes())
    assert [title for title, times in titles.items() if times > 1] == []


def test_no_two_notes_say_the_same() -> None:
    bodies = Counter(note.body for note in reading.notes())
    assert [body[:40] for body, times in bodies.items() if times > 1] == []


def test_no_two_comments_say_the_same() -> None:
    texts = Counter(comment.text for comment in reading.comments())
    assert [text for text, times in texts.items() if times > 1] == []


def test_no_title_is_longer_than_a_title_may_be() -> None:
    assert [note.title for note in reading.notes() if title_units(note.title) > TITLE_UNITS] == []


def test_chinese_bodies_have_60_to_400_characters() -> None:
    chinese = [note for note in reading.notes() if note.is_chinese]
    assert [(note.key, len(note.body)) for note in chinese if not 60 <= len(note.body) <= 400] == []


def test_notes_read_as_the_language_of_their_file() -> None:
    told = [(note.key, language_of(f"{note.title}\n{note.body}")) for note in reading.notes()]
    assert [key for key, language in told if not key.startswith(language)] == []


@pytest.mark.parametrize("chinese", [False, True], ids=["english", "chinese"])
def test_each_language_covers_every_category_in_words_and_in_pictures(chinese: bool) -> None:
    notes = [note for note in reading.notes() if note.is_chinese == chinese]
    assert {note.category.split("/")[0] for note in notes} == TOP_CATEGORIES
    assert {bool(note.scenes) for note in notes} == {True, False}


def test_every_scene_and_every_kind_of_goods_can_be_painted() -> None:
    assert {scene for note in reading.notes() for scene in note.scenes} <= set(SCENES)
    assert {product.kind for product in reading.products()} <= set(PACKSHOTS)


def test_authors_products_and_topics_that_notes_name_exist() -> None:
    notes = reading.notes()
    assert {note.author for note in notes} <= {person.handle for person in reading.people()}
    assert {topic for note in notes for topic in note.topics} == {topic.name for topic in reading.topics()}
    said = [word for note in notes for word in note.products]
    assert {word.product for word in said} == {product.key for product in reading.products()}
    assert {word.relation for word in said} == {str(relation) for relation in Relation}


def test_topics_have_addresses_of_their_own() -> None:
    assert len({topic_slug(topic.name) for topic in reading.topics()} - {""}) == 40


def test_comments_stand_under_notes_everybody_may_read_and_are_short_enough() -> None:
    public = {note.title for note in reading.notes() if note.visibility == "public"}
    handles = {person.handle for person in reading.people()}
    assert {comment.title for comment in reading.comments()} <= public
    assert {comment.author for comment in reading.comments()} <= handles
    assert max(len(comment.text) for comment in reading.comments()) <= LONGEST


def test_a_reply_answers_a_comment_of_the_same_note() -> None:
    comments = reading.comments()
    answered = [(comment, comments[comment.answers]) for comment in comments if comment.answers is not None]
    assert all(parent.answers is None and parent.title == reply.title for reply, parent in answered)


def test_at_least_eight_people_who_bought_it_judge_the_hand_cream() -> None:
    said = [(note.author, word) for note in reading.notes() for word in note.products]
    buyers = {author for author, word in said if word.product == "handcream" and word.relation == Relation.BOUGHT}
    assert len(buyers) >= 8


def test_a_brand_account_speaks_of_its_own_goods_as_its_own() -> None:
    owned = {brand.key: brand.owner for brand in reading.brands() if brand.owner}
    brand_of = {product.key: product.brand for product in reading.products()}
    said = [(note.author, word) for note in reading.notes() for word in note.products]
    wrong = [word for author, word in said if (owned.get(brand_of[word.product]) == author) != (word.relation == "own")]
    assert wrong == []


def test_sponsored_notes_followers_notes_private_notes_and_ai_notes_are_there() -> None:
    notes = reading.notes()
    relations = Counter(word.relation for note in notes for word in note.products)
    assert min(relations["paid"], relations["gifted"]) >= 3
    assert {note.visibility for note in notes} == {"public", "followers", "private"}
    assert sum(note.is_ai_made for note in notes) >= 3


def test_reading_the_files_anew_gives_the_same_rows() -> None:
    before = (reading.people(), reading.products(), reading.notes(), reading.comments())
    reading.forget()
    assert (reading.people(), reading.products(), reading.notes(), reading.comments()) == before


@pytest.fixture
def own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of words in place of the community's."""
    monkeypatch.setattr(reading, "WORDS", tmp_path)
    reading.forget()
    yield tmp_path
    reading.forget()


def test_a_line_of_columns_that_does_not_fit_is_named(own_words: Path) -> None:
    (own_words / "topics.txt").write_text("# name | about\nsourdough\n", encoding="utf-8")
    with pytest.raises(reading.WordsUnreadable, match=r"topics\.txt: sourdough"):
        reading.topics()


def test_a_note_of_pictures_without_scenes_is_named(own_words: Path) -> None:
    (own_words / "notes_en_a.txt").write_text("@@ mina | food | p | | | | 1\nBread\nIt rose.\n", encoding="utf-8")
    with pytest.raises(reading.WordsUnreadable, match=r"notes_en_a\.txt: mina"):
        reading.notes()


def test_a_reply_to_nobody_is_named(own_words: Path) -> None:
    (own_words / "comments_en.txt").write_text("@@ Bread\n> mina: Indeed.\n", encoding="utf-8")
    with pytest.raises(reading.WordsUnreadable, match=r"comments_en\.txt: Bread"):
        reading.comments()
