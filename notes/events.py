"""What the notes' floor announces, once each, after commit, with ids only. Upper floors listen and enqueue."""

from django.dispatch import Signal

# note_id: the author handed it in; somebody has to say yes or no.
note_submitted = Signal()
# note_id: it went live for the first time.
note_published = Signal()
# note_id: a live note's words, pictures, category or topics changed.
note_edited = Signal()
# note_id: its author changed the words readers see; what let them through was said of other words.
note_reworded = Signal()
# note_id: it is no longer live (withdrawn by its author, or taken down).
note_withdrawn = Signal()
# note_id: it waits for a person, live or not before.
note_held = Signal()
# note_id
note_refused = Signal()
# note_id, person_id, kind ("like" | "collect" | "share")
reaction_added = Signal()
# note_id, person_id, kind
reaction_removed = Signal()
# picture_id: it was taken in and has to be prepared.
picture_waiting = Signal()
# note_id, person_id: marks of this person came onto or went from the note's pictures, or the note went live.
person_marked = Signal()
# video_id: it arrived whole and has to be prepared.
video_waiting = Signal()
# video_id: its author asked for a still of a moment.
poster_wanted = Signal()
# comment_id, note_id, person_id
comment_written = Signal()
# comment_id, note_id
comment_removed = Signal()
# comment_id, person_id: who likes it.
comment_liked = Signal()
# comment_id, person_id
comment_unliked = Signal()
# person_id, note_id, comment_id (0 for the note's own text): the text names them, did so, or stands no longer.
person_mentioned = Signal()
# appeal_id: an editor answered whether a note fits a category.
category_appeal_answered = Signal()

EVENTS: dict[str, Signal] = {
    "note_submitted": note_submitted,
    "note_published": note_published,
    "note_edited": note_edited,
    "note_reworded": note_reworded,
    "note_withdrawn": note_withdrawn,
    "note_held": note_held,
    "note_refused": note_refused,
    "reaction_added": reaction_added,
    "reaction_removed": reaction_removed,
    "picture_waiting": picture_waiting,
    "person_marked": person_marked,
    "video_waiting": video_waiting,
    "poster_wanted": poster_wanted,
    "comment_written": comment_written,
    "comment_removed": comment_removed,
    "comment_liked": comment_liked,
    "comment_unliked": comment_unliked,
    "person_mentioned": person_mentioned,
    "category_appeal_answered": category_appeal_answered,
}
