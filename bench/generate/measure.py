"""One run of a program: how long it took, how much processor time and memory, and who disturbed it."""
import hashlib
import os
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Run:
    """What was measured; `wall`, `cpu` in seconds, `rss` (peak, largest single process) in MiB, `others` from 0 to 1."""

    wall: float
    cpu: float
    rss: float
    others: float
    output: str


def busy():
    """Seconds of processor time that the whole machine has used."""
    with open("/proc/stat") as file:
        values = [int(value) for value in file.readline().split()[1:9]]
    return (sum(values) - values[3] - values[4]) / os.sysconf("SC_CLK_TCK")


def run(command, log, **where):
    """Runs `command` once, `where` (`cwd`, `env`) it says; its output goes to the file `log`. Raises `SystemExit` if it fails."""
    os.sync()  # what earlier runs wrote shall not be written to the disk during this one
    with open(log, "w+b") as out:
        before, start = busy(), time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **where)
        _, status, use = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        cpu = use.ru_utime + use.ru_stime
        others = max(0.0, busy() - before - cpu) / (wall * os.cpu_count())
        out.seek(0)
        text = out.read().decode(errors="replace")
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {child.returncode}:\n{text[-2000:]}")
    return Run(wall, cpu, use.ru_maxrss / 1024, others, text)


def tree(path):
    """Number and bytes of the files below a folder, without hidden ones, and a hash of their names and contents."""
    files = size = 0
    digest = hashlib.sha256()
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            if name.startswith("."):
                continue
            with open(os.path.join(folder, name), "rb") as file:
                content = file.read()
            files += 1
            size += len(content)
            digest.update(os.path.relpath(os.path.join(folder, name), path).encode() + b"\0" + hashlib.sha256(content).digest())
    return files, size, digest.hexdigest()[:16]
