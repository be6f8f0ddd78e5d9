"""What readers of a portal might type: taken from its own articles, the same for the same site."""
import json
import random
import re
import unicodedata

QUERIES = 40
EVERY = 5  # one of five is a number, a name or a date; the rest are words of the text
SYLLABLES = (2, 3, 4, 5)


def bare(text):
    """Without marks, as many type on a phone."""
    marked = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in marked if not unicodedata.combining(letter))


def runs(text, length):
    """All runs of that many syllables with nothing but spaces between."""
    for run in re.findall(r"[^\W\d_]+(?: [^\W\d_]+)*", text):
        words = run.split(" ")
        for at in range(len(words) - length + 1):
            yield " ".join(words[at:at + length])


def queries(portal, site, count=QUERIES):
    """A list of `{q, article}`: half of the runs of two to five syllables with marks and half without."""
    rng = random.Random(4)
    pick = lambda values: values[int(rng.random() * len(values))]
    with open(site / "data/articles.ndjson", encoding="utf-8") as file:
        lines = file.readlines()
    found = []
    for i in range(count):
        while True:  # an article that has what is asked for
            article = json.loads(pick(lines))
            if i % EVERY < EVERY - 1:
                seed = (portal / article["seed"]).read_bytes()
                passage = pick(article["passages"])
                text = seed[passage["start"]:passage["end"]].decode()
                text = pick(list(runs(text, SYLLABLES[i % len(SYLLABLES)])) or [""]).lower()
                text = bare(text) if i // len(SYLLABLES) % 2 else text
            else:
                kind = ("mentions", "people", "dates")[i // EVERY % 3]
                text = pick([thing["number"] if kind == "mentions" else thing["surface"] for thing in article[kind]] or [""])
            if text and all(text != query["q"] for query in found):
                break
        found.append({"q": text, "article": article["id"]})
    return found
