/* Khuê, default theme: search, in the dialog and on its page. portal.js fetches it with the first question, and hands
   every event on to it. What the reader program (window.khueSearch) finds is set as text, never as markup. */
(() => {
  const doc = document;
  const make = (name, kind, ...content) => {
    const el = doc.createElement(name);
    if (kind) el.className = kind;
    el.append(...content);
    return el;
  };
  const link = (to, kind, ...content) => {
    const a = make("a", kind, ...content);
    a.href = to;
    return a;
  };
  /* words with {places}; those for one and for many are parted by "|" */
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  /* numbers of documents stay on one line */
  const keep = text => text.split(/(\S*\d\S*-\S+)/).map((part, i) => i % 2 ? make("span", "keep", part) : part);
  const number = n => n.toLocaleString(doc.documentElement.lang);
  const count = (words, n, values) => fill(words.split("|")[n === 1 ? 0 : 1], { ...values, n: number(n) });

  /* What shows results in `root`: the dialog, or the search page, which keeps what is asked for in its address. */
  const seeker = root => {
    const words = root.dataset, some = +words.seek, isPage = "page" in words;
    const all = sel => [...root.querySelectorAll(sel)], one = sel => root.querySelector(sel);
    const form = one("[role=search]"), box = form.elements.q, list = one("[data-list]");
    let timer = 0, turn = 0, page = 1, asked = "", last = null, reader = null, settled = false;

    const say = text => { one("[data-status]").textContent = text; };
    /* idle, found, nothing or failed: a part that is not always there names its states in data-when */
    const show = (state, text) => {
      say(text);
      all("[data-when]").forEach(el => { el.hidden = !el.dataset.when.includes(state); });
    };

    /* What is asked for: form, address, form. */
    const read = () => {
      const params = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (value.trim() || name === "source") params.append(name, value.trim()); /* a source may be without a name */
      }
      return params;
    };
    const query = (params, n) => "?" + params + (n > 1 ? "&page=" + n : "");
    const restore = () => {
      const params = new URLSearchParams(location.search);
      for (const el of [box, form.elements.sort]) if (el) el.value = params.get(el.name) || "";
      all("[type=checkbox]").forEach(el => {
        el.checked = params.getAll(el.name).includes(el.value);
        if (el.checked) (el.closest("details details") || {}).open = true;
      });
      page = Math.max(1, parseInt(params.get("page")) || 1);
      asked = "" + read();
    };
    /* Typing rewrites one entry of the history, until the reader decides: sends the form, turns a page. */
    const note = (params, how) => {
      const to = query(params, page);
      if (how !== "restored" && to !== "?" + new URLSearchParams(location.search)) {
        try {
          history[settled || how === "turned" ? "pushState" : "replaceState"](null, "", to === "?" ? location.pathname : to);
        } catch { /* too many at once, or a browser that has none from a disk */ }
      }
      settled = how !== "typed";
    };

    const pieces = parts => parts.flatMap(([words, isMarked]) => isMarked ? make("mark", "", ...keep(words)) : keep(words));
    const item = ({ kind, heading, about, label, address, parts, more }) => {
      const a = link(address, "", make("span", /article|document/.test(kind) ? "say" : "", ...pieces(heading)));
      if (label) a.prepend(make("span", "sig", label), " ");
      const li = make("li", "", make("p", "kind", about), make("h3", "", a));
      const first = parts.findIndex(part => part[1]);
      if (!isPage && first > 0) { /* two lines, a mark among them */
        const before = parts.slice(0, first).map(part => part[0]).join("");
        parts = [[before.replace(/^.+?\s(?=\S.{0,36}$)/s, "… ")], ...parts.slice(first)];
      }
      const text = pieces(parts);
      if (text.length) li.append(make("p", kind === "article" ? "say" : "soft", ...text));
      if (isPage && more.length) {
        const chips = more.map(({ label, address }, n) => n < 5 ? link(address, "sig", label) : "…");
        li.append(make("p", "small soft", words.also, " ", make("span", "sigs", ...chips)));
      }
      return li;
    };

    const turns = (params, total) => {
      const parts = Math.ceil(total / some);
      all("[data-turn]").forEach(a => {
        const n = page + +a.dataset.turn;
        a.hidden = n < 1 || n > parts;
        a.href = query(params, n);
      });
      all("[data-part]").forEach(el => {
        el.parentElement.hidden = parts < 2;
        el.textContent = fill(el.dataset.part, { n: number(page), total: number(parts) });
      });
    };

    /* Shows what is found; of several answers under way only the last. */
    const run = async how => {
      const params = read(), q = params.get("q") || "";
      if (asked !== "" + params) page = 1;
      asked = "" + params;
      const key = query(params, page);
      const narrowed = all(":checked[type=checkbox]").length;
      if (isPage) {
        all("[data-narrowed]").forEach(el => { el.textContent = narrowed ? `(${narrowed})` : ""; });
        if (key !== last || how !== "typed") note(params, how);
      }
      if (key === last && reader === khueSearch && how === "typed") return;
      last = key;
      reader = khueSearch;
      const mine = ++turn;
      if (q.length < (how === "typed" ? 2 : 1) && !(isPage && narrowed)) return show("idle", "");
      const slow = setTimeout(say, 300, words.wait);
      try {
        const [kinds, sources, topics, years] = ["kind", "source", "topic", "year"].map(name => params.getAll(name));
        const sort = params.get("sort") || "relevance";
        const answer = await reader.find(q, { kinds, sources, topics, years, sort, from: (page - 1) * some, count: some });
        if (mine !== turn) return;
        const { total, hits, forgiven } = answer;
        if (total && !hits.length && page > 1) { /* an address of more pages than there are */
          page = Math.ceil(total / some);
          return run(how);
        }
        list.replaceChildren(...hits.map(item));
        const others = forgiven.map(([x, y]) => fill(words.forgiven, { x, y }));
        show(total ? "found" : "nothing", [...others, count(q ? words.hits : words.items, total, { q })].join(" "));
        turns(params, total);
        all("[data-more]").forEach(a => {
          a.href = form.action + "?" + params;
          a.textContent = fill(a.dataset.more, { n: number(total) });
        });
      } catch {
        if (mine !== turn) return;
        last = "";
        show("failed", words.failed);
      } finally {
        clearTimeout(slow);
      }
    };

    /* Arrows lead from the box into the results; in the dialog also from one to the next, and back. */
    root.addEventListener("keydown", e => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
      if (!step || e.isComposing || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return;
      const stops = [box, ...all("[data-list] h3 a, [data-more]").filter(a => a.getClientRects().length)];
      const at = stops.indexOf(doc.activeElement), next = stops[at + step];
      if (at < 0 || !next || isPage && at) return;
      e.preventDefault();
      next.focus();
    });
    root.addEventListener("click", async e => {
      const a = e.target.closest("[data-turn]");
      if (!a || e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      page += +a.dataset.turn;
      await run("turned");
      one(".found").scrollIntoView();
      one("[data-list] a")?.focus({ preventScroll: true });
    });
    if (isPage) addEventListener("popstate", () => { restore(); run("restored"); });
    /* a live preview has another index, perhaps another reader program: ask once more, by way of portal.js, which fetches it */
    for (const type of ["khue:change", "khue:update"]) doc.addEventListener(type, () => {
      if (last === null) return;
      last = "";
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });

    return e => {
      clearTimeout(timer);
      if (e.type === "arrive") restore();
      /* An input method composes Vietnamese words: their parts are looked for only when the reader pauses. */
      if (e.target === box && e.type !== "submit") timer = setTimeout(run, e.isComposing ? 600 : 120, "typed");
      else run({ arrive: "restored", input: "typed" }[e.type] || "decided");
    };
  };

  window.khueFind = (root, e) => (root.khueSeek ||= seeker(root))(e);
})();
