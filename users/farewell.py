"""The mails of a deletion: that it was asked for, that three days are left."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from users.models import User
from users.zones import is_zone

KINDS = ("asked", "reminder")


def send(person_id: int, which: str) -> bool:
    """Sends one of KINDS in the person's language and zone. False for somebody who stayed."""
    person = User.objects.filter(pk=person_id, leaving_at__isnull=False).first()
    if person is None or which not in KINDS:
        return False
    zone = person.time_zone if is_zone(person.time_zone) else "UTC"
    context = {"person": person, "site_url": settings.SITE_URL}
    with override(person.language or None), timezone.override(zone):
        subject = render_to_string(f"users/mail/{which}_subject.txt", context).strip()
        body = render_to_string(f"users/mail/{which}.txt", context)
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email])
    return True
