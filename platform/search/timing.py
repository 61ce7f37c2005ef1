"""A search may take so long and no longer: the database stops it, and the page says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import OperationalError, connection, transaction

# Ten times what a search takes on a million notes.
LONGEST_MS = 1_000
_QUERY_CANCELED = "57014"
# An index scan is always right here: the planner's guess of a text match is too rough to let it read a whole table,
# and compiling a statement takes longer than running it.
_SET = """
SELECT current_setting('statement_timeout'), set_config('statement_timeout', %s, true),
    set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)
"""
_BACK = """
SELECT set_config('statement_timeout', %s, true), set_config('enable_seqscan', 'on', true),
    set_config('jit', 'on', true)
"""


_is_bounded: ContextVar[bool] = ContextVar("is_bounded", default=False)


class TookTooLong(Exception):
    """The database stopped a search; nothing is wrong with the site, and fewer or rarer words are quicker."""


@contextmanager
def bounded(milliseconds: int | None = None) -> Iterator[None]:
    """Each statement inside may take so many milliseconds, LONGEST_MS by default. Raises TookTooLong.

    Inside another one it adds nothing: a page with its four groups is one transaction.
    """
    if _is_bounded.get():
        yield
        return
    token = _is_bounded.set(True)
    try:
        with _stopped_after(milliseconds or LONGEST_MS):
            yield
    finally:
        _is_bounded.reset(token)


@contextmanager
def _stopped_after(milliseconds: int) -> Iterator[None]:
    # Settings of a transaction end with it; inside another one they are put back by hand.
    is_inside = connection.in_atomic_block
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_SET, [f"{milliseconds}ms"])
            before = cursor.fetchone()[0]
            yield
            if is_inside:
                cursor.execute(_BACK, [before])
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == _QUERY_CANCELED:
            raise TookTooLong from error
        raise
