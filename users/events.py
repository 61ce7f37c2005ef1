"""What the people's floor announces, once each, after commit, with ids only."""

from django.dispatch import Signal

# person_id
person_joined = Signal()
# application_id: somebody who asked to join was accepted or refused, or nobody answered in time.
application_decided = Signal()
# follower_id, followed_id
person_followed = Signal()
# asker_id, asked_id: a request to follow a private account came, was answered or was taken back
follow_asked = Signal()
# follower_id, followed_id
person_unfollowed = Signal()
# blocker_id, blocked_id
person_blocked = Signal()
# blocker_id, blocked_id
person_unblocked = Signal()
# person_id, level
level_changed = Signal()
# person_id, entry_id: a line of the growth ledger the person should hear of (a pause, a violation, a correction, the
# answer to an appeal).
standing_changed = Signal()
# person_id
interests_changed = Signal()
# person_id
person_changed = Signal()
# person_id: all of a person's words went out of sight, or came back.
person_hidden = Signal()
# person_id: the account is deleted; nothing of it can be looked up any more.
person_left = Signal()
# export_id: somebody asked for their archive.
export_asked = Signal()
# export_id, person_id
export_ready = Signal()
# import_id: an archive has to be looked through, or brought in.
import_waiting = Signal()
# import_id, person_id
import_done = Signal()

EVENTS: dict[str, Signal] = {
    "person_joined": person_joined,
    "application_decided": application_decided,
    "person_followed": person_followed,
    "follow_asked": follow_asked,
    "person_unfollowed": person_unfollowed,
    "person_blocked": person_blocked,
    "person_unblocked": person_unblocked,
    "level_changed": level_changed,
    "standing_changed": standing_changed,
    "interests_changed": interests_changed,
    "person_changed": person_changed,
    "person_hidden": person_hidden,
    "person_left": person_left,
    "export_asked": export_asked,
    "export_ready": export_ready,
    "import_waiting": import_waiting,
    "import_done": import_done,
}
