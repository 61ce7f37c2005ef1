from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def explore(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


def topics(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")
