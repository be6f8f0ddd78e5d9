/* What the preview shows over the page: mistakes, and a button to see them again. It lives outside of the body and in a shadow
   root, so that neither the page's styles nor its changes reach it. */
const make = (name, attributes = {}, ...inside) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== false) node.setAttribute(key, value === true ? "" : value);
  node.append(...inside);
  return node;
};
const host = make("khue-preview");
const roots = host.attachShadow({ mode: "open" });
const bar = make("div", { class: "bar", part: "bar" });
const count = make("button", { type: "button", class: "count", hidden: true, "aria-expanded": "false" });
const panel = make("section", { class: "panel", role: "region", "aria-label": "Mistakes in the portal", hidden: true, tabindex: "-1" });
const said = make("p", { class: "said", role: "status" });
bar.append(count);
roots.append(make("link", { rel: "stylesheet", href: "/_khue/preview.css" }), panel, bar, said);
document.documentElement.append(host);

let told = [], policy = [], notice = "", hidden = false;
const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

const placed = item => item.file ? item.file + (item.line ? `:${item.line}:${item.column}` : "") : "";

function entry(item) {
  if (item.more) return make("li", { class: item.severity }, make("p", { class: "soft" }, `${item.more} more stand in the terminal`));
  const node = make("li", { class: item.severity },
    make("p", { class: "what" }, make("b", {}, item.severity), " ", make("code", {}, item.code), " ", item.message));
  if (item.file) node.append(make("p", { class: "where" }, make("code", {}, placed(item))));
  if (item.line) {
    const line = make("code", {}, item.before || "");
    line.append(item.marked ? make("mark", {}, item.marked) : make("mark", { class: "point" }, "\u200b"), item.after || "");
    node.append(make("pre", {}, make("span", { class: "number", "aria-hidden": "true" }, `${item.line} `), line));
  }
  if (item.hint) node.append(make("p", { class: "hint" }, make("b", {}, "help"), " ", item.hint));
  return node;
}

function show() {
  const all = [...told, ...policy];
  const errors = all.filter(item => item.severity === "error"), warnings = all.filter(item => item.severity !== "error");
  /* of very many the server tells the first, and how many more there are */
  const counted = list => list.reduce((n, item) => n + (item.more ?? 1), 0);
  const wrong = counted(errors), doubtful = plural(counted(warnings), "warning");
  const summary = [wrong && plural(wrong, "error"), warnings.length && doubtful, notice].filter(Boolean).join(", ");
  const open = panel.querySelector("details")?.open || false;
  panel.replaceChildren(make("header", {}, make("h2", {}, summary),
    make("button", { type: "button", class: "close", "aria-label": "Hide (Escape)" }, "×")));
  if (errors.length) panel.append(make("ol", {}, ...errors.map(entry)),
    make("p", { class: "soft", hidden: document.documentElement.hasAttribute("data-khue-waiting") },
      "The last good page stays below until this is mended."));
  if (warnings.length) panel.append(make("details", { open: open }, make("summary", {}, doubtful),
    make("ol", {}, ...warnings.map(entry))));
  panel.querySelector(".close").addEventListener("click", () => hide(true));
  /* a modal dialog lies over all that is not in it */
  const place = errors.length && document.querySelector("dialog:modal") || document.documentElement;
  if (host.parentNode !== place) place.append(host);
  panel.hidden = hidden || !errors.length && !(open && warnings.length);
  count.hidden = !summary || !panel.hidden;
  count.className = errors.length ? "count error" : "count";
  count.textContent = summary;
  count.setAttribute("aria-expanded", String(!panel.hidden));
  /* said once, without taking the focus */
  if (said.textContent !== summary) said.textContent = summary;
}

/* What the server tells. A new mistake is shown even if others were hidden. */
function tell(diagnostics) {
  const keys = list => list.filter(item => item.severity === "error").map(item => placed(item) + item.message);
  const before = new Set(keys(told));
  if (keys(diagnostics).some(key => !before.has(key))) hidden = false;
  told = diagnostics;
  show();
}

function note(text) {
  if (notice === text) return;
  notice = text;
  show();
}

function hide(back) {
  const inside = host.shadowRoot.activeElement && panel.contains(host.shadowRoot.activeElement);
  hidden = true;
  const details = panel.querySelector("details");
  if (details) details.open = false;
  show();
  if (back && inside) count.focus();
}

for (const type of ["toggle", "close"]) {
  document.addEventListener(type, event => { if (event.target.localName === "dialog") show(); }, true);
}
count.addEventListener("click", () => {
  hidden = false;
  const details = panel.querySelector("details");
  if (details && !told.some(item => item.severity === "error")) details.open = true;
  show();
  panel.focus();
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && !panel.hidden && !event.defaultPrevented) hide(true);
});
/* What the site's policy refuses would be missing on a strict host: it is told as a warning. Some of it happened before this
   script ran. */
function refused(what, directive) {
  const message = `the content security policy refuses \`${what || "inline"}\` (${directive})`;
  if (policy.some(item => item.message === message)) return;
  policy.push({ severity: "warning", code: "policy", message,
    hint: "put scripts and styles into files in the theme's assets/, and take nothing from other hosts" });
  show();
}
document.addEventListener("securitypolicyviolation", event => refused(event.blockedURI, event.effectiveDirective));
if (window.ReportingObserver) {
  const tell = reports => reports.forEach(({ body }) => refused(body.blockedURL, body.effectiveDirective));
  new ReportingObserver(tell, { types: ["csp-violation"], buffered: true }).observe();
}

