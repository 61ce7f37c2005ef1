"""The small classifier, as a tree and as the version in use."""

import pytest

from notes.classification.models import ClassifierVersion
from notes.classification.tree import Tree
from tests import small_classifier


@pytest.fixture
def tree() -> Tree:
    return Tree.loaded(small_classifier.archive())


@pytest.fixture
def version() -> ClassifierVersion:
    return small_classifier.put_to_use()
