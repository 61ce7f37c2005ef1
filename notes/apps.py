from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotesConfig(AppConfig):
    name = "notes"
    verbose_name = _("Notes")

    def ready(self) -> None:
        from notes import archive, intents, leaving, profile, receivers  # noqa: F401, PLC0415  (they register themselves)
