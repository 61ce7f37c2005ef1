"""How allauth makes and greets our people."""

from collections.abc import Sequence
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.clock import now
from users import applying, arrivals, inviting, waiting
from users.leaving import is_retired
from users.models import Onboarding, User
from users.zones import is_zone

# Names nobody should be able to speak under; the house's own accounts are made by staff.
RESERVED = frozenset({"admin", "administrator", "help", "meadow", "moderator", "official", "root", "staff", "support"})


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Handles are small letters; new people get the zone of their browser and the language they were reading in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_taken": _("There is an account with this e-mail address already. Log in, or reset your password."),
        "username_taken": _("This handle is taken. Try another one."),
        "username_blacklisted": _("This handle is reserved. Try another one."),
        "email_password_mismatch": _("This e-mail address and password do not go together."),
        "username_password_mismatch": _("This handle and password do not go together."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes and try again."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right."),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:  # noqa: FBT001, FBT002  (allauth's signature)
        lowered = username.lower()
        if lowered in RESERVED:
            raise self.validation_error("username_blacklisted")
        if is_retired(lowered):
            raise self.validation_error("username_taken")
        cleaned: str = super().clean_username(lowered, shallow=shallow)
        return cleaned

    def pre_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse | None:  # Any: allauth's
        """Somebody about to be deleted may log in: that keeps the account, once the second factor is shown, too."""
        if user.leaving_at is not None:
            return None
        answer: HttpResponse | None = super().pre_login(request, user, **facts)
        return answer

    def generate_unique_username(self, txts: Sequence[str | None], regex: str | None = None) -> str:
        """For people who come by another site's account: what is left of their name in our letters."""
        lowered = [text.lower() if text else text for text in txts]
        made: str = super().generate_unique_username(lowered, regex or r"[^a-z0-9_@]")
        return made

    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: BaseForm,
        commit: bool = True,  # noqa: FBT001, FBT002  (allauth's)
    ) -> AbstractBaseUser:
        user.language = _language_read_in()
        user.time_zone = _zone_of(request, form)
        user.joined_at = now()
        with transaction.atomic():
            user.is_active = arrivals.lets_in(at=user.joined_at)
            saved: AbstractBaseUser = super().save_user(request, user, form, commit=commit)
            if not user.is_active:
                host = inviting.host_of(request, at=user.joined_at)
                applying.hand_in(user, _words_of(form), host=host, at=user.joined_at)
        return saved

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return not arrivals.is_closed()

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Who asked to join sees where they stand: the password was right, or the account is a minute old."""
        row = applying.application_of(user.pk)
        if row is not None and row.verdict != row.Verdict.ACCEPTED:
            waiting.let_see(request, user, at=now())
            return redirect("users:waiting")
        answer: HttpResponse = super().respond_user_inactive(request, user)
        return answer

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("users:welcome")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The rest of the welcome while it is not done. A `next` in the address comes before this."""
        person = request.user
        if isinstance(person, User) and person.onboarding != Onboarding.DONE:
            return resolve_url("users:welcome")
        address: str = super().get_login_redirect_url(request)
        return address

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("users:account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:  # Any: allauth's signature
        """As allauth does; the greeting names the address of this site."""
        super().send_mail(template_prefix, email, {**context, "site_url": settings.SITE_URL})


def _language_read_in() -> str:
    language = get_language() or ""
    return language if language in dict(settings.LANGUAGES) else ""


def _words_of(form: BaseForm) -> str:
    return str(form.cleaned_data.get("why", "")) if isinstance(form, Form) else ""


def _zone_of(request: HttpRequest, form: BaseForm) -> str:
    """The form's hidden field, else the cookie that every page sets, else UTC."""
    given = form.cleaned_data.get("time_zone", "") if isinstance(form, Form) else ""
    guesses = (given, request.COOKIES.get("zone", ""))
    return next((zone for zone in guesses if is_zone(zone)), "UTC")
