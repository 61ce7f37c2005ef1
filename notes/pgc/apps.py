from django.apps import AppConfig


class PgcConfig(AppConfig):
    name = "notes.pgc"

    def ready(self) -> None:
        from notes.pgc import policy  # noqa: F401, PLC0415  (registers itself)
