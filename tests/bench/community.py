"""The community that is measured: made by the database itself in seconds, and kept while its size is the asked one.

Prints one line of JSON for the load: readers with their session and token, and the notes that have twenty comments.
"""

import argparse
import json
import re
import sys
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.apps import apps  # noqa: E402  (models exist only after setup)
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.cached_db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.backends.utils import CursorWrapper  # noqa: E402
from django.db.models import Max  # noqa: E402
from psycopg import sql  # noqa: E402

from api.models import AccessToken, Scope  # noqa: E402
from api.tokens import PREFIX, digest_of  # noqa: E402
from common.clock import now  # noqa: E402
from common.redis_client import client, key  # noqa: E402
from embedded import prepare  # noqa: E402
from notes.models import Comment, Note  # noqa: E402
from users.models import User  # noqa: E402

READERS = 48
# As many notes as this have ten comments with an answer each.
TALKED_OF = 200
# The feed looks at the last weeks: an older community would be read another way.
_FRESH = timedelta(days=7)

_STATEMENTS = Path(__file__).with_suffix(".sql")


def is_there(people: int, notes: int) -> bool:
    """Whether a community of this size is in the database and still young."""
    newest = Note.objects.aggregate(newest=Max("published_at"))["newest"]
    sizes = User.objects.count(), Note.objects.count()
    return sizes == (people, notes) and newest is not None and now() - newest < _FRESH


def make(people: int, notes: int) -> None:
    """Empties the database and fills it anew, then gives the planner its figures."""
    facts = {"people": people, "notes": notes, "talked": min(TALKED_OF, notes)}
    with transaction.atomic(), connection.cursor() as cursor:
        statements = [each for each in _STATEMENTS.read_text().split(";\n") if each.strip()]
        # First of all: a table with rows of this transaction can no longer be altered.
        for statement in statements:
            _fill_the_rest(cursor, statement)
        for statement in statements:
            cursor.execute(statement, facts)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _fill_the_rest(cursor: CursorWrapper, statement: str) -> None:
    """Lets the database give the columns a statement leaves out what the models would give them."""
    found = re.match(r"INSERT INTO (\w+) \(([^)]*)\)", statement)
    if found is None:
        return
    given = set(re.split(r",\s*", found[2]))
    model = next(one for one in apps.get_models() if one._meta.db_table == found[1])
    for field in model._meta.concrete_fields:
        if field.column in given or field.null or field.primary_key or field.generated:
            continue
        clause = sql.SQL("ALTER TABLE {} ALTER {} SET DEFAULT {}").format(
            sql.Identifier(found[1]), sql.Identifier(field.column), sql.Literal(field.get_default())
        )
        cursor.execute(clause.as_string(cursor.connection))


def readers(people: int) -> list[dict[str, str]]:
    """People spread over the community, each with a session and a token of their own: limits are for each person."""
    Session.objects.all().delete()
    AccessToken.objects.all().delete()
    numbers = range(1, people + 1, max(1, people // READERS))
    return [_reader(person) for person in User.objects.filter(pk__in=numbers).order_by("pk")[:READERS]]


def _reader(person: User) -> dict[str, str]:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    secret = f"{PREFIX}bench-{person.pk}"
    AccessToken.objects.create(
        owner=person, name="bench", digest=digest_of(secret), ending=secret[-4:], scopes=[Scope.READ], created_at=now()
    )
    return {"cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}", "token": secret}


def forget_keys() -> None:
    """Pools and pages of another community must not be read for this one."""
    kept = list(client().scan_iter(match=key("*"), count=1000))
    if kept:
        client().delete(*kept)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, required=True)
    asked.add_argument("--notes", type=int, required=True)
    size = asked.parse_args()
    sys.stdout, out = sys.stderr, sys.stdout
    prepare.migrate()
    prepare.collect_static(Path(settings.STATIC_ROOT))
    forget_keys()
    if not is_there(size.people, size.notes):
        print(f"Making {size.people} people and {size.notes} notes ...", file=sys.stderr, flush=True)
        make(size.people, size.notes)
    talked_of = Comment.objects.filter(reply_count=1).order_by("note").values_list("note__public_id", flat=True)
    print(json.dumps({"readers": readers(size.people), "notes": list(talked_of.distinct())}), file=out, flush=True)


if __name__ == "__main__":
    main()
