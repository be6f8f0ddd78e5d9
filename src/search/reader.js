/* Khuê: finds words in the index that lies beside this script. Made by the build; see the manual, "Search".
   khueSearch.find(text, options) promises an answer; khueSearch.put is for the index's own files. */
window.khueSearch = (() => {
  "use strict";
  const base = new URL(".", document.currentScript.src), root = new URL("..", base);

  /* FILES. Each is a script with one call of put(name, text), a character for a byte. Where fetch works, its bytes are taken
     as they are; from a disk it is run as a script, in an encoding that has a character for every byte. */
  const put = {}, kept = new Map();
  document.addEventListener("khue:change", () => kept.clear()); /* a live preview has another index after each change */
  const high = new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 32 }, (_, n) => n + 128));
  const broken = name => new Error(`search: ${name}.js cannot be read`);

  const fetched = async (name, address) => {
    const answer = await fetch(address, { cache: name === "index" ? "no-cache" : "force-cache" });
    if (!answer.ok) throw broken(name);
    const file = new Uint8Array(await answer.arrayBuffer()), out = new Uint8Array(file.length);
    let from = 0, to = 0;
    for (let marks = 3; marks--;) from = file.indexOf(96, from) + 1;
    for (let byte; (byte = file[from++]) !== 96; out[to++] = byte) {
      if (byte === undefined) throw broken(name);
      if (byte === 92 && (byte = file[from++]) === 114) byte = 13;
    }
    return out.subarray(0, to);
  };

  const run = (name, address) => new Promise((done, fail) => {
    const script = document.createElement("script");
    put[name] = text => done(Uint8Array.from(text, c => {
      const code = c.charCodeAt(0);
      return code < 256 ? code : high.indexOf(c) + 128;
    }));
    script.charset = "windows-1252";
    script.onerror = () => fail(broken(name));
    script.onload = () => script.remove();
    script.src = address;
    document.head.append(script);
  });

  const unpack = async (bytes, head = "") => {
    const whole = new Blob([head, bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(whole).arrayBuffer());
  };

  /* What make gives of a file's bytes; kept, the last 300 of them, unless it fails. */
  const load = (name, make) => {
    let made = kept.get(name);
    if (!made) {
      const address = new URL(name + ".js", base).href;
      made = (base.protocol === "file:" ? run : fetched)(name, address).then(make);
      made.catch(() => kept.delete(name));
      if (kept.size > 300) kept.delete([...kept.keys()][1]);
    }
    kept.delete(name);
    kept.set(name, made);
    return made;
  };
  const words8 = new TextDecoder();
  const json = async bytes => JSON.parse(words8.decode(await unpack(bytes)));

  /* Keys are compared as bytes, so they are held as strings with a character for a byte. */
  const key = text => unescape(encodeURIComponent(text));

  const directory = () => load("index", async bytes => {
    const dir = await json(bytes), pages = dir.blocks.length;
    dir.keys = dir.keys.map(keys => keys.map(key));
    const names = list => list.match(/.{10}/g) || [];
    dir.chunks = dir.chunks.map(names);
    dir.groups = names(dir.groups);
    dir.first = new Uint32Array(pages + 1); /* the first block of each page: its title */
    dir.blocks.forEach((count, page) => { dir.first[page + 1] = dir.first[page] + count; });
    dir.page = new Uint32Array(dir.first[pages]); /* the page of each block */
    for (let page = 0; page < pages; page++) dir.page.fill(page, dir.first[page], dir.first[page + 1]);
    dir.group = new Uint32Array(pages); /* the group that has the page's text, and the first page in it */
    dir.start = [];
    let page = 0;
    dir.pages.forEach((count, group) => { dir.start.push(page); dir.group.fill(group, page, page += count); });
    dir.head = Uint8Array.from(atob(dir.head), c => c.charCodeAt(0));
    return dir;
  });

  /* ENTRIES of a chunk: keys in order, and where the spellings of each lie. */
  let at = 0;
  const varint = bytes => {
    let number = 0, scale = 1, byte;
    do { byte = bytes[at++]; number += (byte & 127) * scale; scale *= 128; } while (byte > 127);
    return number;
  };
  const chunk = async packed => {
    const bytes = await unpack(packed), keys = [], spans = [];
    let last = "", place = 0;
    while (place < bytes.length) {
      const length = bytes[place + 1], end = place + 2 + length;
      last = last.slice(0, bytes[place]) + String.fromCharCode(...bytes.subarray(place + 2, end));
      at = end;
      const size = varint(bytes);
      keys.push(last);
      spans.push([at, place = at + size]);
    }
    return { bytes, keys, spans };
  };
  /* The position of the last of the sorted keys that is not behind the one that is sought; -1 for none. */
  const place = (keys, sought) => {
    let low = -1, above = keys.length;
    while (above - low > 1) { const mid = (low + above) >> 1; if (keys[mid] > sought) above = mid; else low = mid; }
    return low;
  };
  const WIDEST = 3; /* chunks that an unfinished word may need */
  /* The spellings of all keys that are `from`, or begin with it if it is `open`: [key, [form …], bytes, start, end]. */
  const look = async (dir, list, from, open) => {
    const starts = dir.keys[list], found = [];
    from = key(from);
    const last = open ? place(starts, from + "\xff") : place(starts, from);
    const chunks = [];
    for (let n = Math.max(0, place(starts, from)); n <= last && chunks.length < WIDEST; n++) chunks.push(load(dir.chunks[list][n], chunk));
    for (const { bytes, keys, spans } of await Promise.all(chunks)) {
      for (let n = Math.max(0, place(keys, from)); n < keys.length && (open ? keys[n] <= from + "\xff" : keys[n] <= from); n++) {
        if (open ? !keys[n].startsWith(from) : keys[n] !== from) continue;
        for (at = spans[n][0]; at < spans[n][1];) {
          const forms = [...bytes.subarray(at, at += list + 1)], size = varint(bytes);
          found.push([keys[n], forms, bytes, at, at += size]);
        }
      }
    }
    return found;
  };

  /* WORDS, as src/search/word.rs has them. */
  const WORD = /[\p{Alphabetic}\p{N}][\p{Alphabetic}\p{N}\p{M}]*/gu;
  const TONES = "\u0300\u0301\u0303\u0309\u0323";
  const bare = text => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").replace(/[đðɖ]/g, "d");
  const form = text => {
    let tone = 0, stroke = 0, horn = 0, other = 0, before = "";
    for (const c of text.toLowerCase().normalize("NFD")) {
      if (TONES.includes(c)) tone = TONES.indexOf(c) + 1;
      else if ("đðɖ".includes(c)) stroke = 1;
      else if (c === "\u031b" && before === "u") horn = 1;
      else if (c === "\u0302") other = 1;
      else if (c === "\u0306" || c === "\u031b") other = 2;
      if (c < "\u0300" || c > "\u036f") before = c;
    }
    return tone + 6 * (stroke + 2 * (horn + 2 * other));
  };
  const stem = word => {
    const is = rest => /^(?=.*[aeiouy])[a-z]{3,}$/.test(rest);
    let rest = word, ending = 0;
    const cut = (pattern, number) => {
      const shorter = rest.replace(pattern, "");
      return shorter !== rest && is(shorter) && (rest = shorter, ending += number);
    };
    cut(/(?<![sui])s$/, 1);
    if (cut(/ed$/, 2) || cut(/ing$/, 4)) { if (rest.length > 3) rest = rest.replace(/([^aeiouylsz])\1$/, "$1"); }
    else cut(/e$/, 6);
    if (rest.endsWith("y") && is(rest.slice(0, -1))) { rest = rest.slice(0, -1) + "i"; if (ending < 2) ending += 8; }
    return [rest, ending];
  };
  const known = new Map();
  let endings = false;
  const word = text => {
    let made = known.get(text);
    if (!made) {
      const folded = bare(text);
      made = /^\d+$/.test(folded) ? [folded.replace(/^0+(?=.)/, ""), 0] : endings ? stem(folded) : [folded, form(text)];
      if (known.size > 2e4) known.clear();
      known.set(text, made);
    }
    return made;
  };

  /* QUERY. Dates in words become numbers, as they are indexed: 15 tháng 6 năm 2023 and 2023-06-15 are 15 6 2023. */
  const read = text => {
    text = text.normalize("NFC").replace(/\b(\d{4})-(\d\d)-(\d\d)\b/g, "$3/$2/$1");
    const words = [];
    let quote = 0;
    text.split(/["“”«»]/).forEach((part, n) => {
      for (const [typed] of part.matchAll(WORD)) {
        const [fold, form] = word(typed);
        words.push({ typed, fold, form, quote: n % 2 && n });
      }
      quote = n;
    });
    const is = (n, fold) => words[n] && !words[n].quote && words[n].fold === fold;
    const number = n => words[n] && /^\d{1,4}$/.test(words[n].fold);
    for (let n = 0; n < words.length; n++) {
      if (is(n, "thang") && number(n + 1) && (number(n - 1) || is(n + 2, "nam"))) {
        if (is(n + 2, "nam") && number(n + 3)) words.splice(n + 2, 1);
        words.splice(n, 1);
        if (number(n - 1) && is(n - 2, "ngay")) words.splice(n - 2, 1);
      } else if (is(n, "ngay") && number(n + 1) && number(n + 2)) words.splice(n, 1);
    }
    const last = words[words.length - 1];
    if (last && !last.quote && last.fold.length > 1 && /[\p{L}\p{M}\p{N}]$/u.test(text)) last.open = true;
    return words;
  };

  /* RANK */
  const MARKED = .12, BARE = .75, OPEN = .4, ENOUGH = 5, LONG = 9;
  /* How well a spelling is what was typed. */
  const likeness = (typed, form, marked) =>
    typed.form === form ? 1 : endings ? .9 : !marked ? 1 : typed.form || typed.quote ? MARKED : BARE;
  const rarity = (all, some) => Math.log(1 + all / (some + .5));

  const rank = async (dir, words) => {
    const pages = dir.blocks.length, blocks = dir.page.length, n = words.length;
    const marked = words.some(w => w.form), scores = new Float32Array(pages), reach = new Uint8Array(pages);
    const best = new Float32Array(blocks), masks = new Uint32Array(blocks), whole = 2 ** n - 1;
    const touched = new Set(), pairs = [];
    for (let i = 0; i + 1 < n; i++) if (n < LONG || i % 2 === 0 || i === n - 2 || words[i].quote) pairs.push(i);
    const found = await Promise.all(pairs.map(i => look(dir, 1, words[i].fold + " " + words[i + 1].fold, words[i + 1].open)));
    let all = 0;
    found.forEach((entries, p) => {
      const i = pairs[p], one = words[i], two = words[i + 1], here = new Map(), exact = key(one.fold + " " + two.fold);
      for (const [name, [a, b], bytes, start, end] of entries) {
        const weight = Math.min(likeness(one, a, marked), likeness(two, b, marked)) * (name === exact ? 1 : OPEN);
        let block = 0;
        for (at = start; at < end;) { block += varint(bytes); if (!(here.get(block) >= weight)) here.set(block, weight); }
      }
      const rare = rarity(blocks, here.size);
      all += rare;
      for (const [block, weight] of here) {
        best[block] += rare * weight;
        masks[block] |= 3 << i;
        touched.add(block);
      }
      words[i].pairs = here;
    });
    /* A page is as good as its best block; what stands elsewhere on it counts a little. */
    const sums = new Map();
    for (const block of touched) {
      const page = dir.page[block], title = block === dir.first[page];
      const covers = masks[block] === whole;
      const value = best[block] * (covers ? best[block] > all * .99 ? 1.5 : 1.25 : .8) * (title && covers ? 1.4 : 1);
      const sum = sums.get(page) || [0, 0, 0];
      sum[0] = Math.max(sum[0], value); sum[1] |= masks[block]; sum[2] += best[block];
      sums.set(page, sum);
    }
    for (const [page, [top, mask, sum]] of sums) {
      scores[page] = top + .04 * Math.min(sum, 3 * all);
      reach[page] = mask === whole ? 2 : 1;
    }
    const quotes = new Set(words.map(w => w.quote).filter(Boolean));
    const enough = () => reach.reduce((count, r) => count + (r > 1), 0);
    if (n === 1 || !quotes.size && enough() < (n < LONG ? ENOUGH : 1)) {
      const lists = await Promise.all(words.map(w => look(dir, 0, w.fold, w.open)));
      const seen = new Uint8Array(pages), extra = new Float32Array(pages), mean = blocks / pages;
      lists.forEach((entries, i) => {
        const here = new Map(), exact = key(words[i].fold);
        for (const [name, [f], bytes, start, end] of entries) {
          const weight = likeness(words[i], f, marked) * (name === exact ? 1 : OPEN);
          let page = 0;
          for (at = start; at < end;) {
            const code = varint(bytes), often = code & 1 ? varint(bytes) : 1;
            page += code >>> 2;
            const length = .4 + .6 * dir.blocks[page] / mean;
            const value = weight * (often * 2.2 / (often + 1.2 * length) + (code & 2 ? 2.5 : 0));
            if (!(here.get(page) >= value)) here.set(page, value);
          }
        }
        const rare = rarity(pages, here.size);
        for (const [page, value] of here) { seen[page]++; extra[page] += rare * value; }
      });
      for (let page = 0; page < pages; page++) {
        if (seen[page] === n) { reach[page] = 2; scores[page] += extra[page] * (n > 1 ? .25 : 1); }
        else if (seen[page]) scores[page] += .25 * extra[page];
      }
    }
    /* Quoted words stand one behind the other in one block; the text decides about their order. */
    for (const quote of quotes) {
      const inside = words.slice(0, -1).map((w, i) => w.quote === quote && words[i + 1].quote === quote ? w.pairs : 0).filter(Boolean);
      if (!inside.length) continue;
      const ok = new Uint8Array(pages);
      for (const block of inside[0].keys()) if (inside.every(p => p.has(block))) ok[dir.page[block]] = 1;
      for (let page = 0; page < pages; page++) if (!ok[page]) reach[page] = 0;
    }
    const list = [];
    for (let page = 0; page < pages; page++) if (reach[page] > 1) list.push(page);
    if (!list.length && !quotes.size && n > 3) {
      /* A question whose words do not all occur: what has most of them. */
      const least = scores.reduce((most, score) => Math.max(most, score), 0) * .6;
      scores.forEach((score, page) => { if (score > least) list.push(page); });
    }
    return { list, scores, full: enough() };
  };

  /* MISTAKES of typing: one letter too many, missing, other, or two exchanged. */
  const near = (a, b) => {
    if (Math.abs(a.length - b.length) > 1 || a === b) return false;
    let i = 0, j = 1;
    while (a[i] === b[i]) i++;
    while (a[a.length - j] === b[b.length - j] && j <= Math.min(a.length, b.length) - i) j++;
    const x = a.length - i - j + 1, y = b.length - i - j + 1;
    return x < 2 && y < 2 || x === 2 && y === 2 && a[i] === b[i + 1] && a[i + 1] === b[i];
  };
  const mended = async (dir, words) => {
    let found = null;
    for (let i = 0; i < words.length; i++) {
      const { fold, quote } = words[i];
      if (quote || fold.length < 3 || /^\d/.test(fold)) continue;
      /* those that are frequent, and stand beside the same neighbour, are tried */
      const all = await load(dir.words, async bytes => words8.decode(await unpack(bytes)).split(" "));
      const others = all.filter(other => near(other, fold)).slice(0, 8);
      const beside = await Promise.all(others.map(other => i ? look(dir, 1, words[i - 1].fold + " " + other)
        : words[1] ? look(dir, 1, other + " " + words[1].fold, words[1].open) : [1]));
      for (const other of others.filter((_, n) => beside[n].length).slice(0, 4)) {
        const tried = words.map((w, n) => n === i ? { ...w, fold: other, form: 0, meant: w, open: false } : w);
        const ranked = await rank(dir, tried);
        if (!ranked.full) continue;
        const top = ranked.list.reduce((most, page) => Math.max(most, ranked.scores[page]), 0);
        if (!found || top > found.top) found = { ...ranked, top, words: tried };
      }
    }
    return found;
  };

  /* EXCERPTS */
  const WIDTH = 240;
  /* The words of a text, and those by which parts of it may be called, with a gap before each of these. */
  const tokens = ([, text, ...names]) => {
    const list = [];
    for (const m of text.matchAll(WORD)) list.push([...word(m[0]), m.index, m.index + m[0].length]);
    for (let n = 0; n < names.length; n += 2) {
      const from = text.indexOf(names[n]), to = from + names[n].length;
      list.push(0);
      if (from >= 0) for (const [other] of names[n + 1].matchAll(WORD)) list.push([...word(other), from, to]);
    }
    return list;
  };
  /* How well a block fits: its worth, where its best words stand, and what is to be marked. */
  const fit = (block, words) => {
    const list = tokens(block), text = block[1], marked = words.some(w => w.form), hits = [];
    let before = [];
    list.forEach((token, n) => {
      const now = [];
      if (token) words.forEach((w, i) => {
        if (token[0] !== w.fold && !(w.open && token[0].startsWith(w.fold))) return;
        const like = likeness(w, token[1], marked && !w.meant) * (token[0] === w.fold ? 1 : .8);
        const run = before.find(hit => hit.i === i - 1);
        const hit = { i, like, from: token[2], to: token[3], run: run ? run.run + 1 : 1, worth: like + (run ? run.worth + like : 0), run0: run, said: text.slice(token[2], token[3]) };
        now.push(hit); hits.push(hit);
      });
      before = now;
    });
    /* The best run of neighbours ends at `top`; other words count the more the nearer they stand. */
    let top = null;
    for (const hit of hits) if (!top || hit.worth > top.worth) top = hit;
    if (!top) return { worth: 0, from: 0, to: 0, marks: [] };
    const chain = hit => hit ? [...chain(hit.run0), hit] : [];
    const row = chain(top), nearest = new Map(row.map(hit => [hit.i, hit]));
    const far = hit => Math.max(0, hit.from - top.to, row[0].from - hit.to);
    for (const hit of hits) {
      const known = nearest.get(hit.i), value = h => h.like * (1 + (h.run > 1 ? .5 : 0)) / (1 + far(h) / 100);
      if (!known || value(hit) > value(known)) nearest.set(hit.i, hit);
    }
    let worth = top.worth * 2;
    for (const hit of nearest.values()) worth += hit.like * 3 / (1 + far(hit) / 150);
    const runs = new Set();
    for (const hit of hits) if (hit.run > 1) chain(hit).forEach(h => runs.add(h));
    const good = hits.filter(h => (runs.has(h) || [...nearest.values()].includes(h) || words.length === 1) && h.like > (nearest.get(h.i).like >= .75 ? .5 : 0));
    return { worth, top, row, runs: top.run, marks: good, count: nearest.size };
  };
  const cut = (text, { marks, row }) => {
    let from = 0, to = text.length;
    if (row && to > WIDTH * 1.3) {
      const ends = marks.filter(m => m.from >= row[0].from - 20 && m.to < row[0].from + WIDTH * .7).map(m => m.to);
      const width = Math.max(row[row.length - 1].to, ...ends) - row[0].from;
      from = Math.max(0, row[0].from - Math.max(40, (WIDTH - width) / 2));
      if (from < 40) from = 0;
      to = Math.min(to, Math.max(from + WIDTH, row[row.length - 1].to + 20));
      if (from) from = text.indexOf(" ", from) + 1;
      if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), row[row.length - 1].to);
    } else if (to > WIDTH * 1.3) to = text.lastIndexOf(" ", WIDTH);
    const parts = from ? [["… ", false]] : [];
    let done = from;
    for (const mark of [...marks].sort((a, b) => a.from - b.from || b.to - a.to)) {
      const start = Math.max(done, mark.from), end = Math.min(to, mark.to);
      if (start >= end) continue;
      /* neighbours are one mark */
      const last = parts[parts.length - 1], gap = text.slice(done, start);
      if (last && last[1] && /^[\s\-\/.–]{1,3}$/.test(gap)) last[0] += gap + text.slice(start, end);
      else { if (gap) parts.push([gap, false]); parts.push([text.slice(start, end), true]); }
      done = end;
    }
    if (done < to) parts.push([text.slice(done, to), false]);
    if (to < text.length) parts.push([" …", false]);
    return parts;
  };

  const text = (dir, page) => {
    const group = dir.group[page];
    return load(dir.groups[group], async bytes => JSON.parse(words8.decode((await unpack(bytes, dir.head)).subarray(dir.common))))
      .then(pages => pages[page - dir.start[group]]);
  };

  const hit = (dir, page, [path, kind, title, about, siglum, day, blocks], words, kinds) => {
    const own = fit(["", title], words);
    const all = blocks.map(block => [block, fit(block, words)]);
    let best = all[0] || [["", ""], { worth: 0, marks: [] }];
    for (const one of all) if (one[1].worth > best[1].worth) best = one;
    const [[anchor, said], fits] = best;
    const address = name => new URL(path + (name && "#" + encodeURIComponent(name)), root).href;
    const label = name => siglum && name ? siglum + " " + name.slice(1) : "";
    const others = all.filter(([[name], f]) => siglum && name !== anchor && fits.worth && f.worth >= fits.worth * .8 && f.count === fits.count);
    const date = day ? [day / 1e4 | 0, (day / 100 | 0) % 100, day % 100].map(n => String(n).padStart(2, "0")).join("-") : null;
    return {
      kind: kinds[kind], title, about, date, anchor, label: label(anchor), address: address(anchor),
      parts: cut(said, fits),
      more: others.slice(0, 5).map(([[name]]) => ({ label: label(name), address: address(name) })),
      fits, own,
    };
  };

  const KINDS = ["article", "document", "event", "person", "organisation", "topic", "page"];
  const answer = async (typed, { kinds = [], sources = [], topics = [], years = [], sort, from = 0, count = 10 }) => {
    const dir = await directory();
    endings = dir.fold === "endings";
    let words = read(typed).slice(0, 30), mend = null;
    const narrows = [kinds, sources, topics, years].some(list => list.length);
    if (!words.length && !narrows) return { total: 0, hits: [], forgiven: [] };
    let ranked = words.length ? await rank(dir, words) : { list: [...dir.blocks.keys()], scores: [], full: 1 };
    if (!ranked.full && words.length <= LONG && (mend = await mended(dir, words))) { ranked = mend; words = mend.words; }
    let { list, scores } = ranked, days = [];
    if (narrows || sort === "date" || !words.length) {
      const facets = await load(dir.facets, json), { ids } = facets;
      const asked = (values, all) => values.map(v => all.indexOf(v));
      const k = asked(kinds, ids.kinds), s = asked(sources, ids.sources), t = asked(topics, ids.topics), y = years.map(Number);
      days = facets.days;
      list = list.filter(page => (!k.length || k.includes(facets.kinds[page])) && (!s.length || s.includes(facets.sources[page]))
        && (!t.length || facets.topics[page].some(topic => t.includes(topic))) && (!y.length || y.includes(days[page] / 1e4 | 0)));
    }
    const order = (a, b) => (scores[b] - scores[a] || 0) || a - b;
    list.sort(sort === "date" || !words.length ? (a, b) => days[b] - days[a] || order(a, b) : order);
    const make = async page => hit(dir, page, await text(dir, page), words, KINDS);
    /* What is quoted must stand there, word by word and mark by mark. */
    const quotes = [...new Set(words.map(w => w.quote).filter(Boolean))].map(q => words.filter(w => w.quote === q));
    if (quotes.length) {
      const checked = await Promise.all(list.slice(0, 40).map(async page => {
        const data = await text(dir, page);
        const holds = quote => [["", data[2]], ...data[6]].some(block => {
          const { row } = fit(block, quote);
          return row && row.length === quote.length && row.every(h => h.like > .7);
        });
        return quotes.every(holds);
      }));
      list = list.filter((_, n) => checked[n] !== false);
    }
    let hits = await Promise.all(list.slice(from, from + count).map(make));
    /* The first are put in order once more, by what their texts say. */
    if (words.length && sort !== "date") {
      const worth = (h, n) => Math.max(h.fits.worth, h.own.worth * (h.own.count === words.length ? 1.2 : .8)) ;
      const top = Math.max(...hits.map(worth), 1e-9), first = scores[list[from]] || 1;
      hits = hits.map((h, n) => [h, worth(h) / top + scores[list[from + n]] / first, n]).sort((a, b) => b[1] - a[1] || a[2] - b[2]).map(h => h[0]);
    }
    /* Words that stand nowhere as they were typed, and as what they were read. */
    const forgiven = [];
    if (hits.length) words.forEach((w, i) => {
      if (!w.meant && (endings || !w.form)) return;
      const marks = hits.flatMap(h => [...h.own.marks, ...h.fits.marks]).filter(m => m.i === i);
      if (w.meant || !marks.some(m => m.like > .7)) forgiven.push([(w.meant || w).typed, (marks[0] || { said: w.fold }).said.toLowerCase()]);
    });
    return { total: list.length, hits: hits.map(({ fits, own, ...h }) => h), forgiven };
  };

  return {
    put: (name, text) => put[name](text),
    /* A file that is not there may have gone with a new build: the directory is read again, once. */
    find: (text, options = {}) => answer(text, options).catch(() => {
      kept.delete("index");
      return answer(text, options);
    }),
  };
})();
