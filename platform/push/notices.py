"""What people do, told to whom it concerns: at once, in lines that group, and true whatever was undone meanwhile.

Each function settles one thing: it looks at how matters stand in the database and makes the inbox say just that. So it
may run twice, late, or in another order than things happened. A notice is not a push: the gate is not asked.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import F

from common.clock import local_day
from common.rows import added
from notes.classification.models import CategoryAppeal
from notes.engagement import KINDS as REACTIONS
from notes.mentions import text_of, told_in
from notes.models import Collect, Comment, CommentLike, Like, Note, State
from push.clock_checks import known_zones
from push.kinds import ALWAYS_TOLD
from push.models import InboxActor, InboxItem, InboxQuerySet, Kind, PushSettings
from push.unread import tell_changed
from users.addressing import may_mention
from users.models import Export, Follow, FollowRequest, GrowthEntry, Import, User
from users.muting import names_a_muted_word
from users.shield import is_blocked_between, shield_of


@dataclass(frozen=True, slots=True)
class Line:
    """One line of somebody's inbox; `note` is what its cover and address come from.

    With a `day` only the line of that local day is meant, else what was undone is looked for on every day.
    """

    reader: User
    kind: Kind
    subject: str
    note: Note | None = None
    day: date | None = None
    facts: dict[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deed:
    """What stands of a person's deed: when it was done, and the comment if it is one."""

    at: datetime
    comment: Comment | None = None


def day_of(reader: User, at: datetime) -> date:
    """The reader's calendar day at an instant; that of UTC for somebody whose zone we do not know."""
    return local_day(at, reader.time_zone if reader.time_zone in known_zones() else "UTC")


def settle_reaction(note_id: int, person_id: int, kind: str) -> None:
    """Tells the note's author of a like or a collect, or takes it out of its line when it was taken back."""
    note = Note.objects.select_related("author").filter(pk=note_id).first()
    if note is None or kind not in REACTIONS or note.author_id == person_id:
        return
    rows = REACTIONS[kind].objects.filter(note=note, person=person_id)
    settle(Line(note.author, Kind(kind), f"note:{note.pk}", note), person_id, lambda: _first_deed(rows.first()))


def settle_follow(follower_id: int, followed_id: int) -> None:
    """Tells somebody of a new follower, or takes the follower out of their line again."""
    followed = User.objects.filter(pk=followed_id).first()
    if followed is None or follower_id == followed_id:
        return
    rows = Follow.objects.filter(follower=follower_id, followed=followed)
    settle(Line(followed, Kind.FOLLOWER, "me"), follower_id, lambda: _first_deed(rows.first()))


def settle_comment_like(comment_id: int, person_id: int) -> None:
    """Tells the author of a comment of a like, or takes it out of its line when it or the comment was taken back."""
    comment = Comment.objects.select_related("author", "note").filter(pk=comment_id).first()
    if comment is None or comment.author_id == person_id:
        return
    rows = CommentLike.objects.filter(comment=comment, person=person_id, comment__removed_at=None)
    line = Line(comment.author, Kind.COMMENT_LIKE, f"comment:{comment.pk}", comment.note)
    settle(line, person_id, lambda: _liked_comment(rows.first(), comment))


def _liked_comment(row: CommentLike | None, comment: Comment) -> Deed | None:
    return None if row is None else Deed(row.created_at, comment)


def settle_mention(person_id: int, note_id: int, comment_id: int) -> None:
    """Tells somebody that a text names them, once a text; takes it out when the text does so no longer.

    Told are those who may read the text, whom its writer may mention, and who did not mute the writer. Whoever is told
    of a comment anyway, as the note's author or as the one it answers, is not told twice.
    """
    reader = User.objects.filter(pk=person_id).first()
    note = Note.objects.select_related("author").filter(pk=note_id).first()
    comments = Comment.objects.select_related("author", "parent")
    comment = comments.filter(pk=comment_id).first() if comment_id else None
    if reader is None or note is None or (comment_id and comment is None):
        return
    writer = comment.author if comment else note.author
    subject = f"comment:{comment.pk}" if comment else f"note:{note.pk}"
    line = Line(reader, Kind.MENTION, subject, note)
    settle(line, writer.pk, lambda: _mention(line, writer, comment))


