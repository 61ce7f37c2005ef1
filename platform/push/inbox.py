"""The reader's inbox."""


def unread_count(person_id: int) -> int:
    """How many items of the inbox the person has not seen."""
    return 0
