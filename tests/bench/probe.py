"""How many statements an answer takes and how large it is. Pages are asked twice: caches are warm, as under load."""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def probe(path: str, headers: dict[str, str]) -> dict[str, int]:
    """Statements (BEGIN and COMMIT are statements) and bytes of the second answer. Raises RuntimeError unless 200."""
    client = Client(headers=headers)
    client.get(path, SERVER_NAME="127.0.0.1")
    with CaptureQueriesContext(connection) as statements:
        answer = client.get(path, SERVER_NAME="127.0.0.1")
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return {"queries": len(statements), "bytes": len(answer.content)}


if __name__ == "__main__":
    print(json.dumps([probe(row["path"], row["headers"]) for row in json.load(sys.stdin)]))
