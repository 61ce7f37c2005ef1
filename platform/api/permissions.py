"""What may be done: nothing, unless the endpoint names the scope of the method."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from api.models import AccessToken

if TYPE_CHECKING:
    # The module of views loads this class while it is being imported.
    from rest_framework.views import APIView


class ScopeAllows(BasePermission):
    """Deny by default. `view.scopes` maps a method to its scope; `view.open_methods` need nobody to be known."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        method = "GET" if request.method == "HEAD" else request.method or ""
        if not hasattr(view, method.lower()):
            # Not a question of permission: the view answers 405.
            return True
        scope = getattr(view, "scopes", {}).get(method)
        if scope is None:
            return False
        if isinstance(request.auth, AccessToken):
            return _opens(request.auth, scope)
        return request.user.is_authenticated or method in getattr(view, "open_methods", ())


def _opens(token: AccessToken, scope: str) -> bool:
    if scope not in token.scopes:
        raise PermissionDenied(_("This token does not have the scope “%(scope)s”.") % {"scope": scope})
    return True
