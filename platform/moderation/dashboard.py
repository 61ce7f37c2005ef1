from typing import Any

from django.http import HttpRequest


def figures(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    return context
