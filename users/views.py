from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def me(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


def settings_page(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


def profile(request: HttpRequest, handle: str) -> HttpResponse:
    return render(request, "base.html")
