"""Is the process alive, and is it fit to serve?"""

from collections.abc import Callable

import redis
import structlog
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from common.redis_client import client

log = structlog.get_logger("health")


def alive(request: HttpRequest) -> HttpResponse:
    """`/healthz`: this process answers. Touches nothing else, so a slow database does not get it restarted."""
    return HttpResponse("ok\n", content_type="text/plain")


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _redis() -> bool:
    return bool(client().ping())


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


_CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "redis": _redis, "migrations": _migrations}


def _holds(name: str) -> bool:
    try:
        return _CHECKS[name]()
    except (DatabaseError, redis.RedisError, OSError) as error:
        log.warning("not ready", check=name, error=str(error))
        return False


def ready(request: HttpRequest) -> JsonResponse:
    """`/readyz`: 200 when database, Redis and migrations are as they should be, else 503 naming what is not."""
    found = {name: _holds(name) for name in _CHECKS}
    return JsonResponse(found, status=200 if all(found.values()) else 503)
