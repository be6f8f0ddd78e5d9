#!/usr/bin/env python3
"""Write a portal of N articles that a machine made up, the same bytes for the same N.

    bench/corpus.py N FOLDER              seeds and metadata, with all that khue looks for in them
    bench/corpus.py N FOLDER --markdown   Markdown articles with title, date, topics and links, and the theme in bench/sites/khue
    bench/corpus.py N FOLDER --hugo       those articles as a Hugo site, with the templates in bench/sites/hugo

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


def markdown_articles(folder, target, n, words, start):
    count = size = 0
    for i in range(start, min(n, start + SHARE)):
        text = markdown.article(i, n, words, target)
        write(folder / "content/articles" / f"{articles.article_id(i)}.md", text)
        count += len(text.split())
        size += len(text.encode())
    return count, size


def make(n, folder, kind="seeds"):
    """Writes the corpus; `kind` is `seeds`, `markdown` or `hugo`. Returns a line that describes it."""
    words = Words(SEEDS)
    folder.mkdir(parents=True)
    if kind == "hugo":
        shutil.copytree(HERE / "sites/hugo", folder, dirs_exist_ok=True)
    else:
        if kind == "markdown":
            shutil.copytree(HERE / "sites/khue", folder, dirs_exist_ok=True)
        for path, text in registry_files.files(n, Registry(), words) if kind == "seeds" else markdown.files():
            write(folder / path, text)
    if kind == "seeds":
        share = partial(portal_articles, folder, n, words)
    else:
        share = partial(markdown_articles, folder, "hugo" if kind == "hugo" else "khue", n, words)
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
    form.add_argument("--hugo", dest="kind", action="store_const", const="hugo")
    args = parser.parse_args()
    if args.n < 1:
        sys.exit("N must be at least 1")
    if args.folder.exists():
        sys.exit(f"{args.folder} is there already")
    print(make(args.n, args.folder, args.kind))


if __name__ == "__main__":
    main()
