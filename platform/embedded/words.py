"""`make words`: write the traditional Chinese words out of the simplified ones, and compile both.

There is one Chinese text to keep, in simplified characters. Readers of traditional ones get those by the tables of
OpenCC, and for what is called otherwise in Taiwan the word of there.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import opencc
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from embedded.places import PROJECT
from embedded.problems import exit_in_words

# As common.folding.traditional, which this floor cannot reach.
_CHARACTERS = opencc.OpenCC("s2tw")
_NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_LOCALES = PROJECT / "platform" / "config" / "locale"
SIMPLIFIED, TRADITIONAL = (_LOCALES / name / "LC_MESSAGES" / "django.po" for name in ("zh_Hans", "zh_Hant"))
# After the characters were converted. Longer words come first.
_OTHER_WORDS = {
    "數據庫": "資料庫", "服務器": "伺服器", "用戶名": "使用者名稱", "視頻": "影片", "音頻": "音訊", "保存": "儲存",
    "質量": "品質", "網絡": "網路", "登錄": "登入", "退出登入": "登出", "屏幕": "螢幕", "默認": "預設",
    "鏈接": "連結", "信息": "資訊", "用戶": "使用者", "搜索": "搜尋", "設置": "設定", "文件": "檔案", "賬號": "帳號",
    "郵箱": "電子信箱", "程序": "程式", "數據": "資料", "刷新": "重新整理", "點贊": "按讚", "軟件": "軟體",
    "加載": "載入", "撤銷": "復原", "粘貼": "貼上", "菜單": "選單", "二維碼": "QR 碼", "贊": "讚", "讚助": "贊助",
    "讚成": "贊成", "最多隻": "最多只",
}  # fmt: skip
_HEAD = """# Written by `make words` from the simplified Chinese words beside it: change those, not these.
"""


def converted(words: str) -> str:
    """A .po file of simplified words as one of traditional ones. The words in English stay as they are."""
    lines = [line for line in words.splitlines() if not line.startswith("#")]
    return _HEAD + "\n".join(map(_line, lines)).replace("\n\n\n", "\n\n") + "\n"


def _line(line: str) -> str:
    """Only what is said is converted, never a msgid: an English word may stand beside a Chinese name in it."""
    if line.startswith(("msgid", "msgctxt")):
        return line
    line = _CHARACTERS.convert(line.replace("Language: zh_Hans", "Language: zh_Hant"))
    for ours, theirs in _OTHER_WORDS.items():
        line = line.replace(ours, theirs)
    return line


def compiled(words: str) -> bytes:
    """The .mo file of a .po file."""
    made, catalogue = BytesIO(), read_po(BytesIO(words.encode()))
    # The same words make the same file, whenever they are compiled.
    catalogue.creation_date = catalogue.revision_date = _NO_DAY
    write_mo(made, catalogue)
    return made.getvalue()


def _write(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, "utf-8")
    path.with_suffix(".mo").write_bytes(compiled(words))
    print(f"wrote {path.relative_to(PROJECT)}", flush=True)


def main() -> int:
    words = SIMPLIFIED.read_text("utf-8")
    _write(SIMPLIFIED, words)
    _write(TRADITIONAL, converted(words))
    return 0


if __name__ == "__main__":
    exit_in_words(main)
