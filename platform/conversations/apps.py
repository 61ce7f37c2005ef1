from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "conversations"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from conversations import archive, leaving  # noqa: F401, PLC0415  (they register themselves)
