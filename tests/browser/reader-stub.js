/* Stands in for search/reader.js until the index is there: the same interface, over the rows that the test writes. */
(() => {
  const base = new URL(".", document.currentScript.src), rows = /* rows */[];
  const fold = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  const has = (list, values) => !list || !list.length || values.some(value => list.includes(value));
  let chunk = null;
  const fetchChunk = async () => {
    const answer = await fetch(new URL("chunk.txt", base), { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.status);
  };
  window.khueSearch = {
    async find(text, { kinds, sources, topics, years, sort, from = 0, count = 10 } = {}) {
      if (location.protocol !== "file:") await (chunk ||= fetchChunk().catch(error => { chunk = null; throw error; }));
      let word = fold(text.trim()), forgiven = [];
      const matches = row => fold(row.title + " " + row.text).includes(word);
      if (word && !rows.some(matches) && word.length > 4) {
        const shorter = rows.flatMap(row => row.text.split(/[\s,.]+/)).find(other => fold(other).slice(0, 4) === word.slice(0, 4));
        if (shorter) { forgiven = [[text.trim(), shorter]]; word = fold(shorter); }
      }
      const found = rows.filter(row => has(kinds, [row.kind]) && has(sources, [row.source]) && has(topics, row.topics) && has(years, [row.year]) && matches(row));
      if (sort === "date") found.sort((a, b) => b.date < a.date ? -1 : b.date > a.date ? 1 : 0);
      const hits = found.slice(from, from + count).map(row => {
        const at = word ? fold(row.text.normalize("NFC")).indexOf(word) : -1, text = row.text.normalize("NFC"), start = Math.max(0, at - 80);
        const parts = at < 0 ? [[text.slice(0, 200), false]] : [[(start ? "… " : "") + text.slice(start, at), false], [text.slice(at, at + word.length), true], [text.slice(at + word.length, at + 160) + " …", false]];
        const more = row.more.map(([label, path]) => ({ label, address: new URL("../" + path, base).href }));
        return { kind: row.kind, title: row.title, about: row.about, label: row.label, address: new URL("../" + row.path, base).href, anchor: "", date: row.date, parts, more };
      });
      return { total: found.length, hits, forgiven };
    },
  };
})();
