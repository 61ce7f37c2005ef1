from django.apps import AppConfig


class PgcConfig(AppConfig):
    name = "notes.pgc"
