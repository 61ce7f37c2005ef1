"""From a text as typed to HTML: nothing a person types becomes markup of its own."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.markup import LONGEST_TOPIC, Addresses, as_html, mentions_in, topic_slug, topics_in

ADDRESSES = Addresses(topic=lambda slug: f"/t/{slug}/", person=lambda handle: f"/@{handle}/")
ALLOWED = {"p": {"dir"}, "br": set(), "a": {"href", "rel", "target", "class"}}
# Text that is likely to break out: the characters that matter, and pieces of attacks.
NASTY = st.lists(
    st.sampled_from(
        [
            "<", ">", '"', "'", "&", "#", "＃", "@", "/", "\\", "\n", "\n\n", " ", "=", "`", "x", "面", "a.b", "mina",
            "javascript:", "https://", "<script>", "onerror=", "&lt;", "&#60;", "</p>", "<!--", "]]>", "data:",
            "\u2028", "\u202e", "\x00",
        ]
    ),
    max_size=24,
).map("".join)  # fmt: skip


class Reader(HTMLParser):
    """What a browser would find: tags with their attributes, and the words between them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.other: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@given(st.one_of(NASTY, st.text(max_size=120)))
def test_no_markup_but_our_own_ever_comes_out(text: str):
    found = read(as_html(text, ADDRESSES))
    assert found.other == []
    for tag, attributes in found.tags:
        assert set(attributes) <= ALLOWED[tag]
        assert re.match(r"https?://|/t/|/@", attributes.get("href", "/t/") or "", re.IGNORECASE)


@given(st.one_of(NASTY, st.text(max_size=120)))
def test_every_word_that_was_typed_can_still_be_read(text: str):
    def kept(words: str) -> str:
        """Without blanks and marks; a topic's closing mark is dropped, mentions are in small letters behind one @."""
        return re.sub(r"[\s#＃]", "", words).replace("＠", "@").lower()

    assert kept(read(as_html(text, ADDRESSES)).words) == kept(text)


def test_paragraphs_and_lines_are_kept():
    assert as_html("one\ntwo\n\n\nthree", ADDRESSES) == '<p dir="auto">one<br>two</p><p dir="auto">three</p>'


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("#bread", ["bread"]), ("#护手霜# 好用", ["护手霜"]), ("#hand cream# is", ["hand cream"]), ("＃面包", ["面包"]),
        ("a#b", []), ("# bread", []), ("##", []), ("#a #b #a", ["a", "b"]), ("(#bread)", ["bread"]), ("x/#bread", []),
        ("#bread.", ["bread"]), ("no topic", []),
        ("好用#护手霜#真的", ["护手霜"]), ("好用#护手霜 真的", ["护手霜"]), ("今天＃护手霜＃", ["护手霜"]),
        ("#hand_cream", ["hand_cream"]), ("第1#楼", []), ("https://example.org/#frag", []), ("C# is", []),
        ("a@b.org#bread", []), ("#护手霜，好用", ["护手霜"]), ("クリーム#保湿 です", ["保湿"]),
        ("#bread #rye", ["bread", "rye"]), ("#面包 #黑麦 ", ["面包", "黑麦"]), ("#a##b#", ["a", "b"]),
    ],
)  # fmt: skip
def test_topics_are_found_where_people_mean_them(text: str, topics: list[str]):
    assert topics_in(text) == topics


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@mina_reads hi", ["mina_reads"]), ("@Mina_Reads and @mina_reads", ["mina_reads"]), ("me@mina.com", []),
        ("@ab", []), ("@" + "a" * 25, []), ("(@mina)", ["mina"]), ("谢谢 @mina", ["mina"]),
        ("谢谢@mina_reads好用", ["mina_reads"]), ("＠mina 你好", ["mina"]), ("谢谢＠Mina", ["mina"]),
        ("张三@mina.com", []),
        ("a@b@mina", []), ("mail.@mina", []), ("@mina. Next", ["mina"]), ("@mina，你", ["mina"]), ("@mina@mina", []),
        ("https://example.org/@mina", []), ("x@mina", []), ("é@mina", []), ("@minaé", []), ("1@mina", []),
    ],
)  # fmt: skip
def test_mentions_are_found_where_people_mean_them(text: str, handles: list[str]):
    assert mentions_in(text) == handles


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Hand Cream", "hand-cream"),
        ("護手霜", "护手霜"),
        ("#Bread#", "bread"),
        ("...", ""),
        ("Ａ", "a"),
        ("a/b?c", "a-b-c"),
    ],
)
def test_a_topic_has_one_address_however_it_is_written(name: str, slug: str):
    assert topic_slug(name) == slug


@given(st.text(max_size=200))
def test_the_address_of_a_topic_fits_its_column_and_needs_no_second_folding(name: str):
    slug = topic_slug(name)
    assert len(slug) <= 2 * LONGEST_TOPIC
    assert not re.search(r"[\s/?#&<>\"']", slug)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://example.org/a?b=1&c=2.", "https://example.org/a?b=1&c=2"),
        ("（https://example.org/面包）", "https://example.org/面包"),
        ("HTTPS://EXAMPLE.ORG/x!", "HTTPS://EXAMPLE.ORG/x"),
    ],
)
def test_a_link_ends_where_its_sentence_goes_on(text: str, address: str):
    links = [attributes for tag, attributes in read(as_html(text, ADDRESSES)).tags if tag == "a"]
    assert links == [{"href": address, "rel": "nofollow ugc noopener", "target": "_blank"}]


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "https://"])
def test_only_the_web_is_linked(text: str):
    assert read(as_html(text, ADDRESSES)).tags == [("p", {"dir": "auto"})]
