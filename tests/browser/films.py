"""Films for the browser, large enough to be stopped half-way."""

from pathlib import Path

from tests.common.video_files import film


def large_film(path: Path) -> Path:
    """A film with some megabytes that no codec wrote: what players pass over, as many cameras leave it."""
    film(path, seconds=3)
    filler = 12 * 1024 * 1024
    with path.open("ab") as file:
        file.write((filler + 8).to_bytes(4, "big") + b"free" + bytes(filler))
    return path
