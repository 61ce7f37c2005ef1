"""The door of the admin: the site's own log-in, with a second factor where production asks for it."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite


def guard_admin_login(site: AdminSite) -> None:
    """Sends the admin's log-in through the site's own, with its rate limits. Call before `site.urls` is read:
    afterwards the old view is already bound and nothing would be guarded."""
    site.login = secure_admin_login(site.login)  # type: ignore[method-assign]
