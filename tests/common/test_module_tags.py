"""The modules a page needs are told to the browser at once, not one behind the other."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from common.templatetags.module_tags import imported_by, modules_behind

_ANY_IMPORT = re.compile(r'from "\./|from "\.\./')


def test_a_module_is_named_once_with_all_that_stand_behind_it():
    assert imported_by("js/note/reactions.js", "js/people/follow.js") == (
        "js/figures.js", "js/sending.js", "js/toast.js"
    )  # fmt: skip


def test_a_module_that_is_named_itself_or_fetched_when_needed_is_not_linked():
    found = imported_by("js/site.js", "js/masonry.js")
    assert "js/note/sheet.js" in found
    assert "js/masonry.js" not in found
    assert "js/home/screen.js" not in found


def test_no_import_of_what_every_page_loads_is_overlooked():
    names = ["js/site.js", "js/search/suggest.js", *imported_by("js/site.js", "js/search/suggest.js")]
    written = {name: len(_ANY_IMPORT.findall(Path(str(finders.find(name))).read_text())) for name in names}
    assert {name: len(imported_by(name)) >= count for name, count in written.items()} == dict.fromkeys(names, True)


def test_a_module_that_is_not_there_is_said_to_be_missing():
    with pytest.raises(ValueError, match="there is no module js/nowhere"):
        imported_by("js/nowhere.js")


@pytest.mark.django_db
def test_a_page_places_its_cards_before_it_is_painted_and_fetches_the_other_scripts_after_the_pictures():
    text = Client().get("/").content.decode()
    assert '<script type="module" src="/static/js/masonry.js" blocking="render"></script>' in text
    assert str(modules_behind("js/site.js", "js/search/suggest.js", "js/masonry.js")) in text
    scripts = re.findall(r'<script type="module" src="/static/(\S+)"([^>]*)>', text)
    assert [(name, "low" in rest) for name, rest in scripts] == [
        ("js/masonry.js", False), ("js/site.js", True), ("js/search/suggest.js", True),
        ("js/explore/list.js", True), ("js/explore/seen.js", True),
    ]  # fmt: skip
