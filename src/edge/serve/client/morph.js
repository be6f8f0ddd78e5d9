/* Swaps the page in place. There are three documents: `shadow`, the page as the server sent it; a new one; and the live page,
   which scripts and the reader have changed since. What is equal in shadow and new is not touched in the live page, so
   that scroll, focus, half-filled forms, opened folds, listeners and all that scripts made stay. */
let shadow = null;
const live = new WeakMap();

/* Notes which live node stands for which node of the shadow. */
function pair(kept, shown) {
  live.set(kept, shown);
  const olds = [...kept.childNodes], news = [...shown.childNodes];
  const same = olds.length === news.length && olds.every((node, i) => node.nodeName === news[i].nodeName);
  const pairs = same ? olds.map((_, i) => [i, i]) : align(olds, news);
  for (const [i, j] of pairs) pair(olds[i], news[j]);
}

function patch(kept, next) {
  if (kept.isEqualNode(next)) return;
  const shown = live.get(kept);
  if (!isElement(kept)) {
    kept.data = next.data;
    if (shown) shown.data = next.data;
    return;
  }
  if (isStyle(kept)) return restyle(kept, next);
  for (const { name } of [...kept.attributes]) if (!next.hasAttribute(name)) change(kept, shown, name, null);
  for (const { name, value } of next.attributes) if (kept.getAttribute(name) !== value) change(kept, shown, name, value);
  patchChildren(kept, next);
}

function change(kept, shown, name, value) {
  for (const node of [kept, shown]) if (node) value === null ? node.removeAttribute(name) : node.setAttribute(name, value);
}

function patchChildren(kept, next) {
  const olds = [...kept.childNodes], news = [...next.childNodes];
  const pairs = align(olds, news);
  const met = new Set(pairs.map(([i]) => i)), partner = new Map(pairs.map(([i, j]) => [j, olds[i]]));
  olds.forEach((node, i) => {
    if (met.has(i)) return;
    live.get(node)?.remove();
    node.remove();
  });
  const shown = live.get(kept);
  let last = null;
  news.forEach((node, j) => {
    const old = partner.get(j);
    if (old) {
      patch(old, node);
      last = old;
      return;
    }
    const added = document.importNode(node, true), copy = document.importNode(node, true);
    kept.insertBefore(added, last ? last.nextSibling : kept.firstChild);
    last = added;
    if (!shown) return;
    pair(added, copy);
    place(shown, copy, added);
  });
}

/* Puts a live node where its shadow stands: behind the live node of the one before, or before that of the one behind. */
function place(parent, copy, added) {
  for (let at = added.previousSibling; at; at = at.previousSibling) {
    const node = live.get(at);
    if (node && node.parentNode === parent) return node.after(copy);
  }
  for (let at = added.nextSibling; at; at = at.nextSibling) {
    const node = live.get(at);
    if (node && node.parentNode === parent) return node.before(copy);
  }
  parent.prepend(copy);
}

/* A stylesheet goes when its successor has come, so that the page is never without. */
function restyle(kept, next) {
  const old = live.get(kept), link = document.importNode(next, true);
  for (const { name } of [...kept.attributes]) kept.removeAttribute(name);
  for (const { name, value } of next.attributes) kept.setAttribute(name, value);
  if (!old || !old.isConnected) return;
  live.set(kept, link);
  link.addEventListener("load", () => old.remove(), { once: true });
  link.addEventListener("error", () => old.remove(), { once: true });
  old.after(link);
}

const scripts = doc => [...doc.querySelectorAll("script")]
  .filter(script => !script.type || /javascript|module/.test(script.type)).map(script => script.outerHTML).join("\n");

/* Whether the live page can become `next` without being loaded anew. */
const isSwappable = next => scripts(shadow) === scripts(next)
  && shadow.documentElement.hasAttribute("data-khue-waiting") === next.documentElement.hasAttribute("data-khue-waiting");

function swap(next) {
  const focus = document.activeElement, id = focus && focus !== document.body ? focus.id : "";
  /* browsers that do not hold on to what is read while something above it changes */
  const manual = !CSS.supports("overflow-anchor", "auto") && scrollY > 0;
  const anchor = manual ? document.elementFromPoint(innerWidth / 2, 1) : null;
  const top = anchor?.getBoundingClientRect().top;
  /* while groups of radio buttons are renamed one by one, two of them can have one name, and one choice at most; and a question that
     moved is another node */
  const chosen = [...document.querySelectorAll("input:checked")].map(input => [input, input.closest("fieldset[id]")?.id]);
  patch(shadow.documentElement, next.documentElement);
  for (const [input, id] of chosen) {
    const same = input.isConnected ? input : id && document.querySelector(`#${CSS.escape(id)} input[value="${CSS.escape(input.value)}"]`);
    if (same) same.checked = true;
  }
  if (anchor?.isConnected) scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: "instant" });
  if (id && !focus.isConnected) document.getElementById(id)?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("khue:update"));
}

