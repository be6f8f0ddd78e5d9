"""What the articles are about: publishers, documents, people, organisations, events and topics.

The numbers of things do not grow with the articles, as in a newsroom that keeps writing about the same field; how often
each is named follows Zipf's law. Nothing here exists outside the benchmark.
"""
import datetime
import random
import unicodedata
from dataclasses import dataclass, field

from .words import compound

COUNTS = {"publishers": 12, "documents": 300, "events": 100, "people": 200, "organisations": 100, "topics": 50}
FIRST_DATE = datetime.date(2005, 1, 1)
DAYS = 6900

# (type, number with the serial and the year in it, issuer); a type and a serial together are one document's only.
FORMS = [
    ("Kết luận", "{serial}-KL/TW", "Bộ Chính trị"),
    ("Chỉ thị", "{serial}-CT/TW", "Ban Bí thư"),
    ("Hướng dẫn", "{serial}-HD/BTGTW", "Ban Tuyên giáo Trung ương"),
    ("Nghị định", "{serial}/{year}/NĐ-CP", "Chính phủ"),
    ("Quyết định", "{serial}/QĐ-TTg", "Thủ tướng Chính phủ"),
    ("Thông tư", "{serial}/{year}/TT-BTTTT", "Bộ Thông tin và Truyền thông"),
    ("Kế hoạch", "{serial}/KH-UBND", "Ủy ban nhân dân tỉnh"),
    ("Nghị quyết", "{serial}/NQ-CP", "Chính phủ"),
]
SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
MIDDLE = "Văn Thị Đức Minh Thanh Quốc Hồng Ngọc Xuân Hữu".split()
GIVEN = "An Bình Chi Dũng Giang Hà Hải Hạnh Hiếu Hoa Hùng Khánh Lan Linh Long Mai Nam Nga Phúc Quân Sơn Tâm Thảo Trang Tuấn".split()
ROLES = ["Chủ tịch", "Phó Chủ tịch", "Giám đốc", "Phó Giám đốc", "Trưởng ban", "Phó Trưởng ban", "Chánh Văn phòng"]
BODIES = ["Sở Thông tin tỉnh", "Ban Tuyên giáo Tỉnh ủy", "Trung tâm Truyền thông", "Hội Nhà báo tỉnh", "Báo", "Văn phòng Tỉnh ủy",
          "Sở Ngoại vụ tỉnh", "Đài Phát thanh", "Học viện Báo chí", "Liên hiệp Hữu nghị tỉnh"]
EVENT_KINDS = ["Hội nghị", "Hội thảo", "Lễ phát động", "Buổi làm việc", "Tọa đàm"]
RELATIONS = ["based-on", "guides", "implements", "earlier", "supersedes", "amends", "cites"]


@dataclass
class Thing:
    """One thing of the registry; which of the fields it has follows from its kind."""

    id: str
    name: str
    kind: str = ""
    number: str = ""
    serial: int = 0
    date: datetime.date = FIRST_DATE
    issuer: str = ""
    alias: str = ""
    terms: list = field(default_factory=list)
    relations: list = field(default_factory=list)


def plain(text):
    """Lower-case ASCII with hyphens, as IDs are written."""
    text = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in text if not unicodedata.combining(c)).split())


def title_case(text):
    return " ".join(word[0].upper() + word[1:] for word in text.split())


def phrase(kind, number, compounds):
    """A phrase of that many compounds that nothing else in the corpus has."""
    return " ".join(compound(f"{kind} {number}.{k}") for k in range(compounds))


class Registry:
    """All things of the corpus; the same in every run and for every number of articles."""

    def __init__(self):
        rng = random.Random("registry")
        self.publishers = [Thing(f"bao-{k:02d}", f"Báo {title_case(phrase('publisher', k, 1))}") for k in range(COUNTS["publishers"])]
        names = [f"{a} {b} {c}" for a in SURNAMES for b in MIDDLE for c in GIVEN]
        self.people = [Thing(f"{plain(name)}-{k:03d}", name, kind=rng.choice(ROLES))
                       for k, name in enumerate(rng.sample(names, COUNTS["people"]))]
        self.organisations = [Thing(f"to-chuc-{k:03d}", f"{BODIES[k % len(BODIES)]} {title_case(phrase('place', k, 1))}")
                              for k in range(COUNTS["organisations"])]
        issuers = {issuer: Thing(plain(issuer), issuer) for _, _, issuer in FORMS}
        self.issuers = list(issuers.values())
        self.documents = []
        for k in range(COUNTS["documents"]):
            kind, number, issuer = FORMS[k % len(FORMS)]
            serial = 11 + k // len(FORMS) * 7 + k % len(FORMS)
            date = FIRST_DATE + datetime.timedelta(days=rng.randrange(DAYS))
            one = Thing(f"vb-{k:03d}", "Về " + phrase("document", k, 5), kind=kind, serial=serial, date=date,
                        number=number.format(serial=serial, year=date.year), issuer=issuer)
            if k % 3 == 0:
                one.alias = f"Chương trình {title_case(phrase('programme', k, 2))}"
            if k:
                one.relations = [(rng.choice(RELATIONS), self.documents[j])
                                 for j in rng.sample(range(k), min(k, rng.randrange(1, 4)))]
            self.documents.append(one)
        self.events = []
        for k in range(COUNTS["events"]):
            kind = EVENT_KINDS[k % len(EVENT_KINDS)]
            date = FIRST_DATE + datetime.timedelta(days=rng.randrange(DAYS))
            self.events.append(Thing(f"su-kien-{k:03d}", f"{kind} {phrase('event', k, 3)}", kind=kind, date=date))
        self.topics = [Thing(f"chuyen-de-{k:02d}", f"Chuyên đề {k + 1:02d}: {phrase('topic', k, 2)}",
                             terms=[phrase("term", f"{k}-{j}", 1) for j in range(3)])
                       for k in range(COUNTS["topics"])]
