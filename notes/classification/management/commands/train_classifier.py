"""`manage.py train_classifier`: a new version from the starter corpus and what people decided, or from a file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.clock import now
from notes.classification import corpus, growing, versions
from notes.classification.models import ClassifierVersion
from notes.classification.training import Example, TooLittleToLearn


class Command(BaseCommand):
    help = "Trains the classifier, judges it on held-out texts, and puts it to use unless it is worse."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--corpus", type=Path, help="a CSV with the columns text and label instead of the site's own texts"
        )
        parser.add_argument("--if-none", action="store_true", help="do nothing when a version is in use already")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django passes what add_arguments names
        if options["if_none"] and ClassifierVersion.objects.active().exists():
            return
        try:
            examples = list(corpus.read(options["corpus"])) if options["corpus"] else versions.examples()
            self.stdout.write(json.dumps(self._figures(examples)))
        except (corpus.BadCorpus, OSError, TooLittleToLearn) as error:
            raise CommandError(str(error)) from error

    def _figures(self, examples: list[Example]) -> dict[str, object]:
        """Trains and keeps a version; one of other labels than the site's categories is judged and not kept."""
        try:
            version = versions.train(examples, at=now())
        except versions.UnknownLabels as unknown:
            self.stdout.write(f"{unknown} The figures are told and no version is kept.")
            return growing.as_figures(growing.grow(examples).quality)
        self.stdout.write(f"{version}: {version.get_state_display()}, {version.examples} texts")
        return growing.as_figures_of(version.quality)
