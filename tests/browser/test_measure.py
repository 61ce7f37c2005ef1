"""The browser counts a text as the server does."""

from common.text import clean, units

TEXTS = [
    "",
    "Bread that rose",
    "面" * 20,
    "护手霜 Hand cream 50ml",
    "👩‍👩‍👧‍👦 family",
    "🇨🇳🇬🇧 flags",
    "e\u0301te\u0301",
    "한국어와 日本語と中文",
    "ｆｕｌｌ　ｗｉｄｔｈ！",
    "line\r\nend\rold\nnew\ttab",
    "bell\x07and null\x00gone",
    "zero\u200dwidth \u200fmark",
    "𠮷野家 and 𝒻ancy",
    "🤝🏽🧑🏿‍🚀",
]
_COUNT = "texts => import('/static/js/measure.js').then(m => texts.map(text => [m.clean(text), m.units(text)]))"


def test_the_browser_counts_texts_as_the_server_does(visitor):
    found = visitor().go("/about/").page.evaluate(_COUNT, TEXTS)
    assert [tuple(pair) for pair in found] == [(clean(text), units(clean(text))) for text in TEXTS]
