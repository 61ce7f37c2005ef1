from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    name = "users"
    verbose_name = _("People")

    def ready(self) -> None:
        from users import archive, follow_intent, people_lists, receivers  # noqa: F401, PLC0415  (connects them)
