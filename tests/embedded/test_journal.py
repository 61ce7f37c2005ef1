import io
import re
from pathlib import Path

import pytest

from embedded.journal import Journal


def test_lines_carry_time_and_name_on_the_screen_and_are_kept_in_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = Journal(tmp_path / "log")
    journal.follow("web", io.BytesIO("open\n\n草地\n".encode()))
    journal.finish()
    screen = capsys.readouterr().out.splitlines()
    assert [re.sub(r"^\d\d:\d\d:\d\d ", "", line) for line in screen] == ["web     open", "web     草地"]
    assert (tmp_path / "log" / "web.log").read_text().count("\n") == 2


def test_bytes_that_are_no_text_do_not_end_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal = Journal(tmp_path)
    journal.follow("worker", io.BytesIO(b"\xff\nafter\n"))
    journal.finish()
    assert "after" in capsys.readouterr().out
