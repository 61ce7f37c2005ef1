from django.apps import AppConfig


class UgcConfig(AppConfig):
    name = "notes.ugc"

    def ready(self) -> None:
        from notes.ugc import policy  # noqa: F401, PLC0415  (registers itself)
