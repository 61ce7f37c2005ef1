"""The length of a film as people write it."""


def told(seconds: float) -> str:
    """12:05, 1:02:05; a film that is longer than 99 hours is told as 99 hours."""
    minutes, rest = divmod(min(int(seconds), 359_999), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
