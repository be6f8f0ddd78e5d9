"""The files of the registry: `portal.yaml` and everything in `content/` but the articles."""
import random

from .articles import PARAGRAPHS, Article, article_id, yaml

PORTAL = """\
title: Cổng đo tốc độ
description: Một cổng do máy viết ra để đo.
language: vi
base_url: https://do.example/
"""


def quotes(articles, indent):
    """Claims of the words of articles, as YAML."""
    pad = " " * indent
    return "".join(f"{pad}- article: {article_id(a.i)}\n{pad}  text: {yaml(text)}\n" for a, text in articles)


class Evidence:
    """Articles whose words the registry quotes, made when first asked for."""

    def __init__(self, n, registry, words):
        self.n, self.registry, self.words, self.made = n, registry, words, {}

    def sentence(self, rng):
        """An article and one of its sentences."""
        i = rng.randrange(min(self.n, 400))
        if i not in self.made:
            self.made[i] = Article(i, self.n, self.registry, self.words)
        article = self.made[i]
        paragraph = article.body[rng.randrange(PARAGRAPHS)]
        return article, paragraph.split(". ")[0].rstrip(".")


def document(one, k, evidence):
    rng = random.Random(f"document {k}")
    lines = [f"type: {one.kind}", f"number: {one.number}", f"issued: {one.date}", f"issuer: {yaml(one.issuer)}", f"title: {yaml(one.name)}"]
    if one.alias:
        lines.append(f"aliases: [{yaml(one.alias)}]")
    lines += ["relations:"] if one.relations else []
    for kind, target in one.relations:
        lines += [f"  - kind: {kind}", f"    target: {target.id}"]
        if rng.random() < 0.5:
            article, text = evidence.sentence(rng)
            lines += ["    basis: stated", f"    quote: {{article: {article_id(article.i)}, text: {yaml(text)}}}", f"    note: {yaml(f'Theo [[{target.number}]].')}"]
        else:
            lines += ["    basis: editor", f"    note: {yaml(f'Theo [[{target.number}]].')}"]
    return "\n".join(lines) + "\n"


def event(one, k, registry):
    rng = random.Random(f"event {k}")
    # No article says so: an editor does, and a claim that no source supports is explained.
    known = lambda value: f'[{{value: {value}, note: "Theo biên bản."}}]'
    return "\n".join([
        "kind: meeting", f"title: {yaml(one.name)}", f"date: {known(one.date)}", f"place: {known(yaml(rng.choice(registry.organisations).name))}",
        f"chair: {known(rng.choice(registry.people).id)}", f"organiser: {known(rng.choice(registry.organisations).id)}",
        f"documents: [{', '.join(d.id for d in rng.sample(registry.documents, 3))}]",
        f"topics: [{', '.join(t.id for t in rng.sample(registry.topics, 2))}]",
        f"people: [{', '.join(p.id for p in rng.sample(registry.people, 4))}]",
        f"summary: {yaml(f'Bàn về [[document:{rng.choice(registry.documents).id}]].')}",
    ]) + "\n"


def person(one, k, evidence, registry):
    rng = random.Random(f"person {k}")
    article, text = evidence.sentence(rng)
    body = rng.choice(registry.organisations)
    return (f"name: {yaml(one.name)}\nroles:\n  - value: {yaml(f'{one.kind} {body.name}')}\n    article: {article_id(article.i)}\n"
            f"    quote: {yaml(text)}\n    organisation: {body.id}\n    note: Theo biên bản.\nnote: {yaml(f'Xem [[organisation:{body.id}]].')}\n")


def topic(one, k, evidence, registry):
    rng = random.Random(f"topic {k}")
    documents, events = rng.sample(registry.documents, 4), rng.sample(registry.events, 2)
    front = [f"title: {yaml(one.name)}", f"order: {k + 1}", f"summary: {yaml(f'Các bài nói về {one.terms[0]} và [[{documents[0].number}]].')}",
             f"documents: [{', '.join(d.id for d in documents)}]", f"events: [{', '.join(e.id for e in events)}]",
             f"terms: {yaml(one.terms)}", "points:"]
    for number in (1, 2, 3):
        front += [f"  - title: {yaml(f'{one.terms[number - 1]} là gì?')}", "    quotes:"]
        front.append(quotes([evidence.sentence(rng), evidence.sentence(rng)], 6).rstrip("\n"))
        front.append(f"    remark: {yaml(f'So với [[article:{article_id(rng.randrange(evidence.n))}#p2]].')}")
    article, text = evidence.sentence(rng)
    body = [
        f"Chuyên đề này đọc [[{documents[1].number}]] cùng [[event:{events[0].id}]] và [bài này](../articles/{article_id(article.i)}.yaml).",
        "## Lời nguồn", f"> {text}\n>\n> — [[article:{article_id(article.i)}]]", "## Bảng",
        "| Văn bản | Ngày |\n|---|---|\n" + "\n".join(f"| [[{d.number}]] | {d.date:%d/%m/%Y} |" for d in documents),
    ]
    return "---\n" + "\n".join(front) + "\n---\n\n" + "\n\n".join(body) + "\n"


def publisher(one):
    return (f"name: {yaml(one.name)}\nsite: https://nguon.example/{one.id}/\nomit:\n"
            f"  - {{kind: comment-form, from: Ý kiến bình luận, to: Xác thực}}\n  - {{kind: footer, from: Bản quyền thuộc}}\n")


def files(n, registry, words):
    """All of them: path below the portal's folder, and text."""
    evidence = Evidence(n, registry, words)
    yield "portal.yaml", PORTAL
    for one in registry.publishers:
        yield f"content/publishers/{one.id}.yaml", publisher(one)
    for k, one in enumerate(registry.documents):
        yield f"content/documents/{one.id}.yaml", document(one, k, evidence)
    for k, one in enumerate(registry.events):
        yield f"content/events/{one.id}.yaml", event(one, k, registry)
    for k, one in enumerate(registry.people):
        yield f"content/people/{one.id}.yaml", person(one, k, evidence, registry)
    for one in registry.organisations:
        yield f"content/organisations/{one.id}.yaml", f"name: {yaml(one.name)}\n"
    for one in registry.issuers:
        yield f"content/organisations/{one.id}.yaml", f"name: {yaml(one.name)}\n"
    for k, one in enumerate(registry.topics):
        yield f"content/topics/{one.id}.md", topic(one, k, evidence, registry)
    yield "content/pages/gioi-thieu.md", "---\ntitle: Giới thiệu\n---\n\nMọi bài ở đây do máy viết ra.\n"
