"""Versions: the better one is put to use, the way back is one deed, and the commands tell their figures."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from notes.classification import versions
from notes.classification.choosing import put_to_use
from notes.classification.models import ClassifierVersion
from notes.classification.training import Example
from tests.factories import NOON, category
from tests.small_classifier import SUBJECTS, examples
from tests.staff.desk import at_desk

pytestmark = pytest.mark.django_db
State = ClassifierVersion.State
FIGURES = {"macro_f1", "accuracy", "reject", "ms_per_item", "fit_seconds"}


@pytest.fixture(autouse=True)
def _categories() -> None:
    for code in SUBJECTS:
        category(code)


def _csv(path: Path, rows: list[Example]) -> Path:
    lines = ["text,label", *(f'"{row.text}",{row.label}' for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _last_line(*args: object) -> dict[str, object]:
    said = StringIO()
    call_command(*args, stdout=said)
    found: dict[str, object] = json.loads(said.getvalue().strip().splitlines()[-1])
    return found


def test_the_first_version_is_put_to_use() -> None:
    version = versions.train(examples(), at=NOON)
    assert (version.state, version.promoted_at) == (State.ACTIVE, NOON)
    assert version.quality.keys() == FIGURES


def test_a_version_that_is_no_worse_takes_the_place_of_the_one_before() -> None:
    first, second = versions.train(examples(), at=NOON), versions.train(examples(), at=NOON)
    first.refresh_from_db()
    assert (first.state, second.state) == (State.RETIRED, State.ACTIVE)
    assert second.compared["macro_f1"] == second.quality["macro_f1"]


def test_a_version_that_is_worse_is_kept_and_not_used() -> None:
    good = versions.train(examples(), at=NOON)
    turned = {"food/baking": "travel/cities", "travel/cities": "food/baking"}
    half = [
        Example(row.text, turned.get(row.label, row.label) if number % 2 else row.label)
        for number, row in enumerate(examples())
    ]
    bad = versions.train(half, at=NOON)
    good.refresh_from_db()
    assert (good.state, bad.state) == (State.ACTIVE, State.REFUSED)


def test_two_versions_are_never_in_use_at_once(version: ClassifierVersion) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ClassifierVersion.objects.create(state=State.ACTIVE, trained_at=NOON, examples=1, quality={}, archive=b"")


def test_the_way_back_is_one_deed_at_the_desk(version: ClassifierVersion) -> None:
    before = ClassifierVersion.objects.create(
        state=State.RETIRED, trained_at=NOON, examples=1, quality={}, archive=version.archive
    )
    deed = reverse("admin:classification_classifierversion_deed", args=["put_to_use"])
    at_desk().post(deed, {"_selected_action": before.pk})
    states = dict(ClassifierVersion.objects.values_list("pk", "state"))
    assert states == {before.pk: State.ACTIVE, version.pk: State.RETIRED}


def test_the_desk_shows_versions_with_their_figures_and_without_their_archives(version: ClassifierVersion) -> None:
    page = at_desk().get(reverse("admin:classification_classifierversion_changelist")).content.decode()
    assert "0.800" in page
    one = at_desk().get(reverse("admin:classification_classifierversion_change", args=[version.pk])).content.decode()
    assert "Train a new version" in one
    assert reverse("admin:classification_classifierversion_deed", args=["put_to_use"]) not in one


def test_putting_the_version_in_use_to_use_again_changes_nothing(version: ClassifierVersion) -> None:
    put_to_use(version, at=NOON)
    assert ClassifierVersion.objects.get().state == State.ACTIVE


def test_train_classifier_tells_its_figures_as_json_and_keeps_the_version(tmp_path: Path) -> None:
    figures = _last_line("train_classifier", "--corpus", _csv(tmp_path / "own.csv", examples()))
    assert figures.keys() == FIGURES
    assert ClassifierVersion.objects.get().state == State.ACTIVE


def test_train_classifier_judges_labels_that_are_no_categories_and_keeps_no_version(tmp_path: Path) -> None:
    rows = [Example(row.text, f"class-{row.label[0]}") for row in examples()]
    assert _last_line("train_classifier", "--corpus", _csv(tmp_path / "other.csv", rows)).keys() == FIGURES
    assert not ClassifierVersion.objects.exists()


def test_train_classifier_if_none_leaves_the_version_in_use_alone(version: ClassifierVersion) -> None:
    call_command("train_classifier", "--if-none")
    assert ClassifierVersion.objects.get() == version


def test_evaluate_classifier_tells_its_figures_as_json_and_keeps_nothing(tmp_path: Path) -> None:
    train, test = _csv(tmp_path / "a.csv", examples()[::2]), _csv(tmp_path / "b.csv", examples()[1::2])
    figures = _last_line("evaluate_classifier", "--train", train, "--test", test, "--reject", "none")
    assert figures.keys() == FIGURES
    reject = figures["reject"]
    assert isinstance(reject, dict)
    assert reject.keys() == {"auroc", "fpr95"}
    assert reject["auroc"] > 0.95
    assert not ClassifierVersion.objects.exists()


def test_a_file_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("evaluate_classifier", "--train", tmp_path / "nowhere.csv", "--test", tmp_path / "nowhere.csv")
