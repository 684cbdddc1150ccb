"""The program of one worker process: reads requests on standard input, answers on standard output."""

import os
import sys

from scanner.attempt import confine, serve
from scanner.model.limits import Limits


def main() -> None:
    """Serve until the parent closes the pipe."""
    stream_in, stream_out = os.dup(0), os.dup(1)
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):  # a library that prints must not reach the pipe
        os.dup2(quiet, stream)
    sys.setrecursionlimit(5000)
    confine(int(os.environ["UNMASK_PARENT"]), int(os.environ.get("UNMASK_WORKER_BYTES", Limits().worker_bytes)))
    for _ in serve(stream_in, stream_out):
        pass


if __name__ == "__main__":
    main()
