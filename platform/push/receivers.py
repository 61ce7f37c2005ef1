"""The inbox hears of what people did, and hands the telling to a worker."""

from typing import Any

from django.dispatch import receiver

from conversations.events import conversation_changed, message_written
from notes.events import (
    category_appeal_answered,
    comment_liked,
    comment_removed,
    comment_unliked,
    comment_written,
    note_held,
    note_refused,
    person_marked,
    person_mentioned,
    reaction_added,
    reaction_removed,
)
from push import tasks
from push.unread import tell_changed
from users.events import (
    export_ready,
    follow_asked,
    import_done,
    level_changed,
    person_blocked,
    person_followed,
    person_unfollowed,
    standing_changed,
)

# Any below: signals pass what later versions add.


@receiver([reaction_added, reaction_removed])
def on_reaction(sender: object, note_id: int, person_id: int, kind: str, **_: Any) -> None:
    if kind in tasks.TOLD_REACTIONS:
        tasks.tell_reaction.delay(note_id, person_id, kind)


@receiver([person_followed, person_unfollowed])
def on_follow(sender: object, follower_id: int, followed_id: int, **_: Any) -> None:
    tasks.tell_follow.delay(follower_id, followed_id)


@receiver([comment_written, comment_removed])
def on_comment(sender: object, comment_id: int, **_: Any) -> None:
    tasks.tell_comment.delay(comment_id)


@receiver(person_marked)
def on_mark(sender: object, note_id: int, person_id: int, **_: Any) -> None:
    tasks.tell_mark.delay(note_id, person_id)


@receiver(follow_asked)
def on_request(sender: object, asker_id: int, asked_id: int, **_: Any) -> None:
    tasks.tell_request.delay(asker_id, asked_id)


@receiver(person_blocked)
def on_block(sender: object, blocker_id: int, blocked_id: int, **_: Any) -> None:
    tasks.tell_block.delay(blocker_id, blocked_id)


@receiver([comment_liked, comment_unliked])
def on_comment_like(sender: object, comment_id: int, person_id: int, **_: Any) -> None:
    tasks.tell_comment_like.delay(comment_id, person_id)


@receiver(person_mentioned)
def on_mention(sender: object, person_id: int, note_id: int, comment_id: int, **_: Any) -> None:
    tasks.tell_mention.delay(person_id, note_id, comment_id)


@receiver(level_changed)
def on_level(sender: object, person_id: int, level: int, **_: Any) -> None:
    tasks.tell_level.delay(person_id, level)


@receiver(standing_changed)
def on_standing(sender: object, person_id: int, entry_id: int, **_: Any) -> None:
    tasks.tell_growth.delay(entry_id)


@receiver(export_ready)
def on_export(sender: object, export_id: int, **_: Any) -> None:
    tasks.tell_export.delay(export_id)


@receiver(import_done)
def on_import(sender: object, import_id: int, **_: Any) -> None:
    tasks.tell_import.delay(import_id)


@receiver(note_held)
def on_hold(sender: object, note_id: int, **_: Any) -> None:
    tasks.tell_hold.delay(note_id)


@receiver(category_appeal_answered)
def on_category_answer(sender: object, appeal_id: int, **_: Any) -> None:
    tasks.tell_category.delay(appeal_id)


@receiver(note_refused)
def on_refusal(sender: object, note_id: int, **_: Any) -> None:
    tasks.tell_refusal.delay(note_id)


@receiver(message_written)
def on_message(sender: object, writer_id: int, reader_id: int, **_: Any) -> None:
    """Both pages show it: the reader's, and those the writer has open elsewhere."""
    tell_changed([writer_id, reader_id])


@receiver(conversation_changed)
def on_conversation(sender: object, person_id: int, **_: Any) -> None:
    tell_changed([person_id])
