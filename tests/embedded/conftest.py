import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Memory, where there is such a folder: these tests write whole database clusters.
_FAST = "/dev/shm"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account may pass through; pytest's own are closed, and the servers of root run as another."""
    folder = Path(tempfile.mkdtemp(prefix="meadow-place-", dir=_FAST if os.access(_FAST, os.W_OK) else None))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
