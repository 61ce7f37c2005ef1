"""What stands in the log of a running site, where nobody can look at the screen."""

import json
import logging
import sys

import structlog

from config.logs import logging_table


def _written(record: logging.LogRecord, *, as_json: bool) -> str:
    table = logging_table(as_json=as_json, level="INFO")["formatters"]["line"]
    options = {name: value for name, value in table.items() if name != "()"}
    return structlog.stdlib.ProcessorFormatter(**options).format(record)


def _open_the_jar() -> None:
    raise ValueError("the jar was\nempty")


def _failure() -> logging.LogRecord:
    try:
        _open_the_jar()
    except ValueError:
        return logging.LogRecord("django.request", logging.ERROR, "", 1, "Internal Server Error", None, sys.exc_info())


def test_a_failure_keeps_its_traceback_in_one_line_of_json():
    line = _written(_failure(), as_json=True)
    assert "\n" not in line
    told = json.loads(line)
    assert (told["event"], told["level"], told["logger"]) == ("Internal Server Error", "error", "django.request")
    assert "in _open_the_jar" in told["exception"]
    assert told["exception"].endswith("ValueError: the jar was\nempty")


def test_what_comes_from_outside_cannot_forge_a_second_line_of_a_kept_log():
    record = logging.LogRecord("django", logging.INFO, "", 1, "hello %s", ("x\n2026 [info] forged",), None)
    assert "\n" not in _written(record, as_json=True)


def test_a_failure_on_a_terminal_shows_its_traceback():
    assert "ValueError: the jar was" in _written(_failure(), as_json=False)
