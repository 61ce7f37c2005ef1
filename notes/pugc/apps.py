from django.apps import AppConfig


class PugcConfig(AppConfig):
    name = "notes.pugc"

    def ready(self) -> None:
        from notes.pugc import policy  # noqa: F401, PLC0415  (registers itself)
