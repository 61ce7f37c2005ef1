"""`manage.py evaluate_classifier`: trains on one file, judges on another, changes nothing."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from notes.classification import corpus
from notes.classification.evaluating import evaluate
from notes.classification.training import TooLittleToLearn


class Command(BaseCommand):
    help = "Trains on a CSV (text,label), judges on another, and prints the figures as one JSON object."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--train", type=Path, required=True)
        parser.add_argument("--test", type=Path, required=True)
        parser.add_argument("--reject", default="", help="the label of texts that fit no category")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django passes what add_arguments names
        try:
            train, test = list(corpus.read(options["train"])), list(corpus.read(options["test"]))
            quality = evaluate(train, test, reject_label=options["reject"])
        except (corpus.BadCorpus, OSError, TooLittleToLearn) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(train)} texts to learn from, {len(test)} to be judged on")
        self.stdout.write(json.dumps(asdict(quality)))
