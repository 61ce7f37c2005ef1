"""`manage.py rebuild_search`: the index and its vocabulary anew from the rows, while the site goes on."""

from typing import Any

from django.core.management.base import BaseCommand

from search.indexing import rebuild


class Command(BaseCommand):
    help = "Builds the search index and its vocabulary anew, without emptying them first."

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        self.stdout.write(f"{rebuild()} documents stand in the index.")
