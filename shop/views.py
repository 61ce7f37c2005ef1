from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


def product(request: HttpRequest, public_id: str) -> HttpResponse:
    return render(request, "base.html")


def brand(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "base.html")
