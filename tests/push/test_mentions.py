"""Whoever a text names is told once, while it does and while they may read it; likes of comments are told too."""

import pytest

from notes import comments, publishing
from notes.appreciation import like_comment, unlike_comment
from notes.events import person_mentioned
from notes.models import Comment, Note, Visibility
from notes.policy import policy_for
from push import notices
from push.lines import address_of, shown
from push.models import InboxItem, Kind
from tests.factories import NOON, composition, note, person
from users.models import Follow, Mute, SafetySettings, User, Who
from users.safety import block
from users.shield import raise_edition

pytestmark = pytest.mark.django_db


def lines(reader: User) -> list[tuple[str, int]]:
    return list(InboxItem.objects.filter(reader=reader).order_by("pk").values_list("kind", "count"))


def say(under: Note, words: str, author: User | None = None, parent: Comment | None = None) -> Comment:
    said = comments.write_comment(under, author or person(), words, at=NOON, parent=parent)
    settle(said)
    return said


def settle(said: Comment) -> None:
    notices.settle_comment(said.pk)
    for reader in User.objects.order_by("pk"):
        notices.settle_mention(reader.pk, said.note_id, said.pk)


def settle_note(written: Note) -> None:
    for reader in User.objects.order_by("pk"):
        notices.settle_mention(reader.pk, written.pk, 0)


def test_whoever_a_comment_names_gets_one_line_and_nobody_else() -> None:
    mina, other = person("mina_reads"), person()
    said = say(note(), "谢谢@mina_reads @Mina_Reads")
    settle(said)
    assert (lines(mina), lines(other)) == ([("mention", 1)], [])
    assert InboxItem.objects.get(reader=mina).comment == said


def test_a_comment_that_is_taken_back_is_told_no_longer() -> None:
    mina = person("mina_reads")
    said = say(note(), "@mina_reads")
    comments.remove_comment(said, at=NOON)
    settle(said)
    assert lines(mina) == []


def test_whoever_is_told_of_the_comment_anyway_is_not_told_twice() -> None:
    author, asker = person("mina_reads"), person("lin_bakes")
    written = note(author)
    top = say(written, "How long?", asker)
    say(written, "@mina_reads @lin_bakes look", person(), parent=top)
    assert (lines(author), lines(asker)) == ([("comment", 2)], [("reply", 1)])


def test_ones_own_name_is_not_told() -> None:
    mina = person("mina_reads")
    say(note(), "I, @mina_reads", mina)
    assert lines(mina) == []


def test_a_note_tells_whom_it_names_once_however_often_it_is_edited() -> None:
    mina, lin = person("mina_reads"), person("lin_bakes")
    written = note(body="With @mina_reads")
    settle_note(written)
    InboxItem.objects.update(read_at=NOON)
    for words in ("With @mina_reads and @lin_bakes", "With both, @mina_reads and @lin_bakes"):
        Note.objects.filter(pk=written.pk).update(body=words, edited_at=NOON.replace(hour=15))
        settle_note(written)
    assert (lines(mina), lines(lin)) == ([("mention", 1)], [("mention", 1)])
    assert InboxItem.objects.get(reader=mina).read_at == NOON


def test_a_name_that_leaves_the_note_leaves_the_inbox(django_capture_on_commit_callbacks) -> None:
    heard: list[int] = []

    def hear(person_id: int, **_: object) -> None:
        heard.append(person_id)

    person_mentioned.connect(hear)
    mina, author = person("mina_reads"), person()
    written = note(author, body="With @mina_reads")
    settle_note(written)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.edit(written, composition(body="Alone"), policy=policy_for(author), at=NOON)
    assert heard == [mina.pk]
    settle_note(written)
    assert lines(mina) == []


def test_a_note_that_is_taken_back_is_told_no_longer() -> None:
    mina = person("mina_reads")
    written = note(person(notes_count=1), body="With @mina_reads")
    settle_note(written)
    publishing.withdraw(written, at=NOON)
    settle_note(written)
    assert lines(mina) == []


@pytest.mark.parametrize("visibility", [Visibility.FOLLOWERS, Visibility.PRIVATE])
def test_whoever_may_not_read_the_note_is_not_told_of_it(visibility: str) -> None:
    mina = person("mina_reads")
    written = note(body="About @mina_reads", visibility=visibility)
    settle_note(written)
    assert lines(mina) == []
    Follow.objects.create(follower=mina, followed=written.author)
    settle_note(written)
    assert len(lines(mina)) == int(visibility == Visibility.FOLLOWERS)


def test_people_who_keep_the_writer_away_are_not_told() -> None:
    blocker, muter, closed, writer = person("mina_reads"), person("lin_bakes"), person("zhou_rests"), person()
    block(blocker, writer, at=NOON)
    Mute.objects.create(owner=muter, kind=Mute.Kind.PERSON, muted=writer)
    raise_edition(muter)
    SafetySettings.objects.create(person=closed, may_mention=Who.NOBODY)
    say(note(), "@mina_reads @lin_bakes @zhou_rests", writer)
    assert [lines(one) for one in (blocker, muter, closed)] == [[], [], []]


def test_of_a_crowd_the_first_twenty_are_told() -> None:
    crowd = [person(f"guest_{number}") for number in range(22)]
    settle_note(note(body=" ".join(f"@{one.handle}" for one in crowd)))
    assert InboxItem.objects.filter(kind=Kind.MENTION).count() == 20


def test_likes_of_a_comment_are_one_line_that_follows_what_stands() -> None:
    said = say(note(), "Well said.", person("mina_reads"))
    ana, ben = person(), person()
    for who in (ana, ben):
        like_comment(said, who, at=NOON)
        notices.settle_comment_like(said.pk, who.pk)
    assert lines(said.author) == [("said_like", 2)]
    unlike_comment(said, ben)
    notices.settle_comment_like(said.pk, ben.pk)
    assert lines(said.author) == [("said_like", 1)]
    comments.remove_comment(said, at=NOON)
    settle(said)
    assert lines(said.author) == []


def test_each_line_has_its_sentence_and_leads_to_the_comment_itself() -> None:
    mina, writer = person("mina_reads"), person(name="Lin")
    said = say(note(), "Look, @mina_reads", writer)
    line = InboxItem.objects.of_reader(mina).for_page().get()
    where = f"{said.note.get_absolute_url()}?comment={said.public_id}#c-{said.public_id}"
    assert (shown([line], mina)[0].sentence, address_of(line, mina)) == ("Lin mentioned you", where)
    like_comment(said, person(name="Ana"), at=NOON)
    notices.settle_comment_like(said.pk, User.objects.get(name="Ana").pk)
    line = InboxItem.objects.of_reader(writer).for_page().get()
    assert (shown([line], writer)[0].sentence, address_of(line, writer)) == ("Ana liked your comment", where)


def test_ones_own_like_is_not_told() -> None:
    said = say(note(), "Well said.")
    like_comment(said, said.author, at=NOON)
    notices.settle_comment_like(said.pk, said.author_id)
    assert lines(said.author) == []
