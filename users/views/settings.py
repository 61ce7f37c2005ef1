"""Settings: the profile, the interests, and the way to the account's own pages."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from common.pictures import PictureRefused, PictureWorkerFailed
from users.forms import InterestsForm, ProfileForm
from users.interests import choose_interests, interests_of
from users.models import User
from users.profile_changes import change_profile
from users.views.asker import asker

SAVES = RateLimit("settings", capacity=30, per_seconds=600)
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(SAVES)
def profile_settings(request: HttpRequest) -> HttpResponse:
    """The form of one's profile. A refusal shows it again with every typed word."""
    person = asker(request)
    if request.method != "POST":
        return _profile_page(request, ProfileForm(initial=ProfileForm.facts_of(person), person=person))
    form = ProfileForm(request.POST, request.FILES, person=person)
    if not form.is_valid() or not _saved(person, form):
        return _profile_page(request, form, status=UNPROCESSABLE)
    response = redirect("users:settings")
    _speak(response, person.language)
    with translation.override(person.language or None):
        messages.success(request, _("Saved."))
    return response


def _profile_page(request: HttpRequest, form: ProfileForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "person": asker(request), "tab": "profile"}
    return render(request, "users/settings.html", context, status=status)


def _saved(person: User, form: ProfileForm) -> bool:
    try:
        change_profile(person, form.facts())
    except PictureRefused as refused:
        form.add_error("avatar", refused.message)
    except PictureWorkerFailed:
        form.add_error("avatar", _("This did not work on our side. Try once more in a minute."))
    return form.is_valid()


def _speak(response: HttpResponse, language: str) -> None:
    """Makes this device speak the chosen language at once; its cookie would win over the account's."""
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, path=settings.LANGUAGE_COOKIE_PATH)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(SAVES)
def interest_settings(request: HttpRequest) -> HttpResponse:
    """The interests as chips; none at all is a choice too."""
    person = asker(request)
    form = InterestsForm(request.POST if request.method == "POST" else None, person=person, needs_one=False)
    if form.is_valid():
        choose_interests(person, form.cleaned_data["categories"], at=now())
        messages.success(request, _("Saved."))
        return redirect("users:interests")
    status = UNPROCESSABLE if form.is_bound else 200
    context = {"form": form, "interests": interests_of(person), "tab": "interests"}
    return render(request, "users/settings_interests.html", context, status=status)


@require_safe
@login_required
def account_settings(request: HttpRequest) -> HttpResponse:
    """Where e-mail, password, second factor and devices are kept."""
    providers = bool(settings.SOCIALACCOUNT_PROVIDERS)
    return render(request, "users/settings_account.html", {"tab": "account", "has_providers": providers})
