"""Rows that may exist once."""

from django.db import IntegrityError, models, transaction


def added(row: models.Model) -> bool:
    """Inserts a row; False, with nothing changed, when a unique constraint says it is there already.

    A savepoint keeps the caller's transaction usable. Constraints other than unique ones raise as usual.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if getattr(error.__cause__, "sqlstate", "") == "23505":  # unique_violation
            return False
        raise
    return True
