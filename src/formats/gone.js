/* Khuê: takes the place of a worker that is no longer wanted, and removes what it kept and then itself. */
addEventListener("install", () => skipWaiting());
addEventListener("activate", e => e.waitUntil((async () => {
  for (const old of await caches.keys()) if (old.startsWith(`khue ${registration.scope} `)) await caches.delete(old);
  await registration.unregister();
})()));
