from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PushConfig(AppConfig):
    name = "push"
    verbose_name = _("Push")

    def ready(self) -> None:
        from push import archive, leaving, receivers  # noqa: F401, PLC0415  (connects them)
