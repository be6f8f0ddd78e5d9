/* Khuê: finds words in the index that lies beside this script. Made by the build; see the manual, "Search".
   khueSearch.find(text, options) promises an answer; khueSearch.put is for the index's own files. */
/* private: plain form quote like worth mended typed row places marks fits scores full list said tokens open covering */
window.khueSearch = (() => {
  "use strict";
  const { max, min, log } = Math, doc = document;
  const base = new URL(".", doc.currentScript.src), root = new URL("..", base);

  /* FILES. Each is a script with one call of put(name, text), a character for a byte. Where fetch works, its bytes are taken
     as they are; from a disk it is run as a script, in an encoding that has a character for every byte. */
  const put = {}, kept = new Map();
  let careful = false;
  const bytes = text => Uint8Array.from(text, c => c.charCodeAt()); /* of each character the lowest eight bits */
  doc.addEventListener("khue:change", () => kept.clear()); /* a live preview has another index after each change */

  const fetched = async (name, address) => {
    /* what a browser keeps may be the error of a moment ago */
    const answer = await fetch(address, { cache: careful || name === "index" ? "no-cache" : "force-cache" });
    if (!answer.ok) throw name;
    const file = new Uint8Array(await answer.arrayBuffer()), out = new Uint8Array(file.length);
    let from = 0, to = 0;
    for (let marks = 3; marks--;) from = file.indexOf(96, from) + 1;
    for (let byte; (byte = file[from++]) !== 96; out[to++] = byte) {
      if (byte === undefined) throw name;
      if (byte === 92 && (byte = file[from++]) === 114) byte = 13;
    }
    return out.subarray(0, to);
  };

  const run = (name, address) => new Promise((done, fail) => {
    const script = doc.createElement("script");
    put[name] = text => done(bytes(text));
    script.charset = "x-user-defined"; /* the lowest bits are the file's bytes */
    script.onerror = () => fail(name);
    script.onload = () => script.remove();
    script.src = address;
    doc.head.append(script);
  });

  const unpack = async (bytes, head = "") => {
    const whole = new Blob([head, bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(whole).arrayBuffer());
  };

  /* What make gives of a file's bytes; kept, the last 200 of them, unless it fails. */
  const load = (name, make) => {
    let made = kept.get(name);
    if (!made) {
      const address = new URL(name + ".js", base).href;
      made = (base.protocol === "file:" ? run : fetched)(name, address).then(make);
      made.catch(() => kept.delete(name));
      if (kept.size > 200) kept.delete([...kept.keys()][1]);
    }
    kept.delete(name);
    kept.set(name, made);
    return made;
  };
  const utf8 = new TextDecoder();
  const json = async (packed, head, skip) => JSON.parse(utf8.decode((await unpack(packed, head)).subarray(skip)));

  /* Keys are compared as bytes, so they are held as strings with a character for a byte. */
  const key = text => unescape(encodeURIComponent(text));

  const directory = () => load("index", async packed => {
    const dir = await json(packed), starts = counts => { let sum = 0; return [0, ...counts.map(count => sum += count)]; };
    dir.keys = dir.keys.map(keys => keys.map(key));
    const names = list => list.match(/.{10}/g) || [];
    dir.chunks = dir.chunks.map(names);
    dir.groups = names(dir.groups);
    /* the first block of each page, which is its title, and the first page of each group */
    dir.first = starts(dir.blocks);
    dir.start = starts(dir.pages);
    dir.head = bytes(atob(dir.head));
    return dir;
  });

  /* ENTRIES of a chunk: [key, spellings], each of these [key, forms, bytes, start of its postings, end]. */
  let at = 0;
  const varint = bytes => {
    let number = 0, scale = 1, byte;
    do { byte = bytes[at++]; number += (byte & 127) * scale; scale *= 128; } while (byte > 127);
    return number;
  };
  /* A Rice code; -1 where only ones are left. `bit` counts those read. */
  let bit = 0;
  const one = bytes => bytes[bit >> 3] >> 7 - (bit++ & 7) & 1;
  const rice = (bytes, k, end) => {
    let high = 0, low = 0;
    for (;; high++) { if (bit >= end) return -1; if (!one(bytes)) break; }
    for (let n = k; n--;) low = low * 2 + one(bytes);
    return high * 2 ** k + low;
  };
  const chunk = async packed => {
    const bytes = await unpack(packed), entries = [];
    at = 0;
    let name = "", start = varint(bytes) + at;
    for (const end = start; at < end;) {
      const shared = bytes[at++], length = bytes[at++], spellings = [];
      name = name.slice(0, shared) + String.fromCharCode(...bytes.subarray(at, at += length));
      const width = name.split(" ").length;
      for (let count = varint(bytes); count--;) spellings.push([name, bytes.subarray(at, at += width), bytes, start, start += varint(bytes)]);
      entries.push([name, spellings]);
    }
    return entries;
  };
  /* Where a spelling stands, read once: blocks; or pages, each with how often and whether in the title. */
  const postings = (spelling, byPage) => {
    let [, , bytes, start, end, list] = spelling, number = 0, k = 0, code;
    if (list) return list;
    list = spelling[5] = [];
    bit = start * 8; end *= 8;
    for (let n = 5; n--;) k = k * 2 + one(bytes);
    while ((code = rice(bytes, k, end)) >= 0) {
      list.push(number += byPage ? code >>> 2 : code);
      if (byPage) list.push(code & 1 ? rice(bytes, 0, end) + 2 : 1, code & 2);
    }
    return list;
  };
  /* The position of the last of the sorted keys that is not behind the one that is sought; -1 for none. */
  const place = (keys, sought) => {
    let low = -1, above = keys.length;
    while (above - low > 1) { const mid = (low + above) >> 1; if (keys[mid] > sought) above = mid; else low = mid; }
    return low;
  };
  const WIDEST = 3; /* chunks that an unfinished word may need */
  /* The spellings of all keys that are `from`, or begin with it if it is `open`. */
  const look = async (dir, list, from, open) => {
    from = key(from);
    const first = max(0, place(dir.keys[list], from)), last = place(dir.keys[list], open ? from + "\xff" : from);
    const names = dir.chunks[list].slice(first, min(last + 1, first + WIDEST));
    const chunks = await Promise.all(names.map(name => load(name, chunk)));
    return chunks.flat().filter(([name]) => open ? name.startsWith(from) : name === from).flatMap(([, spellings]) => spellings);
  };

  /* WORDS, as src/search/word.rs has them. */
  const WORD = /[\p{Alphabetic}\p{N}][\p{Alphabetic}\p{N}\p{M}]*/gu;
  const TONES = "\u0300\u0301\u0303\u0309\u0323";
  const bare = text => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").replace(/[đðɖ]/g, "d");
  const form = text => {
    let tone = 0, stroke = 0, horn = 0, other = 0, before = "";
    for (const c of text.toLowerCase().normalize("NFD")) {
      const mark = TONES.indexOf(c) + 1;
      if (mark) tone = mark;
      else if ("đðɖ".includes(c)) stroke = 1;
      else if (c === "\u031b" && before === "u") horn = 1;
      else if (c === "\u0302") other = 1;
      else if ("\u0306\u031b".includes(c)) other = 2;
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
      known.set(text, made);
    }
    return made;
  };

  /* QUERY. Dates become numbers, as they are indexed: 15 tháng 6 năm 2023 and 2023-06-15 are 15 6 2023. */
  const read = text => {
    const words = [];
    text.normalize("NFC").split(/["“”«»]/).forEach((part, n) => {
      if (n % 2 < 1) part = part.replace(/(\d{4})-(\d\d)-(\d\d)/g, "$3/$2/$1").replace(/(\d) th[aá]ng (\d+)(?: n[aă]m (?=\d))?/gi, "$1/$2/")
        .replace(/th[aá]ng (\d+) n[aă]m (?=\d)/gi, "$1/").replace(/ng[aà]y (?=\d)/gi, "");
      for (const [typed] of part.matchAll(WORD)) {
        const [plain, form] = word(typed);
        if (plain) words.push({ typed, plain, form, quote: n % 2 && n });
      }
    });
    const last = words.at(-1);
    if (last && !last.quote && (last.plain[1] || words[1]) && /[\p{L}\p{M}\p{N}]$/u.test(text)) last.open = true;
    return words;
  };

  /* RANK. Neighbours weigh most: words are looked for in pairs, which are known by block. Where pairs do not suffice, pages
     are taken that have all words somewhere; where none has, those with most. */
  const OTHER = .12, BARE = .75, OPEN = .4, ENOUGH = 5, LONG = 9;
  /* How well a spelling is what was typed; `marked` tells whether any diacritics were. */
  const likeness = (word, form, marked) =>
    word.form === form ? 1 : endings ? .9 : !marked ? 1 : word.quote ? 0 : word.form ? OTHER : BARE;
  const isMarked = words => words.some(word => word.form);
  const most = numbers => numbers.reduce((most, number) => max(most, number), 0);

  const neighbours = (dir, one, two) => look(dir, 1, one.plain + " " + two.plain, two.open);
  const rank = async (dir, words) => {
    const n = words.length, pages = dir.blocks.length, blocks = dir.first[pages], marked = isMarked(words), whole = 2 ** n - 1;
    const scores = new Float32Array(pages), reach = new Uint8Array(pages), lacks = [];
    /* What the postings of entries are worth, by block or page; where that is something; and how rare it is. */
    const spread = (entries, typed) => {
      const byPage = typed.length < 2, worth = new Float32Array(byPage ? pages : blocks), places = [], exact = key(typed.map(w => w.plain).join(" "));
      for (const spelling of entries) {
        const [name, forms] = spelling;
        const weight = min(...typed.map((w, i) => likeness(w, forms[i], marked))) * (name === exact ? 1 : OPEN);
        const list = weight ? postings(spelling, byPage) : []; /* quoted, and another word */
        for (let n = 0; n < list.length;) {
          const number = list[n++];
          let value = weight;
          if (byPage) {
            const often = list[n++];
            /* BM25, with blocks for the length of a page */
            value *= often * 2.2 / (often + .5 + .7 * dir.blocks[number] * pages / blocks) + (list[n++] ? 2.5 : 0);
          }
          if (!worth[number]) places.push(number);
          if (value > worth[number]) worth[number] = value;
        }
      }
      return [worth, places, log(1 + worth.length / (places.length + .5))];
    };

    const best = new Float32Array(blocks), masks = new Uint32Array(blocks), pairs = [];
    let all = 0;
    for (let i = 0; i + 1 < n; i++) if (n < LONG || i % 2 < 1 || i === n - 2 || words[i].quote) pairs.push(i);
    const lists = await Promise.all(pairs.map(i => neighbours(dir, words[i], words[i + 1])));
    lists.forEach((entries, p) => {
      const i = pairs[p], [worth, places, rare] = spread(entries, words.slice(i, i + 2));
      all += rare;
      for (const block of places) { best[block] += rare * worth[block]; masks[block] |= 3 << i; }
    });
    /* A page is as good as its best block; what stands elsewhere on it counts a little. */
    let covering = 0;
    for (let page = 0; page < pages; page++) {
      let top = 0, mask = 0, sum = 0;
      for (let block = dir.first[page]; block < dir.first[page + 1]; block++) if (masks[block]) {
        const covers = masks[block] === whole && ++covering, title = block === dir.first[page];
        top = max(top, best[block] * (!covers ? .8 : best[block] > all * .99 ? 1.5 : 1.25) * (covers && title ? 1.4 : 1));
        mask |= masks[block]; sum += best[block];
      }
      scores[page] = top + .04 * min(sum, 3 * all);
      reach[page] = n > 1 && mask === whole;
      lacks[page] = words.some((w, i) => w.quote && w.quote === words[i + 1]?.quote && ~mask & 3 << i);
    }
    const count = () => reach.reduce((sum, is) => sum + is, 0), quoted = words.some(w => w.quote);
    if (n < 2 || count() < (n < LONG ? ENOUGH : 1)) {
      const seen = new Uint8Array(pages), lists = await Promise.all(words.map(w => look(dir, 0, w.plain, w.open)));
      lists.forEach((entries, i) => {
        const [worth, places, rare] = spread(entries, [words[i]]);
        for (const page of places) { seen[page]++; scores[page] += rare * worth[page] * (n < 2 ? 1 : .25); }
      });
      seen.forEach((some, page) => { if (some === n && !lacks[page]) reach[page] = 1; });
    }
    const full = count(), least = full || quoted || n < 4 ? Infinity : most(scores) * .6;
    return { scores, full, covering, list: [...scores.keys()].filter(page => reach[page] || scores[page] > least) };
  };

  /* MISTAKES of typing: a letter too many, missing, other, or two exchanged. Tried are for each word those that stand most often
     beside the same neighbour; taken is what stands most often as a whole. */
  const near = (a, b) => {
    while (a && a[0] === b[0]) { a = a.slice(1); b = b.slice(1); }
    while (a && a.at(-1) === b.at(-1)) { a = a.slice(0, -1); b = b.slice(0, -1); }
    return !a[1] && !b[1] || !a[2] && !b[2] && a[0] === b[1] && a[1] === b[0];
  };
  const mended = async (dir, words) => {
    let best = null;
    for (const [i, word] of words.entries()) {
      if (word.quote || word.plain.length < (words[1] ? 2 : 4) || /^\d/.test(word.plain)) continue;
      const all = (await load(dir.words, json)).split(" "), often = {};
      const others = all.filter(other => other !== word.plain && near(other, word.plain)).slice(0, i ? 40 : 8);
      await Promise.all(others.map(async plain => {
        const beside = await (i ? neighbours(dir, words[i - 1], { plain }) : words[1] ? neighbours(dir, { plain }, words[1]) : []);
        often[plain] = beside.reduce((sum, spelling) => sum + postings(spelling).length, 0);
      }));
      for (const plain of others.sort((a, b) => often[b] - often[a]).slice(0, 4)) {
        const tried = words.map(w => w === word ? { ...w, plain, form: 0, open: false, mended: 1 + all.includes(word.plain) } : w);
        const ranked = await rank(dir, tried);
        if (ranked.full && !(best?.covering >= ranked.covering)) best = { ...ranked, words: tried };
      }
    }
    return best;
  };

  /* EXCERPTS */
  const WIDTH = 240;
  /* The words of a block, and those by which parts of it may be called, with a gap before each of these. */
  const tokens = block => {
    if (block.tokens) return block.tokens; /* asked again, answered at once */
    const [, text, ...names] = block, list = block.tokens = [], add = (said, place) => {
      for (const found of said.matchAll(WORD)) list.push([...word(found[0]), ...place || [found.index, found.index + found[0].length, 1]]);
      list.push([]);
    };
    add(text);
    for (let n = 0; n < names.length; n += 2) {
      const from = text.indexOf(names[n]);
      if (from >= 0) add(names[n + 1], [from, from + names[n].length, .95]); /* its own words before others */
    }
    return list;
  };
  /* How well a block fits: its worth, the best row of neighbours, and what is to be marked. */
  const fit = (block, words) => {
    const marked = isMarked(words), hits = [];
    let before = [];
    for (const [plain, form, from, to, part] of tokens(block)) {
      const now = [];
      words.forEach((w, i) => {
        if (plain !== w.plain && !(w.open && plain && plain.startsWith(w.plain))) return;
        const like = (w.mended ? 1 : likeness(w, form, marked)) * (plain === w.plain ? part : .8), last = before.find(hit => hit.i === i - 1);
        const hit = { i, like, from, to, said: block[1].slice(from, to), worth: like * (last ? 2 : 1) + (last ? last.worth : 0) };
        hit.row = last ? [...last.row, hit] : [hit];
        if (like) now.push(hit); /* none where it is quoted, and another word */
      });
      hits.push(...now);
      before = now;
    }
    /* Around a row the best place of each word; it counts the more the nearer it is. Of equal rows that with the nearest. */
    const around = top => {
      const places = [], value = hit => hit.like * (hit.row[1] ? 1.5 : 1) / (1 + max(0, hit.from - top.to, top.row[0].from - hit.to) / 120);
      for (const hit of [...top.row, ...hits]) if (!places[hit.i] || value(hit) > value(places[hit.i])) places[hit.i] = hit;
      return { row: top.row, places, worth: places.reduce((sum, hit) => sum + 2 * value(hit), top.worth * 2) };
    };
    const best = most(hits.map(hit => hit.worth));
    const { row, places, worth } = hits.filter(hit => hit.worth === best).map(around)
      .reduce((one, two) => two.worth > one.worth ? two : one, { row: [], places: [], worth: 0 });
    const rows = new Set([...places, ...hits.flatMap(hit => hit.row[1] || words.length < 2 ? hit.row : [])]);
    return {
      row,
      worth,
      count: places.filter(Boolean).length,
      /* spellings that nobody typed are no marks where there are better ones */
      marks: hits.filter(hit => rows.has(hit) && hit.like > (places[hit.i].like < .5 ? 0 : .5)),
    };
  };
  const cut = (text, { marks, row }) => {
    const start = row[0] ? row[0].from : 0, end = row[0] ? row.at(-1).to : 0;
    let from = 0, to = text.length;
    if (to > WIDTH * 1.3) {
      from = start - max(40, (WIDTH - end + start) / 2);
      from = from < 40 ? 0 : text.indexOf(" ", from) + 1;
      to = max(end, from + WIDTH);
      to = to < text.length ? max(end, text.lastIndexOf(" ", to)) : text.length;
    }
    const parts = [], add = (part, isMark) => {
      const last = parts.at(-1);
      if (last && last[1] === isMark) last[0] += part; else if (part) parts.push([part, isMark]);
    };
    if (from) add("… ", false);
    for (const mark of marks.sort((a, b) => a.from - b.from || b.to - a.to)) {
      if (mark.from < from || mark.to > to) continue;
      const gap = text.slice(from, mark.from);
      add(gap, !!parts[0] && parts.at(-1)[1] && /^[\s\-–/.]{1,3}$/.test(gap)); /* neighbours are one mark */
      add(text.slice(mark.from, from = mark.to), true);
    }
    add(text.slice(from, to), false);
    if (to < text.length) add(" …", false);
    return parts;
  };

  const page = async (dir, number) => {
    const group = place(dir.start, number);
    const pages = await load(dir.groups[group], packed => json(packed, dir.head, dir.common));
    return pages[number - dir.start[group]];
  };
  const hit = ([path, kind, title, about, siglum, day, blocks, names = []], words) => {
    const own = fit(["", title, ...names.flatMap(name => [title, name])], words), all = blocks.map(block => ({ anchor: block[0], said: block[1], fits: fit(block, words) }));
    let best = all[0] || { anchor: "", said: "", fits: own };
    for (const one of all) if (one.fits.worth > best.fits.worth) best = one;
    const { anchor, said, fits } = best;
    const at = anchor => ({
      label: siglum && anchor && siglum + " " + anchor.slice(1),
      address: new URL(path + (anchor && "#" + encodeURIComponent(anchor)), root).href,
    });
    const more = all.filter(one => siglum && one !== best && one.fits.count === fits.count && one.fits.worth > fits.worth * .8);
    const worth = max(fits.worth, own.worth * (own.count === words.length ? 1.2 : .8));
    return [worth, [...own.marks, ...fits.marks], {
      kind, title, heading: cut(title, own), about, anchor, ...at(anchor), parts: said ? cut(said, fits) : [], more: more.slice(0, 6).map(one => at(one.anchor)),
      date: day ? `${day}`.replace(/(..)(..)$/, "-$1-$2") : null,
    }];
  };

  const answer = async (typed, options) => {
    const dir = await directory();
    endings = dir.fold === "endings";
    let words = read(typed).slice(0, 30);
    const { sort, from = 0, count = 10 } = options, byDate = sort === "date" || !words[0];
    const narrows = ["kinds", "sources", "topics", "years"].filter(name => options[name]?.length);
    if (!words[0] && !narrows[0]) return { total: 0, hits: [], forgiven: [] };
    let ranked = words[0] ? await rank(dir, words) : { scores: [], full: 1, list: [...dir.blocks.keys()] };
    if (!ranked.full && words.length < 13) ranked = await mended(dir, words) || ranked;
    words = ranked.words || words;
    let { list, scores } = ranked, days = [];
    if (narrows[0] || byDate) {
      const facets = await load(dir.facets, json);
      days = facets.days;
      for (const name of narrows) {
        const asked = options[name].map(choice => facets.ids[name].indexOf(choice + ""));
        list = list.filter(page => [facets[name][page]].flat().some(choice => asked.includes(choice)));
      }
    }
    list.sort((a, b) => (byDate ? days[b] - days[a] : 0) || scores[b] - scores[a] || a - b);
    /* What is quoted must stand there word by word and mark by mark; beyond the first hundred pairs must do. */
    const quotes = [...new Set(words.map(w => w.quote))].filter(Boolean).map(quote => words.filter(w => w.quote === quote));
    if (quotes.length) {
      const holds = await Promise.all(list.slice(0, max(99, from + 2 * count)).map(async number => {
        const [, , title, , , , blocks] = await page(dir, number);
        return quotes.every(quote => [["", title], ...blocks].some(block => {
          const { row } = fit(block, quote);
          return row.length === quote.length && row.every(hit => hit.like > .7);
        }));
      }));
      list = list.filter((_, n) => holds[n] !== false);
    }
    const shown = list.slice(from, from + count);
    const hits = await Promise.all(shown.map(async number => [...hit(await page(dir, number), words), number]));
    /* The first are put in order once more, by what their texts say. */
    if (!byDate) {
      const best = most(hits.map(([worth]) => worth)) || 1, first = scores[shown[0]];
      const value = ([worth, , , number]) => worth / best + scores[number] / first;
      hits.sort((a, b) => value(b) - value(a));
    }
    /* Words that stand nowhere as they were typed, and what they were read as. */
    const forgiven = [];
    words.forEach((w, i) => {
      const marks = hits.flatMap(([, marks]) => marks).filter(mark => mark.i === i);
      if (marks.length && (w.mended || w.form && !endings && !marks.some(mark => mark.like > .7))) {
        /* One that stands somewhere, but not with the others, is told with them. */
        forgiven.push([w.typed, marks[0].said.toLowerCase()].map(said =>
          w.mended > 1 ? words.map(o => o === w ? said : o.typed).join(" ") : said));
      }
    });
    return { total: list.length, hits: hits.map(([, , shown]) => shown), forgiven };
  };

  return {
    put: (name, text) => put[name](text),
    /* A file that is not there may have gone with a new build: the directory is read again, once. */
    find: (text, options = {}) => answer(text, options).catch(() => {
      careful = kept.delete("index"); /* true: it was there, and what it names was not */
      return answer(text, options);
    }),
  };
})();
