"""The same amount of text as Markdown articles without seeds, for comparison with other generators at equal work.

Title, date, three topics, five links to other articles, a footnote, a quotation and two lists each; nothing that only
one generator understands. `khue` and Hugo get the same paragraphs; only the front matter and the form of links differ.
"""
import datetime
import json
import random

from .articles import article_id
from .things import DAYS, FIRST_DATE

TOPICS = [(f"chuyen-de-{k:02d}", f"Chuyên đề {k:02d}") for k in range(1, 51)]
SOURCES = [f"https://nguon.example/tai-lieu/{k:03d}" for k in range(200)]
PORTAL = """\
title: Cổng đo tốc độ
language: vi
base_url: https://do.example/
formats: [sitemap, feed]
search: false
parallels: false
theme: equal
"""


def body(rng, n, words, link):
    """The article's Markdown; `link(j)` is the address of article j."""
    sentence = lambda: words.sentence(rng)
    paragraph = lambda count: " ".join(sentence() for _ in range(count))
    heading = lambda: words.clause(rng, 8).capitalize()
    linked = lambda: f"{sentence()[:-1]} ([bài]({link(rng.randrange(n))}))."
    items = lambda: "\n".join(f"- {sentence()}" for _ in range(3))
    return "\n\n".join([
        paragraph(2) + "[^1]",
        f"## {heading()}", f"**{sentence()}** {sentence()}", f"{sentence()} {linked()}", f"{items()}\n- {linked()}",
        f"## {heading()}", f"> {sentence()}", f"{sentence()} {linked()}",
        f"### {heading()}", "\n".join(f"{k}. {sentence()}" for k in (1, 2, 3)), f"{sentence()} *{sentence()}* {linked()}",
        f"## {heading()}", f"{sentence()} {linked()}",
        f"[^1]: {sentence()}",
    ]) + "\n"


def article(i, n, words, target):
    """The Markdown file of article `i` of `n` for `target`, `khue` or `hugo`."""
    rng = random.Random(f"markdown {i}/{n}")
    text = lambda value: json.dumps(value, ensure_ascii=False)
    link = (lambda j: f"{article_id(j)}.md") if target == "khue" else (lambda j: f"/articles/{article_id(j)}/")
    title = f"{words.clause(rng, 10).capitalize()} ({i})"
    published = FIRST_DATE + datetime.timedelta(days=rng.randrange(DAYS))
    description = words.sentence(rng)
    topics, sources = rng.sample(TOPICS, 3), rng.sample(SOURCES, 2)
    if target == "khue":
        front = [f"siglum: B{i}", f"published: {published}", f"topics: {text([id for id, _ in topics])}", f"note: {text(description)}",
                 f"extra: {{sources: {text(sources)}}}"]
    else:
        front = [f"date: {published}", f"topics: {text([name for _, name in topics])}", f"description: {text(description)}",
                 f"sources: {text(sources)}"]
    return f"---\ntitle: {text(title)}\n" + "\n".join(front) + "\n---\n\n" + body(rng, n, words, link)


def files():
    """What a `khue` portal needs beside its articles: path and text."""
    yield "portal.yaml", PORTAL
    for id, name in TOPICS:
        yield f"content/topics/{id}.md", f"---\ntitle: {name}\n---\n"
