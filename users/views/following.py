"""Following and unfollowing: a form without JavaScript, JSON with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from common.clock import now
from common.limits import RateLimit, limited
from users import follow_intent
from users.following import CannotFollow
from users.intents import ask_to_log_in, back_to
from users.models import User
from users.requests import ask_to_follow, stop_following

FOLLOWS = RateLimit("follow", capacity=60, per_seconds=600)


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _answer(request: HttpRequest, person: User, *, is_following: bool, is_asked: bool = False) -> HttpResponse:
    if _wants_json(request):
        person.refresh_from_db(fields=["followers_count"])
        return JsonResponse({"is_following": is_following, "is_asked": is_asked, "followers": person.followers_count})
    return HttpResponseRedirect(back_to(request, person.get_absolute_url()))


def _to_login(request: HttpRequest, person: User) -> HttpResponse:
    then = back_to(request, person.get_absolute_url())
    response = ask_to_log_in(request, follow_intent.KIND, person.handle, then=then, at=now())
    if _wants_json(request):
        return JsonResponse({"login": response["Location"]}, status=401)
    return response


def _refused(request: HttpRequest, person: User, refusal: CannotFollow) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"error": str(refusal)}, status=409)
    messages.error(request, str(refusal))
    return HttpResponseRedirect(back_to(request, person.get_absolute_url()))


@require_POST
@limited(FOLLOWS)
def follow_person(request: HttpRequest, handle: str) -> HttpResponse:
    """Follows, or asks a private account; somebody unknown logs in first and it is done then."""
    person = get_object_or_404(User.objects.active(), handle=handle)
    if not isinstance(request.user, User):
        return _to_login(request, person)
    try:
        follows = ask_to_follow(request.user, person, at=now())
    except CannotFollow as refusal:
        return _refused(request, person, refusal)
    return _answer(request, person, is_following=follows, is_asked=not follows)


@require_POST
@limited(FOLLOWS)
def unfollow_person(request: HttpRequest, handle: str) -> HttpResponse:
    """Ends a follow, or takes a question back, if there is one."""
    person = get_object_or_404(User.objects.active(), handle=handle)
    if isinstance(request.user, User):
        stop_following(request.user, person)
    return _answer(request, person, is_following=False)
