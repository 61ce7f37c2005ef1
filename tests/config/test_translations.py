"""Every visible word has a Chinese one, and what is compiled says what is written."""

import ast
import gettext
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation.template import templatize

from common.models import in_reader_language
from common.templatetags.figure_tags import short_number
from embedded import words

_ROOT: Path = settings.BASE_DIR
_CATALOGUE = _ROOT / "platform" / "config" / "locale" / "zh_Hans" / "LC_MESSAGES"
_SOURCES = ("users", "shop", "notes", "platform")
# Each of Django's marks, and which of its arguments are words: (context, one, many), None where there is none.
_MARKS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_MARK_IN_TEMPLATE = re.compile(rf"\b((?:np|p|n)?gettext|_)\(({_LITERAL}(?:, *{_LITERAL})*)")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}|<[^>]+>")


class Entry(NamedTuple):
    """One entry of a .po file."""

    context: str | None
    one: str
    many: str | None
    said: str
    is_fuzzy: bool


def test_every_entry_is_translated_and_none_is_a_guess() -> None:
    unfinished = [entry.one for entry in _entries() if entry.is_fuzzy or not entry.said]
    assert unfinished == []


def test_a_translation_keeps_the_placeholders_and_tags_of_its_words() -> None:
    broken = [entry.one for entry in _entries() if _parts(entry.many or entry.one) != _parts(entry.said)]
    assert broken == []


def test_a_translation_ends_its_line_where_its_words_do() -> None:
    loose = [entry.one for entry in _entries() if entry.said.endswith("\n") != entry.one.endswith("\n")]
    assert loose == []


def test_no_words_stand_twice_in_the_catalogue() -> None:
    counted = Counter((entry.context, entry.one) for entry in _entries())
    assert [words for words, times in counted.items() if times > 1] == []


def test_what_is_compiled_says_what_is_written() -> None:
    with (_CATALOGUE / "django.mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    compiled.pop("")
    assert compiled == {_key(entry): entry.said for entry in _entries()}


def test_the_traditional_words_are_those_that_the_simplified_ones_make() -> None:
    written = words.converted(words.SIMPLIFIED.read_text("utf-8"))
    assert words.TRADITIONAL.read_text("utf-8") == written, "Call `make words`."
    assert words.TRADITIONAL.with_suffix(".mo").read_bytes() == words.compiled(written)


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ('msgstr "保存视频"', 'msgstr "儲存影片"'),
        ('msgstr[0] "%(n)s 个赞，含赞助"', 'msgstr[0] "%(n)s 個讚，含贊助"'),
        ('msgid "开"', 'msgid "开"'),
        ('"Language: zh_Hans\\n"', '"Language: zh_Hant\\n"'),
    ],
)
def test_what_is_said_is_converted_and_what_is_asked_is_not(simplified: str, traditional: str) -> None:
    assert words.converted(simplified).splitlines()[1:] == [traditional]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "shown"),
    [("zh-TW", "zh-hant"), ("zh-HK", "zh-hant"), ("zh-CN", "zh-hans"), ("zh", "zh-hans"), ("de", "en")],
)
def test_a_browser_gets_the_characters_it_asks_for(client: Client, asked: str, shown: str) -> None:
    page = client.get("/accounts/login/", headers={"accept-language": asked})
    assert f'lang="{shown}"'.encode() in page.content.split(b">", 2)[1]


@pytest.mark.parametrize(
    ("language", "name", "likes"),
    [("en", "Hand care", "12.3k"), ("zh-hans", "手部护理", "1.2 万"), ("zh-hant", "手部護理", "1.2 萬")],
)
def test_names_and_figures_follow_the_characters(language: str, name: str, likes: str) -> None:
    with translation.override(language):
        assert (in_reader_language("Hand care", "手部护理"), short_number(12_345)) == (name, likes)


def test_every_word_marked_in_python_has_a_chinese_one() -> None:
    files = [path for folder in _SOURCES for path in (_ROOT / folder).rglob("*.py")]
    _assert_known({path: set(_marked_in_python(path.read_text("utf-8"))) for path in files})


