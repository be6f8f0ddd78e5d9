"""Annotates the seeds of a portal on a Ray cluster: one line of facts for each, for `khue build --facts`.

    python annotate.py PORTAL FACTS [SHARE]

Each machine needs Khuê, and a copy of PORTAL at the same place; the copy may be without `seeds/`, whose texts are sent.
SHARE is the number of seeds that a worker annotates at a time, 1000 by default.
"""

import json
import pathlib
import subprocess
import sys

import ray


@ray.remote
def annotate(portal, lines):
    command = ["khue", "annotate", "--format", "ndjson", "--jobs", "1", "--root", portal]
    done = subprocess.run(command, input="".join(lines), capture_output=True, encoding="utf-8")
    if done.returncode > 1:  # 1: some lines have an error in place of facts, and a build computes those
        raise RuntimeError(done.stderr)
    return done.stdout


def questions(seeds):
    for path in sorted(seeds.rglob("*.txt")):
        text = path.read_bytes().decode("utf-8", errors="replace")
        yield json.dumps({"id": path.relative_to(seeds).as_posix(), "text": text}) + "\n"


def main(portal, facts, most=1000):
    ray.is_initialized() or ray.init()  # the cluster that RAY_ADDRESS names, or one on this machine
    waiting, share = [], []
    with open(facts, "w", encoding="utf-8") as out:
        for line in questions(pathlib.Path(portal) / "seeds"):
            share.append(line)
            if len(share) == int(most):
                waiting.append(annotate.remote(portal, share))
                share = []
            if len(waiting) == 100:  # no more than this is under way
                out.write(ray.get(waiting.pop(0)))
        waiting.append(annotate.remote(portal, share))
        for answer in waiting:
            out.write(ray.get(answer))


main(*sys.argv[1:])
