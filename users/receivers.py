"""What follows from logging in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from common.clock import now
from users import intents
from users.models import User


@receiver(user_logged_in)
def do_what_was_wanted(sender: object, request: HttpRequest, user: User, **_: Any) -> None:  # Any: Django's signal
    intents.fulfil(request, user, at=now())
