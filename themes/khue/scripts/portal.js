/* Khuê, default theme: enhancement only. Without it every page still reads, links, prints and lists all it holds. */
(() => {
  const doc = document, root = doc.documentElement;
  const one = (sel, from = doc) => from.querySelector(sel);
  const all = (sel, from = doc) => [...from.querySelectorAll(sel)];
  const on = (el, type, f) => el.addEventListener(type, f);
  const make = (tag, name, text) => { const el = doc.createElement(tag); el.className = name; el.textContent = text; return el; };
  let timer = 0, link = null, goal = null, finger = false;
  const stop = () => clearTimeout(timer), later = (f, ms) => { stop(); timer = setTimeout(f, ms); };

  /* The site's root, and what the page says to this script. */
  const own = doc.currentScript.dataset, base = new URL("..", doc.currentScript.src).href, isWeb = location.host;

  /* Memory on this device; null where the browser refuses it. */
  const kept = name => { try { return localStorage.getItem(name) || ""; } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* storage refused */ } };

  /* Theme and size of text. Runs in the head, before first paint: what was chosen never flashes. */
  const dials = { theme: ["", "light", "dark"], size: ["", "1", "2"] };
  const turn = (name, value) => { root.dataset[name] = dials[name].includes(value) ? value : ""; };
  for (const name in dials) turn(name, kept(name));

  /* What is done once to each element: at first, and to those that a live preview brings (event khue:update). */
  const fresh = sel => all(sel).filter(el => !el.khue && (el.khue = 1));

  /* Search. Its script and the reader program come with the first question, from the addresses that their place in the
     page carries. Where the policy asks for Trusted Types, only addresses of the site itself are let through. */
  const loads = {};
  let policy = null;
  const rules = { createScriptURL: src => { if (new URL(src, doc.baseURI).origin !== location.origin) throw src; return src; } };
  const trusted = src => {
    try { policy ||= window.trustedTypes?.createPolicy("khue", rules); } catch { /* not allowed, nor asked for */ }
    return (policy || rules).createScriptURL(src);
  };
  const load = (src, name) => loads[src] ||= new Promise((done, failed) => {
    const script = doc.createElement("script");
    const fail = () => { delete loads[src]; script.remove(); failed(); };
    script.src = trusted(src);
    on(script, "load", () => window[name] ? done() : fail());
    on(script, "error", fail);
    doc.head.append(script);
  });
  const ask = async (root, e) => {
    const { ui, reader, wait, failed } = root.dataset;
    const tell = (words, isLost) => {
      all("[data-status]", root).forEach(el => { el.textContent = words; });
      all("[data-retry]", root).forEach(el => { el.hidden = !isLost; });
    };
    const slow = setTimeout(tell, 300, wait);
    try {
      await Promise.all([load(ui, "khueFind"), load(reader, "khueSearch")]);
      clearTimeout(slow);
      khueFind(root, e);
    } catch {
      clearTimeout(slow);
      tell(failed, true);
    }
  };

  /* Ctrl/⌘ K and the link in the header: the box of the search page, or the dialog; without <dialog> the link stays a link */
  const find = e => {
    const dlg = one("dialog[data-find]"), box = one("[data-page] [name=q]") || dlg?.showModal && one("[name=q]", dlg);
    if (!box) return;
    e.preventDefault();
    if (dlg && !dlg.open) dlg.showModal();
    box.focus(); box.select();
  };

  /* Where a link leads; one in a drawing says it in another way. */
  const to = a => a.href.baseVal ?? a.href;

  /* What a preview shows of a passage, or the head of a thing's page: from this page, or once from its own, which a page on a
     disk may not read. */
  const pages = {}, isChip = a => a.matches(".sig");
  const source = async a => {
    const [path, id] = to(a).split("#"), here = path === location.href.split("#")[0];
    const page = here ? doc : isWeb && await (pages[path] ||= new Promise(done => {
      const ask = new XMLHttpRequest();
      ask.open("GET", path);
      ask.responseType = "document";
      ask.onloadend = () => done(ask.response);
      ask.send();
    }));
    return page && one(isChip(a) ? `#${id} .say` : ".head", page);
  };

  /* Where was I: the last passage read of each article, on this device alone, under the site's address. */
  const note = "read " + base, here = location.href.slice(base.length).split(/[?#]/)[0];
  const notes = () => { try { return JSON.parse(kept(note)) || {}; } catch { return {}; } };
  const isOff = () => kept(note) === "off";
  const resume = bar => {
    if (kept(note) === null) return;
    const rows = all(".row[id]"), [go, off] = bar.children, names = off.dataset.names.split("|");
    const say = () => {
      const now = notes(), path = rows[0] ? here : Object.keys(now).pop(), [n, name] = now[path] || [];
      go.hidden = !(n > 1);
      bar.hidden = go.hidden && !(isOff() && rows[0]);
      off.textContent = names[+isOff()];
      go.href = base + path + "#p" + n;
      go.textContent = bar.dataset.resume.replace("{n}", n).replace("{name}", name);
    };
    say();
    on(off, "click", () => { keep(note, isOff() ? "" : "off"); say(); });
    if (rows[0]) {
      const eye = new IntersectionObserver(seen => {
        const now = notes(), last = seen.filter(e => e.isIntersecting).pop();
        if (!last || !scrollY || isOff()) return;
        delete now[here]; /* the last one read stands last */
        now[here] = [+last.target.id.slice(1), bar.dataset.name];
        keep(note, JSON.stringify(now));
      }, { rootMargin: "0px 0px -90%" });
      rows.forEach(row => eye.observe(row));
    }
  };

  const copy = (b, text) => on(b, "click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      one("[role=status]", b.parentElement).textContent = b.dataset.done;
    } catch { /* the reader or the browser refused; the words stand there to be selected */ }
  });

  /* The words of a passage as a text directive (WICG, URL Fragment Text Directives): so many of its first words that they stand
     nowhere before it on the page, where the first place is taken, and of its last. None where all of it stands before it too:
     its anchor leads there alone. */
  const fragment = (row, text) => {
    const words = text.trim().split(/\s+/), part = (from, to) => words.slice(from, to).join(" ");
    const after = (where, part) => where.toLowerCase().split(part.toLowerCase())[1];
    const before = doc.body.textContent.split(row.textContent)[0].replace(/\s+/g, " ");
    let start = 0, end = words.length;
    while (after(before, part(0, start += 4))) if (start >= end) return "";
    while (start < (end -= 3) && after(part(start), part(end)));
    return ":~:text=" + (start < end ? [part(0, start), part(end)] : [part(0)]).map(words => encodeURIComponent(words).replace(/-/g, "%2D"));
  };

  const enhance = () => {
    for (const name in dials) fresh(`[data-${name}-button]`).forEach(btn => {
      const values = dials[name], at = () => values.indexOf(root.dataset[name]);
      const say = () => { one("span", btn).textContent = btn.title = btn.dataset.names.split("|")[at()]; };
      btn.hidden = false; say();
      on(btn, "click", () => {
        turn(name, values[(at() + 1) % 3]);
        keep(name, root.dataset[name]);
        say();
      });
    });

    /* beside a page its contents start open: there they move nothing that a reader already sees */
    if (innerWidth > 1023) fresh(".rail details, details.filters").forEach(d => { d.open = true; });

    fresh("a[data-find]").forEach(a => on(a, "click", find));
    fresh("[data-seek]").forEach(root => {
      const isPage = "page" in root.dataset, go = e => ask(root, e);
      on(root, "input", go); on(root, "compositionend", go);
      on(root, "click", e => { if (e.target.closest("[data-retry]")) { one("[name=q]", root).focus(); go(e); } });
      if (isPage) {
        on(root, "submit", e => { e.preventDefault(); go(e); });
        if (/[?&](q|kind|source|topic|year)=/.test(location.search)) go({ type: "arrive" });
        return;
      }
      /* at once, and with the words kept: some browsers would first empty the box */
      on(root, "keydown", e => { if (e.key === "Escape" && !e.isComposing) { e.preventDefault(); root.close(); } });
    });

    fresh("[data-resume]").forEach(resume);

    /* preview of a thing: a copy of the card this page already carries, else the head of its own page; of a chip: its passage */
    const links = fresh("a[data-card], a.sig[href*='#p']");
    if (links.length) {
      const pop = one("#_preview") || make("div", "thing pop", "");
      const hide = () => {
        stop();
        link?.removeAttribute("aria-describedby");
        link = goal = null; pop.hidden = true;
      };
      const isMouse = e => e.pointerType === "mouse";
      const leave = e => { if (isMouse(e)) later(hide, 250); };
      /* Shows it with `more`, and says whether there is one; `x` is where the pointer is. */
      const show = async (a, x, ...more) => {
        hide();
        goal = a;
        const card = a.dataset.card, from = card && one("#" + card) || await source(a);
        if (goal !== a) return true; /* the reader has gone on meanwhile */
        if (!from) return;
        pop.replaceChildren(...isChip(a)
          ? [make("p", "kind", a.title), make("p", "say", from.textContent.trim().replace(/^(.{600}\S*).*/s, "$1…"))]
          : all(".thing > *, .kind, h1, .lead", from).map(n => n.cloneNode(true)));
        all("a, h1", pop).forEach(n => { const b = make("b", n.className, ""); b.append(...n.childNodes); n.replaceWith(b); });
        pop.append(...more);
        pop.hidden = false; link = a;
        a.setAttribute("aria-describedby", "_preview");
        /* a wrapped link has one box per line: sit by the box under the pointer */
        const boxes = [...a.getClientRects()], box = boxes.find(b => x >= b.left && x <= b.right) || boxes[0];
        const h = pop.offsetHeight + 8, up = box.bottom + h > innerHeight && box.top > h;
        pop.style.left = scrollX + Math.max(16, Math.min(box.left, root.clientWidth - pop.offsetWidth - 16)) + "px";
        pop.style.top = scrollY + (up ? box.top - h : box.bottom + 8) + "px";
        return true;
      };
      /* A finger has no hover: the first tap shows the preview, which then holds the link; where there is none, it leads on. */
      const tap = async (a, x) => {
        const go = make("a", "btn", own.open);
        go.href = to(a);
        if (!await show(a, x, go)) location = go;
        else if (link === a) go.focus({ preventScroll: true });
      };
      if (!pop.id) {
        pop.id = "_preview"; pop.hidden = true; pop.role = "tooltip";
        doc.body.append(pop);
        on(pop, "pointerenter", stop);
        on(pop, "pointerleave", leave);
        on(doc, "keydown", e => { if (e.key === "Escape") { if (pop.contains(doc.activeElement)) link.focus(); hide(); } });
        on(doc, "pointerdown", e => { finger = e.pointerType === "touch"; if (link && !pop.contains(e.target)) hide(); });
      }
      links.forEach(a => {
        on(a, "pointerenter", e => { if (isMouse(e)) later(() => show(a, e.clientX), 250); });
        on(a, "pointerleave", leave);
        on(a, "focus", () => { if (a.matches(":focus-visible")) later(() => show(a), 400); });
        on(a, "blur", e => { if (!pop.contains(e.relatedTarget)) hide(); });
        on(a, "click", e => { if (finger && e.detail) { e.preventDefault(); stop(); tap(a, e.clientX); } });
      });
    }

    /* copy a citation; beside each passage, its address and a reference to it */
    if (navigator.clipboard) {
      fresh("button[data-copy]").forEach(b => { b.hidden = false; copy(b, () => one("#" + b.dataset.copy).innerText); });
      fresh("[data-cite] ~ .row").forEach(row => {
        const mold = one("[data-cite]"), number = one(".no", row), tools = mold.content.firstElementChild.cloneNode(true);
        all("button", tools).forEach((b, isCite) => {
          b.ariaLabel = b.textContent + ": " + number.ariaLabel;
          copy(b, () => {
            const here = (one("[rel=canonical]") || location).href.split("#")[0] + "#" + row.id;
            return isCite ? JSON.parse(mold.dataset.cite).map(part => part.join(number.textContent)).join(here) : here + fragment(row, one(".say", row).innerText);
          });
        });
        row.append(tools);
      });
    }
  };

  /* an address inside a folded list opens it */
  const unfold = () => {
    for (let at = one(":target"); at; at = at.parentElement) if (at.localName === "details") at.open = true;
  };

  on(doc, "DOMContentLoaded", () => {
    enhance(); unfold();
    /* Offline: a worker keeps what was read. */
    if (own.worker && isWeb) navigator.serviceWorker?.register(trusted(base + own.worker)).catch(() => {});
    onhashchange = unfold;
    on(doc, "keydown", e => { if ((e.ctrlKey || e.metaKey) && /^k$/i.test(e.key)) find(e); });
  });
  on(doc, "khue:update", enhance);
})();
