/* The author's jump: shows which file and line an element comes from. Alt+Shift+S turns it on and off; then the pointer or the
   focus chooses, a click or Enter asks, ↑ takes the element around, Escape ends. */
const KEY = "KeyS";
const toggle = make("button", { type: "button", class: "jump", "aria-pressed": "false", title: "Where does this come from? (Alt+Shift+S)" }, "file:line");
const frame = make("div", { class: "frame", hidden: true });
const answerBox = make("section", { class: "source", role: "region", "aria-label": "Where this comes from", hidden: true, tabindex: "-1" });
const spoken = make("p", { class: "said", role: "status" });
bar.prepend(toggle);
roots.append(frame, answerBox, spoken);
let choosing = false, chosen = null, before = null;

/* White space folded; of a long text the beginning, in whole words. */
const fold = (text, most) => {
  const folded = text.replace(/\s+/g, " ").trim();
  return folded.length > most ? folded.slice(0, most).replace(/ \S*$/, "") : folded;
};

function mark(element) {
  chosen = element && element !== document.documentElement && !host.contains(element) ? element : null;
  frame.hidden = !choosing || !chosen;
  if (frame.hidden) return;
  const box = chosen.getBoundingClientRect();
  Object.assign(frame.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px` });
}

function choose(on) {
  choosing = on;
  toggle.setAttribute("aria-pressed", String(on));
  if (on) {
    before = document.activeElement;
    const focused = before && before !== document.body && before !== host ? before : null;
    mark(focused || document.elementFromPoint(innerWidth / 2, innerHeight / 3));
    spoken.textContent = "Choose with the pointer, or Tab and the arrow up; Enter asks, Escape ends";
  } else {
    mark(null);
    answerBox.hidden = true;
    spoken.textContent = "";
  }
}

/* The link that says most about an element: itself or around it, then inside, then beside it in a figure or list. */
function linkOf(element) {
  const around = element.closest("a[href]") || element.querySelector("a[href]")
    || element.closest("figure, li, dd, .row")?.querySelector("a.sig[href]");
  if (!around || around.origin !== location.origin) return "";
  return around.pathname + around.hash;
}

/* The term that an element of a description belongs to, without tags beside it. */
function labelOf(element) {
  const term = element.closest("dt") || element.closest("dd")?.parentElement.querySelector("dt")
    || (element.matches("dl > div") ? element.querySelector("dt") : null);
  return fold([...(term?.childNodes || [])].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join(" "), 80);
}

function question(element) {
  const chain = [];
  for (let at = element; at && chain.length < 12; at = at.parentElement) {
    chain.push({ tag: at.localName, id: at.id.slice(0, 60), classes: [...at.classList].join(" ").slice(0, 80) });
  }
  return { chain, text: fold(element.innerText ?? element.textContent, 160), label: labelOf(element), link: linkOf(element) };
}

async function ask(element) {
  const query = new URLSearchParams({ page: location.pathname, q: JSON.stringify(question(element)) });
  let places = [];
  try {
    const answer = await fetch(`/_khue/source?${String(query).replaceAll("+", "%20")}`, { cache: "no-store" });
    if (answer.ok) ({ places } = await answer.json());
  } catch { /* the server is away, which is said elsewhere */ }
  const close = make("button", { type: "button", class: "close", "aria-label": "Close (Escape)" }, "×");
  close.addEventListener("click", () => leave());
  answerBox.replaceChildren(make("header", {}, make("h2", {}, "Comes from"), close));
  if (!places.length) answerBox.append(make("p", {}, "Nothing was found for this place; choose one around it."));
  answerBox.append(make("ol", {}, ...places.map(item => {
    const name = `${item.file}:${item.line}`;
    const copy = make("button", { type: "button" }, "copy");
    copy.setAttribute("aria-label", `Copy ${name}`);
    copy.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(name); copy.textContent = "copied"; } catch { copy.textContent = "select it and copy"; }
    });
    return make("li", {}, make("p", { class: "place" }, make("b", {}, make("code", {}, name)), make("span", { class: "why" }, item.why), copy),
      make("pre", {}, item.text));
  })));
  answerBox.hidden = false;
  answerBox.focus();
  spoken.textContent = places.length ? `${places[0].file}, line ${places[0].line}` : "nothing found";
}

function leave() {
  const inside = host.shadowRoot.activeElement;
  choose(false);
  if (inside && before?.isConnected) before.focus({ preventScroll: true });
}

toggle.addEventListener("click", () => choose(!choosing));
addEventListener("keydown", event => {
  if (event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey && event.code === KEY) {
    event.preventDefault();
    choose(!choosing);
    return;
  }
  if (!choosing || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") {
    event.preventDefault();
    leave();
  } else if (event.composedPath().includes(host)) {
    return;
  } else if (event.key === "Enter" && chosen) {
    event.preventDefault();
    event.stopPropagation();
    ask(chosen);
  } else if (event.key === "ArrowUp" && chosen?.parentElement) {
    event.preventDefault();
    mark(chosen.parentElement);
  }
}, true);
addEventListener("pointermove", event => { if (choosing && answerBox.hidden) mark(event.target); }, true);
document.addEventListener("focusin", event => { if (choosing && event.target !== host) mark(event.target); });
addEventListener("scroll", () => { if (choosing) mark(chosen); }, { passive: true, capture: true });
addEventListener("click", event => {
  if (!choosing || event.composedPath().includes(host)) return;
  event.preventDefault();
  event.stopPropagation();
  mark(event.target);
  if (chosen) ask(chosen);
}, true);

