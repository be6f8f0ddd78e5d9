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

  const find = e => {
    const dlg = one("dialog[data-find]");
    if (!dlg || !dlg.showModal) return;
    e.preventDefault();
    if (!dlg.open) dlg.showModal();
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
    if (innerWidth < 1024) fresh(".rail details").forEach(d => { d.open = false; });

    /* search dialog: without <dialog> the link stays a link */
    fresh("a[data-find]").forEach(a => on(a, "click", find));
    fresh("dialog[data-find]").forEach(dlg => on(dlg, "click", e => { if (e.target === dlg) dlg.close(); }));

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

    /* copy a citation */
    if (navigator.clipboard) fresh("button[data-copy]").forEach(b => {
      b.hidden = false;
      on(b, "click", async () => {
        try {
          await navigator.clipboard.writeText(doc.getElementById(b.dataset.copy).innerText);
          b.nextElementSibling.textContent = b.dataset.done;
        } catch { /* the reader or the browser refused; the words stand there to be selected */ }
      });
    });
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
    on(doc, "keydown", e => { if ((e.ctrlKey || e.metaKey) && e.key === "k") find(e); });
  });
  on(doc, "khue:update", enhance);
})();
