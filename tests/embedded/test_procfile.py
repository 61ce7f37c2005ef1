from pathlib import Path

import pytest
from django.conf import settings

from embedded.places import PROJECT
from embedded.procfile import read_procfile, shell_argv


def _queues(command: str) -> set[str]:
    words = command.split()
    return set(words[words.index("--queues") + 1].split(","))


def test_the_procfile_names_the_five_processes_of_the_site() -> None:
    assert list(read_procfile(PROJECT / "Procfile")) == ["web", "live", "worker", "films", "beat"]


def test_the_workers_listen_to_every_queue_a_task_is_sent_to() -> None:
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    commands = read_procfile(PROJECT / "Procfile")
    heard = _queues(commands["worker"]) | _queues(commands["films"])
    assert heard == routed | {settings.CELERY_TASK_DEFAULT_QUEUE}


def test_a_film_of_minutes_keeps_no_picture_and_no_verdict_waiting() -> None:
    commands = read_procfile(PROJECT / "Procfile")
    assert _queues(commands["worker"]) & _queues(commands["films"]) == set()


def test_comments_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "Procfile").write_text("# note\n\nweb: serve --port $PORT\n")
    assert read_procfile(tmp_path / "Procfile") == {"web": "serve --port $PORT"}


def test_a_line_that_is_no_process_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Procfile").write_text("web serve\n")
    with pytest.raises(ValueError, match="not a Procfile line: 'web serve'"):
        read_procfile(tmp_path / "Procfile")


def test_the_shell_gives_way_to_the_command_so_that_signals_reach_it() -> None:
    assert shell_argv("serve $PORT") == ("sh", "-c", "exec serve $PORT")
