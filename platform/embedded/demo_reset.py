"""`make demo-reset`: a fresh demo community, whether the site runs or not."""

import shutil
import subprocess
import sys

from embedded.environment import DATABASE, WITH_DEMO, embedded_variables, is_outside
from embedded.places import PROJECT, var_folder
from embedded.problems import SetupProblemError, exit_in_words
from embedded.servers import Servers


def main() -> int:
    """Drop the embedded database and everything that speaks of it, then load the demo community anew."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        if is_outside(name):
            raise SetupProblemError(f"{name} is set: demo-reset only touches the embedded servers. Unset it.")
    with Servers(var_folder()) as servers:
        forget(servers)
        argv = [sys.executable, "-m", "embedded.prepare", WITH_DEMO]
        return subprocess.run(argv, cwd=PROJECT, env=embedded_variables(servers), check=False).returncode


def forget(servers: Servers) -> None:
    """Remove database, cache, queues and media. The secret key and the logs stay."""
    servers.database_url(DATABASE)
    servers.redis_url()
    servers.postgres.drop(DATABASE)
    servers.valkey.forget_all()
    shutil.rmtree(servers.home.var / "media", ignore_errors=True)


if __name__ == "__main__":
    exit_in_words(main)
