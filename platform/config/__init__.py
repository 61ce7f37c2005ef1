"""Settings, addresses, web and worker processes: the top floor."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
