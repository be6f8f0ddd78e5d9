#!/usr/bin/env python3
"""Write a portal of N articles that a machine made up, the same bytes for the same N.

    bench/corpus.py N FOLDER              seeds and metadata, with all that khue looks for in them
    bench/corpus.py N FOLDER --markdown   Markdown articles with title, date, topics and links, and the theme in bench/sites/khue
    bench/corpus.py N FOLDER --hugo       those articles as a Hugo site, with the templates in bench/sites/hugo;
                                          --eleventy, --mdbook likewise
    bench/corpus.py N FOLDER --markdown --short   the same with three sentences each

FOLDER must not exist yet. Python's standard library is enough.
"""
import argparse
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from generate import articles, markdown, registry_files
from generate.things import Registry
from generate.words import Words

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent / "seeds"
SHARE = 500  # articles that one process makes at a time


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def portal_articles(folder, n, words, start):
    registry = Registry()
    count = size = 0
    for i in range(start, min(n, start + SHARE)):
        article = articles.Article(i, n, registry, words)
        write(folder / "seeds" / f"{articles.article_id(i)}.txt", article.seed)
        write(folder / "content/articles" / f"{articles.article_id(i)}.yaml", article.metadata)
        count += sum(len(paragraph.split()) for paragraph in article.body)
        size += len(article.seed.encode())
    return count, size


def markdown_articles(folder, target, short, n, words, start):
    count = size = 0
    for i in range(start, min(n, start + SHARE)):
        text = markdown.article(i, n, words, target, short)
        write(folder / markdown.FOLDERS.get(target, "content/articles") / f"{articles.article_id(i)}.md", text)
        count += len(text.split())
        size += len(text.encode())
    return count, size


def make(n, folder, kind="seeds", short=False):
    """Writes the corpus; `kind` is `seeds`, `markdown` (for khue) or the name of a peer. Returns a line that describes it."""
    words = Words(SEEDS)
    folder.mkdir(parents=True)
    target = "khue" if kind == "markdown" else kind
    if kind == "seeds":
        share = partial(portal_articles, folder, n, words)
        files = registry_files.files(n, Registry(), words)
    else:
        shutil.copytree(HERE / "sites" / target, folder, dirs_exist_ok=True)
        share = partial(markdown_articles, folder, target, short, n, words)
        files = markdown.files(n, words, target)
    for path, text in files:
        write(folder / path, text)
    with ProcessPoolExecutor() as pool:
        made = list(pool.map(share, range(0, n, SHARE)))
    count, size = (sum(column) for column in zip(*made))
    return f"{n} articles ({kind}), {count / n:.0f} syllables and {size / n:.0f} bytes each"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("n", type=int, metavar="N")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--markdown", dest="kind", action="store_const", const="markdown", default="seeds")
    for peer in sorted(set(markdown.ADDRESSES) - {"khue"}):
        form.add_argument(f"--{peer}", dest="kind", action="store_const", const=peer)
    parser.add_argument("--short", action="store_true", help="articles in Markdown of three sentences each")
    args = parser.parse_args()
    if args.n < 1:
        sys.exit("N must be at least 1")
    if args.folder.exists():
        sys.exit(f"{args.folder} is there already")
    print(make(args.n, args.folder, args.kind, args.short))


if __name__ == "__main__":
    main()
