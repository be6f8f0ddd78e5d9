"""The same amount of text as Markdown articles without seeds, for comparison with other generators at equal work.

Title, date, three topics, five links to other articles, a footnote, a quotation and two lists each; nothing that only
one generator understands. All generators get the same paragraphs; only the front matter and the form of links differ.
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


ADDRESSES = {"khue": "{}.md", "hugo": "/articles/{}/", "eleventy": "/articles/{}/", "mdbook": "{}.md"}
FOLDERS = {"mdbook": "src/articles"}  # where articles stand; else in content/articles


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


def short_body(rng, n, words, link):
    """Three paragraphs of a sentence each, with two links."""
    linked = lambda: f"{words.sentence(rng)[:-1]} ([bài]({link(rng.randrange(n))}))."
    return f"{words.sentence(rng)}\n\n{linked()}\n\n{linked()}\n"


def begin(i, n, words):
    """What is known of article `i` of `n`: its random numbers for the rest, title, day, a sentence, topics and sources."""
    rng = random.Random(f"markdown {i}/{n}")
    title = f"{words.clause(rng, 10).capitalize()} ({i})"
    published = FIRST_DATE + datetime.timedelta(days=rng.randrange(DAYS))
    description = words.sentence(rng)
    return rng, title, published, description, rng.sample(TOPICS, 3), rng.sample(SOURCES, 2)


def article(i, n, words, target, short=False):
    """The Markdown file of article `i` of `n` for `target`, one of `ADDRESSES`; with little text if it is `short`."""
    text = lambda value: json.dumps(value, ensure_ascii=False)
    rng, title, published, description, topics, sources = begin(i, n, words)
    content = (short_body if short else body)(rng, n, words, lambda j: ADDRESSES[target].format(article_id(j)))
    if target == "mdbook":  # which knows no front matter: what templates show elsewhere stands in the text
        served = "\n".join(f"- [{name}](../topics/{id}.md)" for id, name in topics)
        listed = "\n".join(f"{k}. <{source}>" for k, source in enumerate(sources, 1))
        return f"# {title}\n\n{published:%d/%m/%Y}\n\n{served}\n\n{content}\n## Nguồn\n\n{listed}\n"
    if target == "khue":
        front = [f"siglum: B{i}", f"published: {published}", f"topics: {text([id for id, _ in topics])}", f"note: {text(description)}",
                 f"extra: {{sources: {text(sources)}}}"]
    else:
        front = [f"date: {published}", f"topics: {text([name for _, name in topics])}", f"description: {text(description)}",
                 f"sources: {text(sources)}"]
    return f"---\ntitle: {text(title)}\n" + "\n".join(front) + "\n---\n\n" + content


def files(n, words, target):
    """What the portal or site needs beside its articles and its templates: path and text."""
    if target == "khue":
        yield "portal.yaml", PORTAL
        for id, name in TOPICS:
            yield f"content/topics/{id}.md", f"---\ntitle: {name}\n---\n"
    if target == "mdbook":
        yield from book(n, words)


def book(n, words):
    """The list of chapters that mdBook needs, and the lists of articles, of which it has none itself, each on one page."""
    known = sorted(((begin(i, n, words)[1:5], article_id(i)) for i in range(n)), key=lambda one: (one[0][1], one[1]), reverse=True)
    line = lambda one, way: f"- [{one[0][0]}]({way}articles/{one[1]}.md) {one[0][1]:%d/%m/%Y} {one[0][2]}\n"
    chapters = [f"  - [{name}](topics/{id}.md)\n" for id, name in TOPICS] + [f"- [{one[0][0]}](articles/{one[1]}.md)\n" for one in known]
    yield "src/SUMMARY.md", "# Mục lục\n\n[Trang đầu](index.md)\n\n- [Chuyên đề](topics/index.md)\n" + "".join(chapters)
    yield "src/index.md", "# Cổng đo tốc độ\n\n" + "".join(line(one, "") for one in known)
    yield "src/topics/index.md", "# Chuyên đề\n\n" + "".join(f"- [{name}]({id}.md)\n" for id, name in TOPICS)
    for id, name in TOPICS:
        served = (one for one in known if (id, name) in one[0][3])
        yield f"src/topics/{id}.md", f"# {name}\n\n" + "".join(line(one, "../") for one in served)
