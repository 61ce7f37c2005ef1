"""What conversations announce, once each, after commit, with ids only."""

from django.dispatch import Signal

# message_id, conversation_id, writer_id, reader_id
message_written = Signal()
# conversation_id, person_id: what this person sees of it changed (read, answered, taken back).
conversation_changed = Signal()

EVENTS: dict[str, Signal] = {
    "message_written": message_written,
    "conversation_changed": conversation_changed,
}
