"""The mail that tells somebody who asked to join what became of it."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from users.applying import KEPT_AFTER_NO
from users.models import Application
from users.zones import is_zone


def send(application_id: int) -> bool:
    """Sends the answer in the person's language and zone. False while there is none."""
    row = Application.objects.select_related("person").filter(pk=application_id).exclude(verdict="").first()
    if row is None or row.decided_at is None:
        return False
    person = row.person
    zone = person.time_zone if is_zone(person.time_zone) else "UTC"
    context = {
        "person": person,
        "application": row,
        "again_at_once": row.again_at is not None and row.again_at <= row.decided_at,
        "erased_at": row.decided_at + KEPT_AFTER_NO,
        "site_url": settings.SITE_URL,
    }
    with override(person.language or None), timezone.override(zone):
        subject = render_to_string(f"users/mail/{row.verdict}_subject.txt", context).strip()
        body = render_to_string(f"users/mail/{row.verdict}.txt", context)
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email])
    return True
