"""Answers when something went wrong, in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not match. The page says how to send it again; `reason` stays out of it."""
    return render(request, "403_csrf.html", status=403)