def test_every_word_marked_in_a_template_has_a_chinese_one() -> None:
    files = [path for ending in ("html", "txt") for path in (_ROOT / "templates").rglob(f"*.{ending}")]
    _assert_known({path: set(_marked_in_template(path.read_text("utf-8"))) for path in files})


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('x = _("one")', (None, "one", None)),
        ('x = _("one " "and two")', (None, "one and two", None)),
        ('x = ngettext("%d cat", "%d cats", n)', (None, "%d cat", "%d cats")),
        ('x = translation.pgettext_lazy("animal", "cat")', ("animal", "cat", None)),
    ],
)
def test_marked_words_are_found_in_python(source: str, found: tuple[str | None, str, str | None]) -> None:
    assert list(_marked_in_python(source)) == [found]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{% translate 'one' %}", (None, "one", None)),
        ('{% translate "it\'s" as x %}', (None, "it's", None)),
        ('{% translate "cat" context "animal" %}', ("animal", "cat", None)),
        ('{% include "x.html" with word=_("one") %}', (None, "one", None)),
        ("{% blocktranslate trimmed %}\n one\n two\n{% endblocktranslate %}", (None, "one two", None)),
        (
            "{% blocktranslate count n=cats %}{{ n }} cat{% plural %}{{ n }} cats{% endblocktranslate %}",
            (None, "%(n)s cat", "%(n)s cats"),
        ),
    ],
)
def test_marked_words_are_found_in_templates(source: str, found: tuple[str | None, str, str | None]) -> None:
    assert list(_marked_in_template(source)) == [found]


Words = tuple[str | None, str, str | None]


def _assert_known(marked: dict[Path, set[Words]]) -> None:
    assert any(marked.values())
    # gettext keeps one entry for a word used both with and without a plural, so only context and first form count.
    known = {(entry.context, entry.one) for entry in _entries()}
    strange = {
        f"{path.relative_to(_ROOT)}: {one}"
        for path, words in marked.items()
        for context, one, _many in words
        if (context, one) not in known
    }
    assert not strange, f"No Chinese words for these; the top of the .po says how to add them: {sorted(strange)}"


def _marked_in_python(source: str) -> Iterator[Words]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            if name in _MARKS:
                yield from _words(name, texts)


def _marked_in_template(source: str) -> Iterator[Words]:
    for name, literals in _MARK_IN_TEMPLATE.findall(templatize(source)):
        yield from _words(name, [ast.literal_eval(text) for text in re.findall(_LITERAL, literals)])


def _words(name: str, texts: Sequence[object]) -> Iterator[Words]:
    context, one, many = (None if at is None or at >= len(texts) else texts[at] for at in _MARKS[name])
    if isinstance(one, str):
        yield _text(context), one, _text(many)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _entries() -> list[Entry]:
    blocks = (_CATALOGUE / "django.po").read_text("utf-8").split("\n\n")
    return [_entry(block) for block in blocks[1:] if 'msgid "' in block and not block.startswith("#~")]


def _entry(block: str) -> Entry:
    fields: dict[str, str] = {}
    keyword = ""
    for line in block.splitlines():
        if line.startswith("#") or not line:
            continue
        if not line.startswith('"'):
            keyword = line.split(" ", 1)[0]
        fields[keyword] = fields.get(keyword, "") + ast.literal_eval(line.removeprefix(keyword).strip())
    return Entry(
        context=fields.get("msgctxt"),
        one=fields["msgid"],
        many=fields.get("msgid_plural"),
        said=fields.get("msgstr", fields.get("msgstr[0]", "")),
        is_fuzzy=re.search(r"^#,.*fuzzy", block, re.MULTILINE) is not None,
    )


def _parts(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text))


def _key(entry: Entry) -> str | tuple[str, int]:
    name = entry.one if entry.context is None else f"{entry.context}\x04{entry.one}"
    return (name, 0) if entry.many is not None else name
