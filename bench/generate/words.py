"""Vietnamese sentences without end: a chain over the seeds' own syllables, and compounds that the seeds do not have.

A chain alone soon has no new words. Vocabulary in real collections keeps growing (Heaps' law), in Vietnamese through
compounds and names rather than syllables; so every few syllables a compound of two regular syllables is drawn, with
ranks after Zipf's law from a supply that never ends: common ones return in article after article, rare ones once.
"""
import random
import re
import unicodedata
from bisect import bisect
from itertools import accumulate
from pathlib import Path

ONSETS = "b c ch d đ g h kh l m n nh ph qu t th tr v x s r".split()
RIMES = ("an ang anh ao ay ăn ăng âm ân âng âu e em en eo ênh i ia iên im in inh iu o oan oang oi om on ong ô ôi ôm ôn "
         "ông ơ ơi ơn u ua uân ui ung uôn uông ư ưng ươi ương ưu y").split()
TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
VOWELS = "aăâeêioôơuưy"

PAIRS = 2  # syllables that decide the next one
COMPOUND_EVERY = 11  # syllables, on average
RARENESS = 0.7  # the lower, the more compounds occur once only
COMMON = 60  # compounds are about equally common
SHORTEST = 4  # syllables of a run that is worth learning


def syllable(rng):
    """A syllable that Vietnamese spelling allows (in NFC), whether or not anybody uses it."""
    onset, rime, tone = rng.choice(ONSETS), rng.choice(RIMES), rng.choice(TONES)
    if onset == "qu" and rime[0] in "uưoô":
        onset = "th"
    if onset in ("c", "g") and rime[0] in "ieêy":
        onset = {"c": "k", "g": "gh"}[onset]
    at = max((k for k, letter in enumerate(rime) if letter in "ăâêôơư"), default=None)
    if at is None:
        at = next(k for k, letter in enumerate(rime) if letter in VOWELS)
        at += rime.startswith("oa") and len(rime) > 2
    return unicodedata.normalize("NFC", onset + rime[:at + 1] + tone + rime[at + 1:])


def compound(rank):
    """The compound of this rank, the same in every run."""
    rng = random.Random(f"compound {rank}")
    return f"{syllable(rng)} {syllable(rng)}"


class Words:
    """A source of sentences; `Words(folder)` reads the seeds (`*.txt`) of a folder."""

    def __init__(self, folder):
        self.next = {}
        self.starts = []
        for path in sorted(Path(folder).glob("*.txt")):
            for line in path.read_text(encoding="utf-8").splitlines():
                for sentence in re.split(r"(?<=[.!?…:;])\s+", line.strip()):
                    self.learn(sentence)
        if len(self.starts) < 20:
            raise SystemExit(f"too few sentences in {folder}: {len(self.starts)}")
        self.compounds = {}

    def learn(self, sentence):
        # Names and numbers are left to the generator, which knows what is in the registry, and no text that it makes up
        # shall name a person whom the seeds name: only what stands between capitals and digits is learnt.
        for run in re.findall(r"(?<![^\W_])[^\W\d_]+(?: [^\W\d_]+)*(?![^\W_])", sentence):
            words = []
            for word in [*run.split(), "End"]:
                if word.islower():
                    words.append(word)
                    continue
                if len(words) > SHORTEST:
                    self.starts.append(tuple(words[:PAIRS]))
                    for at in range(len(words) - PAIRS):
                        self.next.setdefault(tuple(words[at:at + PAIRS]), []).append(words[at + PAIRS])
                words = []

    def compound(self, rng):
        rank = int(COMMON * ((1 - rng.random()) ** (-1 / RARENESS) - 1))
        if rank not in self.compounds:
            if len(self.compounds) > 200_000:
                self.compounds.clear()
            self.compounds[rank] = compound(rank)
        return self.compounds[rank]

    def clause(self, rng, count):
        """`count` syllables or one more, without a capital of its own and without punctuation."""
        words = []
        state = None
        until = rng.randrange(3, COMPOUND_EVERY)
        while len(words) < count:
            following = self.next.get(state)
            if following is None:
                state = rng.choice(self.starts)
                words.extend(state)
                continue
            word = rng.choice(following)
            state = (*state[1:], word)
            words.append(word)
            until -= 1
            if until == 0:
                words.append(self.compound(rng))
                until = rng.randrange(COMPOUND_EVERY // 2, COMPOUND_EVERY * 3 // 2)
        return " ".join(words)

    def sentence(self, rng):
        """A sentence of 14 to 40 syllables: capital, commas, full stop."""
        clauses = [self.clause(rng, rng.randrange(6, 14)) for _ in range(rng.choice((2, 2, 3)))]
        text = ", ".join(clauses)
        return text[0].upper() + text[1:] + "."


def pick(rng, things, power=0.8):
    """One of `things`, the first the most often (Zipf with this exponent)."""
    weights = WEIGHTS.get((len(things), power))
    if weights is None:
        weights = WEIGHTS[len(things), power] = list(accumulate((k + 1) ** -power for k in range(len(things))))
    return things[bisect(weights, rng.random() * weights[-1], 0, len(things) - 1)]


WEIGHTS = {}
