"""Training in a worker. The command is asked by its name, so a web process that hands the task on loads no trainer."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def retrain() -> None:
    """Trains a new version from the starter corpus and what people decided, and puts it to use unless it is worse."""
    call_command("train_classifier")
