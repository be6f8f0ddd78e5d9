/* Khuê: keeps a site for when there is no network. What the network has always comes first, asked for anew; what was kept
   serves only where it has nothing. `VERSION` is a hash of all files of the site: another one is another worker. */
{
  const { scope } = registration, all = `khue ${scope} `, name = all + "VERSION", anew = { cache: "no-cache" };

  addEventListener("install", e => e.waitUntil((async () => {
    const { files } = await (await fetch("offline.json", anew)).json();
    await (await caches.open(name)).addAll(files.map(file => new Request(file, anew)));
    await skipWaiting();
  })()));

  addEventListener("activate", e => e.waitUntil((async () => {
    for (const old of await caches.keys()) if (old.startsWith(all) && old !== name) await caches.delete(old);
    await clients.claim();
  })()));

  addEventListener("fetch", e => {
    const { url, method, mode } = e.request;
    if (method !== "GET" || !url.startsWith(scope)) return;
    e.respondWith((async () => {
      const cache = await caches.open(name), at = url.split(/[?#]/)[0].replace(/\/$/, "/index.html");
      try {
        const fresh = await fetch(e.request, anew);
        if (fresh.status === 200) e.waitUntil(cache.put(at, fresh.clone()));
        return fresh;
      } catch (lost) {
        /* some hosts leave the ending out of addresses, and lead there from those that have it */
        /* only behind the stroke do the links of a page in a folder of its own lead where they should */
        const find = end => cache.match(at + end);
        const kept = await find("") || await find(".html") || await find("/index.html") && Response.redirect(at + "/")
          || mode === "navigate" && await cache.match("404.html");
        if (!kept) throw lost;
        return kept.redirected ? new Response(kept.body, kept) : kept;
      }
    })());
  });
}
