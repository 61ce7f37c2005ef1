"""Who may write under a note: what its author chose for the note, and for everybody."""

from django.contrib.auth.models import AnonymousUser

from notes.models import CommentsFrom, Note
from users.addressing import may_comment as may_comment_on
from users.models import Follow, User


def may_comment(note: Note, person: User | AnonymousUser) -> bool:
    """Whether somebody may comment on a note they see; its author always may. Four queries at most."""
    if not isinstance(person, User):
        return False
    if person.pk == note.author_id:
        return True
    if note.comments_from == CommentsFrom.NOBODY:
        return False
    if note.comments_from == CommentsFrom.FOLLOWERS:
        follows = Follow.objects.filter(follower=person, followed=note.author_id)
        if not follows.exists():
            return False
    return may_comment_on(person, note.author)
