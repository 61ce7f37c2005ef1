"""Lines in which hands stand that would otherwise pass each other between a look and a deed."""

from django.db import connection


def stand_in_line(name: str) -> None:
    """One hand at a time under a name, until the transaction ends. Where no row can be locked because none exists yet,
    or where rows of several tables would be locked in two orders. Taken before any row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
