"""What the push floor does in workers. Every task may run twice and late."""

from celery import shared_task

from common.clock import now
from notes.engagement import KINDS
from push import delivery, marks, notices, planning

TOLD_REACTIONS = frozenset(KINDS)


@shared_task
def plan_window() -> int:
    """Plans the pushes of every reader whose window is open or opens soon. Returns how many will come."""
    return planning.plan_window(at=now())


@shared_task
def deliver_due() -> int:
    """Puts what is due into inboxes. Returns how many pushes came."""
    return delivery.deliver_due(at=now())


@shared_task
def tell_reaction(note_id: int, person_id: int, kind: str) -> None:
    """Makes the author's inbox say whether this person likes or collects the note."""
    notices.settle_reaction(note_id, person_id, kind)


@shared_task
def tell_follow(follower_id: int, followed_id: int) -> None:
    """Makes the followed person's inbox say whether they are followed."""
    notices.settle_follow(follower_id, followed_id)


@shared_task
def tell_comment(comment_id: int) -> None:
    """Makes the inboxes a comment concerns say whether it stands."""
    notices.settle_comment(comment_id)


@shared_task
def tell_mark(note_id: int, person_id: int) -> None:
    """Makes a person's inbox say whether they are marked in a note."""
    marks.settle_mark(note_id, person_id)


@shared_task
def tell_request(asker_id: int, asked_id: int) -> None:
    """Makes both inboxes say how a request to follow stands."""
    notices.settle_request(asker_id, asked_id)
    notices.settle_accepted(asker_id, asked_id)


@shared_task
def tell_block(first_id: int, second_id: int) -> None:
    """Takes two people out of each other's inboxes."""
    notices.settle_block(first_id, second_id)


@shared_task
def tell_comment_like(comment_id: int, person_id: int) -> None:
    """Makes the inbox of a comment's author say whether this person likes it."""
    notices.settle_comment_like(comment_id, person_id)


@shared_task
def tell_mention(person_id: int, note_id: int, comment_id: int) -> None:
    """Makes somebody's inbox say whether a text names them."""
    notices.settle_mention(person_id, note_id, comment_id)


@shared_task
def tell_level(person_id: int, level: int) -> None:
    """Tells somebody of a level."""
    notices.settle_level(person_id, level, at=now())


@shared_task
def tell_growth(entry_id: int) -> None:
    """Tells somebody of a line of their growth ledger."""
    notices.settle_growth(entry_id, at=now())


@shared_task
def tell_hold(note_id: int) -> None:
    """Tells an author that a person will look at their note."""
    notices.settle_hold(note_id, at=now())


@shared_task
def tell_category(appeal_id: int) -> None:
    """Tells an author of an editor's answer about their note's category."""
    notices.settle_category(appeal_id, at=now())


@shared_task
def tell_refusal(note_id: int) -> None:
    """Tells an author of a refusal."""
    notices.settle_refusal(note_id, at=now())


@shared_task
def tell_export(export_id: int) -> None:
    """Tells somebody of their archive."""
    notices.settle_export(export_id, at=now())


@shared_task
def tell_import(import_id: int) -> None:
    """Tells somebody of what was brought back."""
    notices.settle_import(import_id, at=now())
