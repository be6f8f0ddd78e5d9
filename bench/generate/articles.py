"""One article as a seed that a crawler might have stored, and what a curator would write about it."""
import datetime
import hashlib
import json
import random

from .things import DAYS, FIRST_DATE
from .words import pick

PARAGRAPHS = 8  # at least; notes and references use the first ones
SENTENCES = 3
WEEKDAYS = ["Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật"]
SHARED = 0.12  # of the articles have a paragraph from a press release that others print too
MENU = ["Trang chủ", "Thời sự", "Thông tin", "Kinh tế", "Văn hóa", "Xã hội", "Thế giới", "Liên hệ"]
COMMENT_FORM = ["Ý kiến bình luận", "Họ và tên", "Email", "Nội dung", "Xác thực"]


def article_id(i):
    return f"bai-{i:07d}"


def day(date):
    return f"{date.day}/{date.month}/{date.year}"


def yaml(value):
    return json.dumps(value, ensure_ascii=False)  # JSON is YAML


class Article:
    """Article `i` of `n`: `body` (paragraphs), `seed` (the file's text) and `metadata` (the YAML file's text)."""

    def __init__(self, i, n, registry, words):
        self.rng = random.Random(f"article {i}/{n}")
        self.i, self.n, self.registry, self.words = i, n, registry, words
        rng = self.rng
        self.publisher = registry.publishers[i % len(registry.publishers)]
        self.topics = [pick(rng, registry.topics, 0.3)]
        while len(self.topics) < 3:
            other = rng.choice(registry.topics)
            if other not in self.topics:
                self.topics.append(other)
        self.event = rng.choice(registry.events) if rng.random() < 0.3 else None
        if self.event:
            self.published = self.event.date + datetime.timedelta(days=rng.randrange(3))
        else:
            self.published = FIRST_DATE + datetime.timedelta(days=rng.randrange(DAYS))
        title = words.clause(rng, 12)
        self.title = f"{title[0].upper()}{title[1:]} ({i})"
        self.author = pick(rng, registry.people).name if rng.random() < 0.5 else None
        self.body = self.paragraphs()
        self.seed, self.rules = self.page()
        self.metadata = self.describe()

    # The sentences in which things are named, each kind in several forms.

    def document(self):
        one = pick(self.rng, self.registry.documents)
        clause = self.words.clause(self.rng, 12)
        forms = [
            f"Thực hiện {one.kind} số {one.number}, ngày {day(one.date)} của {one.issuer}, {clause}.",
            f"Theo {one.kind} số {one.number} của {one.issuer}, {clause}.",
            f"Các đơn vị báo cáo kết quả triển khai {one.kind} {one.number}, {clause}.",
            f"Tinh thần {one.kind} {one.serial}, như đã nêu, là {clause}.",
        ]
        if one.alias:
            forms.append(f"Trong khuôn khổ {one.alias}, {clause}.")
        return self.rng.choice(forms)

    def person(self):
        one, body = pick(self.rng, self.registry.people), pick(self.rng, self.registry.organisations)
        clause = self.words.clause(self.rng, 14)
        return self.rng.choice([
            f"Đồng chí {one.name}, {one.kind} {body.name}, nhấn mạnh: {clause}.",
            f"Phát biểu tại đây, {one.name} cho biết {clause}.",
            f"Theo {body.name}, {clause}.",
        ])

    def date(self):
        when = self.published - datetime.timedelta(days=self.rng.randrange(1, 200))
        clause = self.words.clause(self.rng, 14)
        return self.rng.choice([
            f"Chiều {when.day}/{when.month}, {clause}.",
            f"Ngày {when.day} tháng {when.month} năm {when.year}, {clause}.",
            f"Từ {WEEKDAYS[when.weekday()].lower()}, {day(when)}, {clause}.",
        ])

    def term(self):
        topic = self.rng.choice(self.topics)
        return f"Về {self.rng.choice(topic.terms)}, {self.words.clause(self.rng, 14)}."

    def paragraphs(self):
        rng = self.rng
        paragraphs = []
        for _ in range(PARAGRAPHS + rng.randrange(3)):
            sentences = [self.words.sentence(rng) for _ in range(SENTENCES - 1)]
            sentences.insert(rng.randrange(SENTENCES), rng.choice([self.document, self.document, self.person, self.date, self.term])())
            paragraphs.append(" ".join(sentences))
        if rng.random() < SHARED:
            release = rng.randrange(max(1, self.n // 20))
            shared = random.Random(f"release {release}/{self.n}")
            paragraphs[rng.randrange(3, PARAGRAPHS)] = " ".join(self.words.sentence(shared) for _ in range(SENTENCES))
        return paragraphs

    def page(self):
        """The seed, and the omit rules for what is in it beside the article."""
        rng, rules = self.rng, []
        lines = [self.title, "", f"{WEEKDAYS[self.published.weekday()]}, {self.published:%d/%m/%Y} {rng.randrange(6, 22):02d}:{rng.randrange(60):02d}",
                 "", *MENU[:rng.randrange(4, len(MENU))], ""]
        rules += ["kind: title, lines: 1", "kind: date, lines: 3", f"kind: nav, lines: 5-{len(lines) - 1}"]
        captions = {rng.randrange(1, 4), rng.randrange(4, PARAGRAPHS)}
        for number, paragraph in enumerate(self.body):
            lines += [paragraph, ""]
            if number in captions:
                lines += [f"{self.words.sentence(rng)} Ảnh: {self.publisher.name}", ""]
                rules.append(f"kind: caption, lines: {len(lines) - 1}")
        lines += [f"Nguồn: https://nguon.example/bai/{self.i}", "", *COMMENT_FORM, "", f"Bản quyền thuộc {self.publisher.name}"]
        rules.append(f"kind: source-url, from: {yaml('Nguồn: ')}, to: {yaml('Nguồn: ')}")
        return "\n".join(lines) + "\n", rules

    def describe(self):
        rng, others = self.rng, [article_id(self.rng.randrange(self.n)) for _ in range(5)]
        document = pick(rng, self.registry.documents)
        at = sorted(rng.sample(range(1, PARAGRAPHS + 1), 2))
        lines = [
            f"siglum: B{self.i}", f"seed: {article_id(self.i)}.txt", f"sha256: {hashlib.sha256(self.seed.encode()).hexdigest()}",
            f"title: {yaml(self.title)}", f"publisher: {self.publisher.id}",
            *([f"author: {yaml(self.author)}"] if self.author else []),
            f"published: {self.published}", f"url: https://nguon.example/bai/{self.i}",
            f"topics: [{', '.join(topic.id for topic in self.topics)}]",
            *([f"events: [{self.event.id}]"] if self.event else []),
            f"note: {yaml(f'Cùng chủ đề: [[article:{others[0]}]], [[article:{others[1]}]]; xem [[{document.number}]].')}",
            "omit:", *(f"  - {{{rule}}}" for rule in self.rules), "notes:",
            f"  - {{at: p{at[0]}, kind: parallel, text: {yaml(f'Gần lời của [[article:{others[2]}#p{at[1]}]].')}}}",
            f"  - {{at: p{at[1]}, text: {yaml(f'So với [[article:{others[3]}#p1]] và [[article:{others[4]}]].')}}}",
        ]
        return "\n".join(lines) + "\n"
