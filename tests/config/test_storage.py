"""Collected static files: one sheet for what every page wears, with a name that changes with each part of it."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage

from config.storage import ModuleManifestStorage, Paths, whole_sheets

_STYLES = Path(settings.BASE_DIR, "static", "css")


def sheets(**texts: str) -> Paths:
    store = InMemoryStorage()
    for name, text in texts.items():
        store.save(f"css/{name}.css", ContentFile(text.encode()))
    return {f"css/{name}.css": (store, f"css/{name}.css") for name in texts}


def text_of(paths: Paths, name: str) -> str:
    store, path = paths[name]
    with store.open(path) as file:
        return file.read().decode()


def test_a_sheet_of_imports_becomes_the_sheets_in_their_order():
    whole = whole_sheets(sheets(site='/* All. */\n@import "b.css";\n@import "a.css";\n', a="a {}\n", b="b {}\n"))
    assert list(whole) == ["css/site.css"]
    assert text_of(whole, "css/site.css") == "/* All. */\nb {}\na {}\n"


@pytest.mark.parametrize("text", ["a { background: url(x.png) }\n", '@import "b.css";\n'])
def test_an_imported_sheet_that_would_lead_elsewhere_is_refused(text: str):
    with pytest.raises(ValueError, match=r"css/a\.css is imported by css/site\.css"):
        whole_sheets(sheets(site='@import "a.css";\n', a=text, b="b {}\n"))


def test_the_sheet_of_the_site_is_collected_as_one_packed_file_under_a_name_of_its_own(tmp_path: Path):
    shutil.copytree(_STYLES, tmp_path / "css")
    source = FileSystemStorage(settings.BASE_DIR / "static")
    names = [f"css/{path.relative_to(_STYLES).as_posix()}" for path in _STYLES.rglob("*.css")]
    storage = ModuleManifestStorage(location=tmp_path)
    list(storage.post_process({name: (source, name) for name in names}))
    name = storage.stored_name("css/site.css")
    served = (tmp_path / name).read_text()
    parts = re.findall(r'@import "(.+)";', (_STYLES / "site.css").read_text())
    assert len(parts) == 11
    places = [served.index((_STYLES / part).read_text()) for part in parts]
    assert places == sorted(places)
    assert "@import" not in served
    assert re.fullmatch(r"css/site\.[0-9a-f]{12}\.css", name)
    assert (tmp_path / f"{name}.gz").exists()
