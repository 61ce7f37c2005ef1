from django.apps import AppConfig
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = _("Categories and cities")

    def ready(self) -> None:
        from common.ids import PublicIdConverter  # noqa: PLC0415  (apps load before modules that may need them)

        register_converter(PublicIdConverter, "pid")