def _mention(line: Line, writer: User, comment: Comment | None) -> Deed | None:
    """The mention if it stands. One that was told keeps its instant: a text that is edited is not news again."""
    note = Note.objects.visible_to(line.reader).live().filter(pk=line.note.pk).first() if line.note else None
    if note is None or not _names(line.reader, note, comment) or not _may_name(line.reader, writer):
        return None
    told = _rows(line).filter(actors__person=writer).first()
    fresh = comment.created_at if comment else note.edited_at or note.published_at
    at = told.happened_at if told else fresh
    return Deed(at, comment) if at is not None else None


def _names(reader: User, note: Note, comment: Comment | None) -> bool:
    if comment is None:
        return reader.handle in told_in(text_of(note))
    told_anyway = {note.author_id, comment.parent.author_id if comment.parent else None}
    return comment.removed_at is None and reader.pk not in told_anyway and reader.handle in told_in(comment.body)


def _may_name(reader: User, writer: User) -> bool:
    return reader.pk != writer.pk and writer.is_active and may_mention(writer, reader)


def settle_request(asker_id: int, asked_id: int) -> None:
    """Tells somebody that they were asked, or takes the question out once it is answered or taken back."""
    asked = User.objects.filter(pk=asked_id).first()
    if asked is None:
        return
    rows = FollowRequest.objects.filter(asker=asker_id, asked=asked)
    settle(Line(asked, Kind.REQUEST, "me"), asker_id, lambda: _first_deed(rows.first()))


def settle_accepted(asker_id: int, asked_id: int) -> None:
    """Tells somebody that they were let in, as long as they follow."""
    asker = User.objects.filter(pk=asker_id).first()
    if asker is None:
        return
    rows = Follow.objects.filter(follower=asker, followed=asked_id)
    settle(Line(asker, Kind.ACCEPTED, f"person:{asked_id}"), asked_id, lambda: _first_deed(rows.first()))


def _first_deed(row: Follow | FollowRequest | Like | Collect | None) -> Deed | None:
    return None if row is None else Deed(row.created_at)


def settle_comment(comment_id: int) -> None:
    """Tells of a comment, or takes it out when it was removed, its answers with it.

    An answer is told to the person it answers, and to the note's author; nobody is told twice.
    """
    comments = Comment.objects.select_related("author", "note__author", "parent__author")
    found = comments.filter(pk=comment_id).first()
    if found is None:
        return
    answers = list(comments.filter(parent=found)) if found.removed_at else []
    _forget_likes([one for one in (found, *answers) if one.removed_at])
    for comment in (found, *answers):
        for line in _lines_about(comment):
            settle(line, comment.author_id, _newest_comment(line, comment))


def _forget_likes(gone: list[Comment]) -> None:
    """Nobody is told of likes of a comment that is gone."""
    subjects = [f"comment:{comment.pk}" for comment in gone]
    items = InboxItem.objects.filter(kind=Kind.COMMENT_LIKE, subject__in=subjects)
    tell_changed(items.values_list("reader_id", flat=True))
    items.delete()


def _lines_about(comment: Comment) -> list[Line]:
    note, parent = comment.note, comment.parent
    told: list[tuple[User, Kind, str]] = []
    if parent is not None:
        told.append((parent.author, Kind.REPLY, f"comment:{parent.pk}"))
    if parent is None or parent.author_id != note.author_id:
        told.append((note.author, Kind.COMMENT, f"note:{note.pk}"))
    return [
        Line(reader, kind, subject, note, day_of(reader, comment.created_at))
        for reader, kind, subject in told
        if reader.pk != comment.author_id
    ]


