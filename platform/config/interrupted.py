"""A form that met the log-in page is not lost."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from common.clock import now
from common.limits import RateLimit, take, who_asks
from users.interrupted import forget_form, is_kept, keep_form, was_turned_away

KEEPING = RateLimit("interrupted", capacity=20, per_seconds=600)
_REFUSED = 400


class InterruptedFormMiddleware:
    """Keeps a form whose sender was logged out, and leads them past the log-in to the page that sends it again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST":
            return response
        if request.user.is_authenticated:
            self._settle(request, response)
        elif was_turned_away(request, response.get("Location", "")) and take(who_asks(request), KEEPING).allowed:
            self._keep(request, response)
        return response

    def _settle(self, request: HttpRequest, response: HttpResponse) -> None:
        if response.status_code < _REFUSED and is_kept(request):
            forget_form(request)

    def _keep(self, request: HttpRequest, response: HttpResponse) -> None:
        if keep_form(request, at=now()):
            there = {"next": resolve_url("users:go_on")}
            response["Location"] = f"{resolve_url('account_login')}?{urlencode(there)}"
