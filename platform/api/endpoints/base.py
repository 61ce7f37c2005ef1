"""What every endpoint shares."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import Http404
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from api.models import Scope
from api.shapes.base import Shape
from notes.models import Note, NoteQuerySet
from users.models import User


class Endpoint(APIView):
    """Names the scope of each method; what has none is denied. `open_methods` answer to nobody known, too."""

    scopes: ClassVar[Mapping[str, Scope]] = {}
    open_methods: ClassVar[frozenset[str]] = frozenset()
    # Preflights are answered for nobody: the site's own pages need none.
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]


class OpenEndpoint(Endpoint):
    """What anybody may read."""

    scopes: ClassVar[Mapping[str, Scope]] = {"GET": Scope.READ}
    open_methods: ClassVar[frozenset[str]] = frozenset({"GET"})


def person_of(request: Request) -> User:
    """The person who asks. Raises NotAuthenticated for somebody unknown."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def sent(shape: type[Shape], data: Any, **options: Any) -> dict[str, Any]:  # Any: JSON of a request
    """What was sent, checked. Raises ValidationError with words beside the fields."""
    checked = shape(data=data, **options)
    checked.is_valid(raise_exception=True)
    return dict(checked.validated_data)


def found_note(notes: NoteQuerySet, public_id: str) -> Note:
    """The note of this id among those given. Raises Http404."""
    found = notes.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
