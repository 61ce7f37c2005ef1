"""The door of the admin: the site's own log-in, with a second factor where production asks for it."""

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from users.models import User

# Recovery codes alone are no second factor: they are made beside one.
_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def guard_admin_login(site: AdminSite) -> None:
    """Sends the admin's log-in through the site's own, with its rate limits, and lets staff without a second factor
    no further than to the page that sets one up. Call before `site.urls` is read: afterwards the old view is already
    bound and nothing would be guarded."""
    may_enter, log_in = site.has_permission, secure_admin_login(site.login)

    def has_permission(request: HttpRequest) -> bool:
        return may_enter(request) and not lacks_second_factor(request)

    def login(request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        if may_enter(request) and lacks_second_factor(request):
            messages.warning(
                request, _("Staff need a second factor. Set one up here, then open the staff pages again.")
            )
            return redirect("mfa_index")
        answer: HttpResponse = log_in(request, extra_context)
        return answer

    site.has_permission = has_permission  # type: ignore[method-assign]
    site.login = login  # type: ignore[method-assign]


def lacks_second_factor(request: HttpRequest) -> bool:
    """True for a known person without a second factor, where the site asks staff for one."""
    person = request.user
    if not settings.STAFF_NEED_SECOND_FACTOR or not isinstance(person, User):
        return False
    return not is_mfa_enabled(person, types=_FACTORS)
