/* Khuê, default theme: search, in the dialog and on its page. portal.js fetches it with the first question, and hands
   every event on to it. What the reader program (window.khueSearch) finds is set as text, never as markup. */
(() => {
  "use strict";
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
    let timer = 0, turn = 0, page = 1, asked = "", last = null, settled = false;

    const say = text => { one("[data-status]").textContent = text; };
    /* idle, found, nothing or failed: what each part of the place is there for stands in its data-when */
    const show = state => all("[data-when]").forEach(el => { el.hidden = !el.dataset.when.includes(state); });

    /* What is asked for: form, address, form. */
    const read = () => {
      const params = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (value.trim() || name === "source") params.append(name, value.trim()); /* a source may be without a name */
      }
      return params;
    };
    const address = (params, n) => {
      const to = new URLSearchParams(params);
      if (n > 1) to.set("page", n);
      return "?" + to;
    };
    const restore = () => {
      const params = new URLSearchParams(location.search);
      for (const el of form.elements) {
        if (el.type === "checkbox") {
          el.checked = params.getAll(el.name).includes(el.value);
          const fold = el.closest("details details");
          if (el.checked && fold) fold.open = true;
        } else if (el.name) el.value = params.get(el.name) || "";
      }
      page = Math.max(1, parseInt(params.get("page")) || 1);
      asked = String(read());
    };
    /* Typing rewrites one entry of the history, until the reader decides: sends the form, turns a page. */
    const note = (params, how) => {
      const to = address(params, page);
      if (how !== "restored" && to !== "?" + new URLSearchParams(location.search)) {
        try {
          history[settled || how === "turned" ? "pushState" : "replaceState"](null, "", to === "?" ? location.pathname : to);
        } catch { /* too many at once, or a browser that has none from a disk */ }
      }
      settled = how !== "typed";
    };

    const item = ({ kind, title, about, label, address, parts, more }) => {
      const a = link(address, "", make("span", /article|document/.test(kind) ? "say" : "", ...keep(title)));
      if (label) a.prepend(make("span", "sig", label), " ");
      const li = make("li", "", make("p", "kind", about), make("h3", "", a));
      const text = parts.flatMap(([words, isMarked], i) => {
        if (!isPage && !i && parts[1]) words = words.replace(/^.+?\s(?=\S.{0,36}$)/s, "… "); /* two lines, a mark among them */
        return isMarked ? make("mark", "", ...keep(words)) : keep(words);
      });
      if (text.length) li.append(make("p", kind === "article" ? "say" : "soft", ...text));
      if (isPage && more.length) {
        const chips = more.map(({ label, address }) => link(address, "sig", label));
        li.append(make("p", "small soft", words.also, " ", make("span", "sigs", ...chips)));
      }
      return li;
    };

    const turnTo = (params, n, rel, text) => {
      const a = link(address(params, n), "btn quiet", text);
      a.rel = rel;
      a.addEventListener("click", async e => {
        if (e.ctrlKey || e.metaKey || e.shiftKey) return;
        e.preventDefault();
        page = n;
        await run("turned");
        one(".found").scrollIntoView();
        one("[data-list] a")?.focus({ preventScroll: true });
      });
      return a;
    };
    const pager = (params, total) => {
      const nav = one("[data-parts]"), parts = Math.ceil(total / some), [before, here, after] = words.pager.split("|");
      nav.hidden = parts < 2;
      nav.replaceChildren(make("span", "", fill(here, { n: number(page), total: number(parts) })));
      if (page > 1) nav.prepend(turnTo(params, page - 1, "prev", "← " + before));
      if (page < parts) nav.append(turnTo(params, page + 1, "next", after + " →"));
    };

    /* Shows what is found; of several answers under way only the last. */
    const run = async how => {
      const params = read(), q = params.get("q") || "";
      if (String(params) !== asked) page = 1;
      asked = String(params);
      const key = address(params, page), letters = q.replace(/[^\p{L}\p{N}]/gu, "").length;
      const narrowed = all(":checked[type=checkbox]").length;
      if (isPage) {
        all("[data-narrowed]").forEach(el => { el.textContent = narrowed ? `(${narrowed})` : ""; });
        if (key !== last || how !== "typed") note(params, how);
      }
      if (key === last && how === "typed") return;
      last = key;
      const mine = ++turn;
      if (letters < (how === "typed" ? 2 : 1) && !(isPage && narrowed)) {
        say("");
        return show("idle");
      }
      const slow = setTimeout(say, 300, words.wait);
      try {
        const [kinds, sources, topics, years] = ["kind", "source", "topic", "year"].map(name => params.getAll(name));
        const sort = params.get("sort") || "relevance";
        const answer = await khueSearch.find(q, { kinds, sources, topics, years, sort, from: (page - 1) * some, count: some });
        if (mine !== turn) return;
        const { total, hits, forgiven } = answer;
        if (total && !hits.length && page > 1) { /* an address of more pages than there are */
          page = Math.ceil(total / some);
          return run(how);
        }
        list.replaceChildren(...hits.map(item));
        const others = forgiven.map(([x, y]) => fill(words.forgiven, { x, y }));
        say([...others, count(q ? words.hits : words.items, total, { q })].join(" "));
        show(total ? "found" : "nothing");
        if (isPage) return pager(params, total);
        const more = one("[data-more]");
        more.href = form.action + "?" + params;
        more.textContent = fill(more.dataset.more, { n: number(total) });
      } catch {
        if (mine !== turn) return;
        last = null;
        say(words.failed);
        show("failed");
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
    if (isPage) addEventListener("popstate", () => { restore(); run("restored"); });
    /* a live preview has another index: ask once more, by way of portal.js, which fetches its reader */
    doc.addEventListener("khue:update", () => {
      if (!last) return;
      last = null;
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

  const seekers = new WeakMap();
  window.khueFind = (root, e) => {
    if (!seekers.has(root)) seekers.set(root, seeker(root));
    seekers.get(root)(e);
  };
})();
