"""What reading files takes: `python -m tests.exchange.measured FILE...`, each in a process of its own.

A line of JSON for each file: its seconds of processor time, by how many MB the memory grew beyond that of the
process with the file in it, and whether it was read. Run by the tests of odd files.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import django


def main(paths):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from skillmatrix.exchange.reading import read_bytes

    read_bytes("warm.csv", b"skill,role,level\na,b,c")  # what is loaded once is no cost of a file
    for path in map(Path, paths):
        if not os.fork():
            tell(path, read_bytes)
            os._exit(0)
        os.wait()


def tell(path, read):
    data = path.read_bytes()
    before, start = peak(), time.process_time()
    problems = read(path.name, data).problems
    spent, grown = time.process_time() - start, peak() - before
    said = "\n".join(str(problem) for problem in problems[:100])
    sys.stdout.write(json.dumps({"seconds": spent, "grown": grown, "said": said}) + "\n")
    sys.stdout.flush()


def peak():
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1:])
