import os
from pathlib import Path

import pytest

from embedded.places import claim, fits_a_socket, open_home, socket_folder, var_folder
from embedded.problems import SetupProblemError


def test_sockets_lie_beside_the_data_when_the_path_is_short_and_plain() -> None:
    assert socket_folder(Path("/srv/meadow/var")) == Path("/srv/meadow/var/run")


def test_a_socket_path_may_fill_the_address_and_no_byte_more() -> None:
    longest = 103 - len("/.s.PGSQL.5432")
    assert fits_a_socket(Path("/" + "a" * (longest - 1)))
    assert not fits_a_socket(Path("/" + "a" * longest))


@pytest.mark.parametrize("name", ["a folder", "草地", "50%"])
def test_sockets_move_to_a_plain_path_when_an_address_would_need_quoting(name: str) -> None:
    assert socket_folder(Path("/srv") / name).parent == Path("/tmp")


def test_two_checkouts_with_long_paths_have_sockets_of_their_own() -> None:
    assert socket_folder(Path("/" + "a" * 120)) != socket_folder(Path("/" + "b" * 120))


def test_the_folder_of_the_sockets_is_closed_to_other_accounts(open_folder: Path) -> None:
    home = open_home(open_folder / "var")
    assert home.sockets.stat().st_mode & 0o777 == 0o700
    assert home.data.stat().st_mode & 0o777 == 0o700


def test_a_link_in_the_place_of_a_folder_is_refused_and_what_it_points_to_stays(open_folder: Path) -> None:
    target = open_folder / "target"
    target.mkdir(mode=0o755)
    (open_folder / "run").symlink_to(target)
    with pytest.raises(SetupProblemError, match="belongs to somebody else"):
        claim(open_folder / "run", None)
    assert target.stat().st_mode & 0o777 == 0o755


def test_meadow_var_moves_the_folder(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEADOW_VAR", str(open_folder / "elsewhere"))
    assert var_folder() == open_folder / "elsewhere"
    assert os.access(open_folder / "elsewhere", os.W_OK)