def _newest_comment(line: Line, comment: Comment) -> Callable[[], Deed | None]:
    """Finds the last standing comment of the same person in the same line: one of two may have been removed."""

    def find() -> Deed | None:
        rows = Comment.objects.standing().filter(note=comment.note_id, author=comment.author_id)
        if line.kind == Kind.REPLY:
            rows = rows.filter(parent=comment.parent_id)
        for row in rows.order_by("-created_at", "-pk"):
            if day_of(line.reader, row.created_at) == line.day:
                return Deed(row.created_at, row)
        return None

    return find


def settle_level(person_id: int, level: int, *, at: datetime) -> None:
    """Tells somebody of a level they reached, once a level."""
    person = User.objects.filter(pk=person_id).first()
    if person is None:
        return
    _tell_once(Line(person, Kind.LEVEL, f"level:{level}", facts={"level": level}), at)


def settle_growth(entry_id: int, *, at: datetime) -> None:
    """Tells somebody of a line of their growth ledger that changes how they stand, once a line."""
    entry = GrowthEntry.objects.select_related("person").filter(pk=entry_id).first()
    if entry is None:
        return
    facts: dict[str, int | str] = {"reason": entry.reason, "detail": entry.detail}
    line = Line(entry.person, Kind.GROWTH, f"entry:{entry.pk}", facts=facts)
    with transaction.atomic():
        _lock(line)
        if not _rows(line).exists() and is_wanted(line):
            _add(line, at=at)


def settle_category(appeal_id: int, *, at: datetime) -> None:
    """Tells an author what an editor answered about their note's category, once an appeal."""
    appeal = CategoryAppeal.objects.select_related("note__author").filter(pk=appeal_id).first()
    if appeal is None or appeal.is_open:
        return
    note = appeal.note
    facts: dict[str, int | str] = {"state": appeal.state}
    _tell_once(Line(note.author, Kind.CATEGORY, f"category-appeal:{appeal.pk}", note, facts=facts), at)


def settle_refusal(note_id: int, *, at: datetime) -> None:
    """Tells the author that their note was refused; one refused again on the same day moves its line up."""
    note = Note.objects.select_related("author").filter(pk=note_id, state=State.REFUSED).first()
    if note is not None:
        _tell_daily(Line(note.author, Kind.REFUSED, f"note:{note.pk}", note), at)


def settle_hold(note_id: int, *, at: datetime) -> None:
    """Tells the author that their note waits for a person; one held again on the same day moves its line up."""
    note = Note.objects.select_related("author").filter(pk=note_id, state=State.IN_REVIEW).first()
    if note is not None:
        _tell_daily(Line(note.author, Kind.HELD, f"note:{note.pk}", note), at)


def _tell_daily(line: Line, at: datetime) -> None:
    with transaction.atomic():
        _lock(line)
        item = _rows(line).filter(local_day=day_of(line.reader, at)).first()
        if item is None and is_wanted(line):
            _add(line, at=at)
        elif item is not None and item.happened_at < at:
            _rows(line).filter(pk=item.pk).update(happened_at=at, read_at=None)
            tell_changed([line.reader.pk])


def is_wanted(line: Line) -> bool:
    """False for a kind the reader does not want to hear of, and for somebody whose account is closed."""
    if line.kind in ALWAYS_TOLD or not line.reader.is_active:
        return line.reader.is_active
    wishes = PushSettings.objects.filter(reader=line.reader).first()
    return wishes is None or line.kind not in wishes.muted_kinds


def is_heard(line: Line, person_id: int, deed: Deed) -> bool:
    """False for a deed of somebody the reader keeps away, and for words they muted."""
    shield = shield_of(line.reader, at=deed.at)
    said = deed.comment.body if deed.comment else ""
    return person_id not in shield.hidden and not names_a_muted_word(shield.words, (said,))


def settle_block(first_id: int, second_id: int) -> None:
    """Takes what two people did out of each other's inboxes, once a block lies between them."""
    if not is_blocked_between(first_id, second_id):
        return
    for reader_id, person_id in ((first_id, second_id), (second_id, first_id)):
        for item in InboxItem.objects.filter(reader=reader_id, actors__person=person_id).select_related("reader"):
            take_out_of(item, person_id)


