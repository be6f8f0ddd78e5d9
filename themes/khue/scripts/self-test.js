/* The self-test: marks, counts, filters, and remembers in this browser when a question comes again. It is loaded as one with
   fsrs.js, both within a function of their own. Without it the page is a worksheet whose answers open one by one. */
const doc = document;
const one = (sel, from = doc) => from.querySelector(sel);
const all = (sel, from = doc) => [...from.querySelectorAll(sel)];
const on = (type, f) => doc.addEventListener(type, f);
const words = one("[data-quiz]").dataset;

/* Progress, by the portal's own address: { off, cards: { ID: { t, s, d, i, p } } }. t is the time of the last review in ms, s and d the memory
   (fsrs.js), i the days from that review's day to the next, p the page below the portal's address. */
const base = new URL(words.root || ".", location).pathname, key = "khue:self-test:" + base;
const here = location.pathname.slice(base.length);
/* The cards in a stored or saved text; throws what is wrong with it. */
const read = text => {
  const saved = JSON.parse(text);
  if (saved.khue !== "self-test" || saved.version !== 1 || !Object.values(saved.cards).every(({ t, s, d, i }) =>
    [t, s, d, i].every(Number.isFinite) && t > 0 && s > 0 && d >= 1 && d <= 10 && i >= 0)) throw 0;
  return saved;
};
let cards = {}, off;
/* Another tab may have written since. */
const recall = () => { try { ({ cards, off } = read(localStorage.getItem(key))); } catch { /* nothing there, or refused */ } };
const text = () => JSON.stringify({ khue: "self-test", version: 1, cards, off });
const tell = words => { one("[data-told]").textContent = words; };
const keep = () => { try { localStorage.setItem(key, text()); } catch { tell(words.refused); } show(); };

/* Days are the reader's own, from midnight to midnight. */
const day = (time = Date.now()) => Math.floor((time - new Date(time).getTimezoneOffset() * 6e4) / 864e5);
const isDue = id => { const card = cards[id]; return card && day(card.t) + card.i <= day(); };
const inDays = days => days ? days > 1 ? words.days.replace("{n}", days) : words.day : words.today;
const graded = (id, grade) => {
  const card = cards[id], memory = fsrsReview(card, grade, card && Math.max(0, day() - day(card.t)));
  return { t: Date.now(), ...memory, i: fsrsDays(memory, grade), p: here };
};
/* Keeps a grade; what to say of it. */
const grade = (q, grade) => {
  recall();
  if (off) return "";
  const card = cards[q.dataset.q] = graded(q.dataset.q, grade);
  keep();
  return " " + words.next.replace("{t}", inDays(card.i));
};

const verdict = (q, words, isRight) => { const v = one(".verdict", q); v.textContent = words; v.classList.toggle("yes", !!isRight); };

/* Everything that depends on what was answered and remembered. */
const show = () => {
  const done = all("[data-got]");
  one("[data-tally]").textContent = done.length
    ? words.score.replace("{r}", all("[data-got='1']").length).replace("{d}", done.length) : words.zero;
  const due = Object.keys(cards).filter(isDue), isHere = id => doc.getElementById("q-" + id);
  /* What is not on the page that it was on is gone, or stands on another by now. */
  const away = due.find(id => !isHere(id) && cards[id].p !== here), more = one("[data-more]");
  more.hidden = !away;
  if (away) more.href = base + cards[away].p;
  one("[data-by=due] + span").textContent = words.due.replace("{n}", due.filter(isHere).length);
  one("[data-keep]").checked = !off;
  all("[data-grades]").forEach(box => {
    const q = box.closest(".q");
    box.hidden = off || "rated" in q.dataset;
    all("button", box).forEach(b => { one("small", b).textContent = inDays(graded(q.dataset.q, +b.dataset.grade).i); });
  });
};

/* The first answer counts, if the right one was not in sight; a second one may mend the score. Then the answer is shown. */
const check = q => {
  const boxes = all("select", q), data = q.dataset, details = one("details", q);
  const given = (boxes.length ? boxes : all("input:checked", q)).map(el => el.value);
  if (!given.length || given.includes("")) return verdict(q, words.none);
  const isRight = given.join(" ") === data.answer;
  let next = "";
  if (!details.open) {
    if ("got" in data) details.open = true; else next = grade(q, isRight ? 3 : 1);
    data.got = +isRight;
  }
  verdict(q, (isRight ? words.yes : words.no) + next, isRight);
  if (isRight) details.open = true;
  show();
};

on("click", e => {
  const b = e.target.closest("button"), q = b?.closest(".q"), data = b?.dataset || {};
  if ("check" in data) check(q);
  if (data.grade) {
    const next = grade(q, +data.grade);
    q.dataset.rated = "";
    verdict(q, next, true); show();
    one("summary", q).focus();
  }
  if ("save" in data) {
    const a = doc.createElement("a");
    a.href = URL.createObjectURL(new Blob([text()], { type: "application/json" }));
    a.download = data.save + ".json";
    a.click();
  }
  if ("wipe" in data && confirm(words.sure)) {
    cards = {};
    tell(words.wiped); keep();
  }
});
on("change", async e => {
  const el = e.target, data = el.dataset, q = el.closest(".q");
  if (q) verdict(q, "");
  if (data.by) {
    const [topic, kind, due] = ["topics", "kind", "due"].map(by => one(`[data-by=${by}]`));
    let count = 0;
    all("[data-q]").forEach(q => {
      const { q: id, topics, kind: own } = q.dataset;
      q.hidden = topic?.value && !topics.split(" ").includes(topic.value) || kind?.value && own !== kind.value || due.checked && !isDue(id);
      count += !q.hidden;
      one(`[data-of="${id}"]`).hidden = q.hidden;
    });
    one("[data-empty]").hidden = count;
  }
  if ("keep" in data) { off = !el.checked; keep(); }
  if ("load" in data && el.files[0]) {
    try {
      const loaded = read(await el.files[0].text()).cards, ids = Object.keys(loaded);
      recall();
      ids.forEach(id => { if (!(cards[id]?.t >= loaded[id].t)) cards[id] = loaded[id]; });
      tell(words.loaded.replace("{n}", ids.length)); keep();
    } catch { tell(words.bad); }
    el.value = "";
  }
});
/* Arrows choose, Enter checks: a choice that is only passed on the way is no answer. */
on("keydown", e => { const q = e.target.closest("fieldset.q"); if (e.key === "Enter" && q && e.target.matches("input, select")) { e.preventDefault(); check(q); } });
on("submit", e => { if (e.target.id === "_test" || "filter" in e.target.dataset) e.preventDefault(); });
on("reset", () => {
  all(".q").forEach(q => { delete q.dataset.got; delete q.dataset.rated; verdict(q, ""); one("details", q).open = false; });
  show();
});

recall(); show();
on("khue:update", show);
