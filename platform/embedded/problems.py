"""What went wrong, in words for the person at the keyboard."""

import sys
from collections.abc import Callable


class SetupProblemError(Exception):
    """The set-up cannot go on. The message is one line that says what to do."""


def exit_in_words(command: Callable[[], int]) -> None:
    """Run `command` and exit with its code; a problem is one line on stderr, never a traceback."""
    try:
        sys.exit(command())
    except SetupProblemError as problem:
        sys.exit(f"meadow: {problem}")
    except KeyboardInterrupt:
        # 128 + SIGINT is what a shell expects of an interrupted command.
        sys.exit(130)
