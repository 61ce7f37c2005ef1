from django.apps import AppConfig


class PugcConfig(AppConfig):
    name = "notes.pugc"
