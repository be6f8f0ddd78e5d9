/* Listens for changes, fetches the page, and swaps it. */
const here = () => location.pathname + location.search;
const SCROLL = "khue-scroll", AWAY = "the preview's server does not answer";
let tag = "", busy = false, again = false, generation = "", files = "", source = null, timer = 0;

/* The page that this script came with: the live nodes as they were, before other scripts wait for the page to be ready. */
const first = document.documentElement.cloneNode(true);
first.querySelector("khue-preview")?.remove();
const mirror = new WeakMap();
(function link(copy, node) {
  mirror.set(copy, node);
  const nodes = [...node.childNodes].filter(child => child !== host);
  [...copy.childNodes].forEach((child, i) => link(child, nodes[i]));
})(first, document.documentElement);

/* The state of the page that the browser loaded, as the server called it. */
const loaded = performance.getEntriesByType("navigation")[0]?.serverTiming?.find(entry => entry.name === "khue")?.description;

function reload() {
  try { sessionStorage.setItem(SCROLL, JSON.stringify({ at: here(), x: scrollX, y: scrollY })); } catch { /* storage refused */ }
  location.reload();
}

(function scrollBack() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(SCROLL) || "null");
    sessionStorage.removeItem(SCROLL);
    if (!kept || kept.at !== here()) return;
    const back = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  } catch { /* storage refused */ }
})();

const get = known => fetch(here(), { cache: "no-store", redirect: "follow", headers: known ? { "If-None-Match": known } : {} });
const read = text => new DOMParser().parseFromString(text, "text/html");

/* Makes `text` the page that the live one is compared with. */
function begin(text, etag) {
  shadow = read(text);
  tag = etag;
  /* through the copy, which is as the server sent it but for what scripts did at once */
  const names = node => [...node.childNodes];
  (function meet(kept, copy) {
    const node = mirror.get(copy);
    if (node) live.set(kept, node);
    const olds = names(kept), news = names(copy);
    const same = olds.length === news.length && olds.every((child, i) => child.nodeName === news[i].nodeName);
    for (const [i, j] of same ? olds.map((_, i) => [i, i]) : align(olds, news)) meet(olds[i], news[j]);
  })(shadow.documentElement, first);
}

/* All of a page that its policy judges: styles, scripts, handlers, and what is loaded. */
function judged(doc) {
  const isJudged = node => node.matches("style, script, link, object, iframe, [src]")
    || node.getAttributeNames().some(name => name === "style" || name.startsWith("on"));
  /* not by copies, which are judged too */
  const told = node => [node.localName, ...[...node.attributes].map(({ name, value }) => `${name}=${value}`), node.matches("style, script") && node.textContent];
  return [...doc.querySelectorAll("*")].filter(isJudged).map(node => told(node).join(" ")).join("\n");
}

/* Shows `text`, the page as it is now; whether it could, or else the page is loaded anew. */
function renew(text, etag) {
  note("");
  const next = read(text);
  /* what the policy refuses is found out only by loading all of it again; whatever cannot be swapped is shown as the server has it */
  try {
    if ((!policy.length || judged(shadow) === judged(next)) && isSwappable(next)) { swap(next); tag = etag; return true; }
  } catch { /* loaded anew */ }
  reload();
  return false;
}

let status = 200;
async function check() {
  if (busy) { again = true; return; }
  busy = true;
  do {
    again = false;
    try {
      const answer = await get(shadow ? tag : "");
      if (answer.status === 304) { note(""); continue; }
      const etag = answer.headers.get("ETag"), text = await answer.text();
      if (!shadow) {
        status = answer.status;
        /* the page changed between its loading and now */
        if (loaded && etag && loaded !== etag.replaceAll("\"", "")) { reload(); return; }
        begin(text, etag);
      } else if (answer.status === 404 && status !== 404) {
        /* perhaps an editor is renaming files: the page stays until it is known what becomes of it */
        note("this page is not in the site any more");
      } else if (answer.status === 503 && status === 200) {
        /* the server came back to a portal with mistakes: they lie over the page that is shown */
        note("");
      } else if (answer.status !== status) {
        reload();
        return;
      } else if (!renew(text, etag)) return;
    } catch { /* the server is away: the stream of events tells when it is back */ }
  } while (again);
  busy = false;
}

/* Shows all pictures of this server as they are now: to a browser, the same address is the same picture. */
function repaint() {
  for (const image of document.querySelectorAll("img[src]")) {
    const address = new URL(image.src, location.href);
    if (address.origin !== location.origin) continue;
    address.searchParams.set("khue", files);
    image.src = address.href;
  }
}

function listen() {
  if (source && source.readyState !== EventSource.CLOSED) return;
  source = new EventSource("/_khue/events?page=" + encodeURIComponent(location.pathname));
  source.onopen = () => { if (notice === AWAY) note(""); };
  source.onmessage = event => {
    const news = JSON.parse(event.data);
    if (news.generation !== generation) {
      /* for what a page shows of other files than its own */
      if (generation) document.dispatchEvent(new CustomEvent("khue:change"));
      generation = news.generation;
      /* the new page comes with the news of it, if nothing is under way */
      const page = shadow && status === 200 && !busy ? news.page : null;
      if (page?.text && page.etag !== tag) renew(page.text, page.etag);
      else if (page?.etag !== tag) check();
      else note("");
    }
    if (news.files !== files) {
      const isFirst = !files;
      files = news.files;
      if (!isFirst) repaint();
    }
    tell(news.diagnostics);
  };
  source.onerror = () => {
    note(AWAY);
    clearTimeout(timer);
    if (source.readyState === EventSource.CLOSED) timer = setTimeout(listen, 1000);
  };
}

/* Browsers keep few connections to one server: pages that nobody sees do not take one. */
function attend() {
  if (document.visibilityState === "visible") { listen(); return; }
  source?.close();
  clearTimeout(timer);
}
document.addEventListener("visibilitychange", attend);
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", event => { if (event.persisted) attend(); });
attend();
