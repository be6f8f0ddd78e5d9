/* Khuê, default theme: enhancement only. Without it every page still reads, links, prints and lists all it holds. */
(() => {
  "use strict";
  const doc = document, root = doc.documentElement;
  const one = (sel, from = doc) => from.querySelector(sel);
  const all = (sel, from = doc) => [...from.querySelectorAll(sel)];
  const on = (el, type, f) => el.addEventListener(type, f);
  let timer = 0, link = null;
  const later = (f, ms) => { clearTimeout(timer); timer = setTimeout(f, ms); };

  /* Theme. Runs in the head, before first paint: a chosen theme never flashes. */
  const themes = ["", "light", "dark"];
  let theme = "";
  try { theme = localStorage.getItem("theme") || ""; } catch { /* storage refused */ }
  if (!themes.includes(theme)) theme = "";
  const paint = () => { theme ? root.dataset.theme = theme : delete root.dataset.theme; };
  paint();

  /* What is done once to each element: at first, and to those that a live preview brings (event khue:update). */
  const done = new WeakSet();
  const fresh = sel => all(sel).filter(el => !done.has(el) && done.add(el));

  /* Search. Its script and the reader program come with the first question, from the addresses that their place in the
     page carries. Where the policy asks for Trusted Types, only addresses of the site itself are let through. */
  const loads = {};
  let policy = null;
  const trusted = src => {
    const own = src => { if (new URL(src, doc.baseURI).origin !== location.origin) throw new TypeError(src); return src; };
    try { policy ||= window.trustedTypes?.createPolicy("khue", { createScriptURL: own }); } catch { /* not allowed, nor asked for */ }
    return (policy || { createScriptURL: own }).createScriptURL(src);
  };
  const load = (src, name) => loads[src] ||= new Promise((done, failed) => {
    const script = doc.createElement("script");
    const fail = () => { delete loads[src]; script.remove(); failed(new Error(src)); };
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

  const copy = (b, text) => on(b, "click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      one("[role=status]", b.parentElement).textContent = b.dataset.done;
    } catch { /* the reader or the browser refused; the words stand there to be selected */ }
  });

  /* The words of a passage as a text directive (WICG, URL Fragment Text Directives): so many of its first words that they stand
     nowhere else on the page, and of its last. None where all of it stands elsewhere too: its anchor leads there alone. */
  const fragment = text => {
    const words = text.trim().split(/\s+/), part = (from, to) => words.slice(from, to).join(" ");
    const twice = (where, part) => where.toLowerCase().split(part.toLowerCase()).length > 2;
    let start = 0, end = words.length;
    while (twice(doc.body.textContent.replace(/\s+/g, " "), part(0, start += 4))) if (start >= end) return "";
    while (start < (end -= 3) && twice(part(start), part(end)));
    return ":~:text=" + (start < end ? [part(0, start), part(end)] : [part(0)]).map(words => encodeURIComponent(words).replace(/-/g, "%2D"));
  };

  const enhance = () => {
    fresh("[data-theme-button]").forEach(btn => {
      const say = () => { one("span", btn).textContent = btn.title = btn.dataset.names.split("|")[themes.indexOf(theme)]; };
      btn.hidden = false; say();
      on(btn, "click", () => {
        theme = themes[(themes.indexOf(theme) + 1) % 3];
        try { localStorage.setItem("theme", theme); } catch { /* storage refused */ }
        paint(); say();
      });
    });

    /* on a narrow screen the contents of a page start folded */
    if (innerWidth < 1024) fresh(".rail details, details.filters").forEach(d => { d.open = false; });

    fresh("a[data-find]").forEach(a => on(a, "click", find));
    fresh("[data-seek]").forEach(root => {
      const isPage = "page" in root.dataset, go = e => ask(root, e);
      for (const type of ["input", "compositionend"]) on(root, type, go);
      on(root, "click", e => { if (e.target.closest("[data-retry]")) { one("[name=q]", root).focus(); go(e); } });
      if (isPage) {
        on(root, "submit", e => { e.preventDefault(); go(e); });
        if (/[?&](q|kind|source|topic|year)=/.test(location.search)) go({ type: "arrive" });
        return;
      }
      /* at once, and with the words kept: some browsers would first empty the box */
      on(root, "keydown", e => { if (e.key === "Escape" && !e.isComposing) { e.preventDefault(); root.close(); } });
      on(root, "mousedown", e => {
        /* outside: neither in the dialog nor in its padding */
        const b = root.getBoundingClientRect();
        if (e.target !== root || e.clientX > b.left && e.clientX < b.right && e.clientY > b.top && e.clientY < b.bottom) return;
        e.preventDefault(); root.close();
      });
    });

    /* preview of a mention: a copy of the card this page already carries */
    const links = fresh("a[data-card]");
    if (links.length) {
      const pop = one("#_preview") || doc.createElement("div");
      const hide = () => { clearTimeout(timer); if (link) link.removeAttribute("aria-describedby"); link = null; pop.hidden = true; };
      const show = (a, x) => {
        const card = doc.getElementById(a.dataset.card);
        hide();
        if (!card) return;
        pop.replaceChildren(...card.cloneNode(true).childNodes);
        all("[id]", pop).forEach(n => n.removeAttribute("id"));
        all("a", pop).forEach(n => { const b = doc.createElement("b"); b.className = n.className; b.append(...n.childNodes); n.replaceWith(b); });
        pop.hidden = false; link = a;
        a.setAttribute("aria-describedby", "_preview");
        /* a wrapped link has one box per line: sit by the box under the pointer */
        const boxes = [...a.getClientRects()], box = boxes.find(b => x >= b.left && x <= b.right) || boxes[0];
        const h = pop.offsetHeight + 8, up = box.bottom + h > innerHeight && box.top > h;
        pop.style.left = scrollX + Math.max(16, Math.min(box.left, root.clientWidth - pop.offsetWidth - 16)) + "px";
        pop.style.top = scrollY + (up ? box.top - h : box.bottom + 8) + "px";
      };
      if (!pop.id) {
        pop.className = "thing pop"; pop.id = "_preview"; pop.hidden = true; pop.setAttribute("role", "tooltip");
        doc.body.append(pop);
        on(pop, "pointerenter", () => clearTimeout(timer));
        on(pop, "pointerleave", () => later(hide, 250));
        on(doc, "keydown", e => { if (e.key === "Escape") hide(); });
      }
      links.forEach(a => {
        on(a, "pointerenter", e => { if (e.pointerType === "mouse") later(() => show(a, e.clientX), 250); });
        on(a, "pointerleave", () => later(hide, 250));
        on(a, "focus", () => { if (a.matches(":focus-visible")) later(() => show(a), 400); });
        on(a, "blur", hide);
      });
    }

    /* copy a citation; beside each passage, its address and a reference to it */
    if (navigator.clipboard) {
      fresh("button[data-copy]").forEach(b => { b.hidden = false; copy(b, () => doc.getElementById(b.dataset.copy).innerText); });
      fresh("[data-cite] ~ .row").forEach(row => {
        const mold = one("[data-cite]"), number = one(".no", row), tools = mold.content.firstElementChild.cloneNode(true);
        all("button", tools).forEach((b, isCite) => {
          b.ariaLabel = b.textContent + ": " + number.ariaLabel;
          copy(b, () => {
            const here = (one("[rel=canonical]") || location).href.split("#")[0] + "#" + row.id;
            return isCite ? JSON.parse(mold.dataset.cite).map(part => part.join(number.textContent)).join(here) : here + fragment(one(".say", row).innerText);
          });
        });
        row.append(tools);
      });
    }
  };

  /* an address inside a folded list opens it */
  const unfold = () => {
    let at = null;
    try { at = doc.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* a broken address */ }
    for (; at; at = at.parentElement) if (at.localName === "details") at.open = true;
  };

  on(doc, "DOMContentLoaded", () => {
    enhance(); unfold();
    on(window, "hashchange", unfold);
    on(doc, "keydown", e => { if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") find(e); });
  });
  on(doc, "khue:update", enhance);
})();