def take_out_of(item: InboxItem, person_id: int) -> None:
    """Takes a person out of the lines of the same thing as this one; the item's reader is loaded."""
    line = Line(item.reader, Kind(item.kind), item.subject)
    with transaction.atomic():
        _lock(line)
        _take_out(line, person_id)


def settle_export(export_id: int, *, at: datetime) -> None:
    """Tells somebody that their archive is ready, once an archive."""
    export = Export.objects.select_related("person").filter(pk=export_id, state=Export.State.READY).first()
    if export is not None:
        _tell_once(Line(export.person, Kind.EXPORT, f"export:{export.public_id}"), at)


def settle_import(import_id: int, *, at: datetime) -> None:
    """Tells somebody that an archive was brought back, once an archive."""
    done = Import.objects.select_related("person").filter(pk=import_id, state=Import.State.DONE).first()
    if done is not None:
        facts: dict[str, int | str] = {"import": done.public_id}
        _tell_once(Line(done.person, Kind.IMPORT, f"import:{done.public_id}", facts=facts), at)


def _tell_once(line: Line, at: datetime) -> None:
    with transaction.atomic():
        _lock(line)
        if not _rows(line).exists() and is_wanted(line):
            _add(line, at=at)


def _rows(line: Line) -> InboxQuerySet:
    rows = InboxItem.objects.of_reader(line.reader).filter(kind=line.kind, subject=line.subject)
    return rows.filter(local_day=line.day) if line.day else rows


def _lock(line: Line) -> None:
    """One hand at a time on a line, until the transaction ends. The line may not exist yet, so no row can be locked."""
    with connection.cursor() as cursor:
        name = f"inbox:{line.reader.pk}:{line.kind}:{line.subject}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def settle(line: Line, person_id: int, find: Callable[[], Deed | None]) -> None:
    """Makes the line say what stands. What stands is read under the lock: a deed undone before it is not told."""
    with transaction.atomic():
        _lock(line)
        deed = find()
        if deed is None or not is_heard(line, person_id, deed):
            _take_out(line, person_id)
        elif is_wanted(line):
            _put_in(line, person_id, deed)


def _put_in(line: Line, person_id: int, deed: Deed) -> None:
    item = _rows(line).filter(local_day=day_of(line.reader, deed.at)).first() or _add(line, at=deed.at, count=0)
    rows = _rows(line).filter(pk=item.pk)
    if added(InboxActor(item=item, person_id=person_id, happened_at=deed.at)):
        rows.update(count=F("count") + 1, read_at=None)
        is_news = deed.at >= item.happened_at
    else:
        is_news = deed.at > item.happened_at
    if is_news:
        rows.update(happened_at=deed.at, actor=person_id, comment=deed.comment, read_at=None)
    elif item.actor_id == person_id and deed.comment is not None:
        rows.update(comment=deed.comment)
    tell_changed([line.reader.pk])


def _take_out(line: Line, person_id: int) -> None:
    """Takes the person out of the line; a line nobody is left in goes."""
    for item in _rows(line).filter(actors__person=person_id):
        InboxActor.objects.filter(item=item, person=person_id).delete()
        newest = item.actors.order_by("-happened_at", "-pk").first()
        if newest is None:
            item.delete()
        else:
            rows = InboxItem.objects.filter(pk=item.pk)
            rows.update(count=F("count") - 1)
            rows.filter(actor=person_id).update(actor=newest.person_id, comment=None)
        tell_changed([line.reader.pk])


def _add(line: Line, *, at: datetime, count: int = 1) -> InboxItem:
    item = InboxItem.objects.create(
        reader=line.reader,
        kind=line.kind,
        subject=line.subject,
        note=line.note,
        local_day=day_of(line.reader, at),
        facts=line.facts,
        count=count,
        created_at=at,
        happened_at=at,
    )
    tell_changed([line.reader.pk])
    return item
