from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def note(request: HttpRequest, public_id: str) -> HttpResponse:
    return render(request, "base.html")


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "base.html")
