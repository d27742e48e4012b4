// The worker beside the pages: opens a form again without a net, and delivers what waits when the net is back.
// `FILES` is written in front of it by the service: the built files of this version that a form is made of.
import { deliverWaiting } from "./waiting.js";

const shelf = `files-${FILES.join()}`;
const kept = [shelf, "forms", "taken"];
const patience = 3000;
const form = /^\/f\/[^/]+\/$/;
const without = "/without-net/";

self.addEventListener("install", (event) => {
  const fill = async () => (await caches.open(shelf)).addAll(FILES);
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (!kept.includes(name)) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("sync", (event) => {
  const all = deliverWaiting().then((nothing) => {
    if (!nothing) throw new Error("The net went again.");
  });
  event.waitUntil(all);
});

/** A form: from the service when it answers soon, else as it was when it was opened. */
async function opened(request) {
  const forms = await caches.open("forms");
  const path = new URL(request.url).pathname;
  const known = await forms.match(path);
  try {
    const got = await fetch(request, known ? { signal: AbortSignal.timeout(patience) } : {});
    if (got.headers.has("X-Keep")) await forms.put(path, got.clone()).catch(() => {});
    else if (got.status < 500) await forms.delete(path);
    return got.status < 500 ? got : (known ?? got);
  } catch {
    return known ?? withoutNet();
  }
}

async function withoutNet() {
  return (await caches.match(without)) ?? Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate")
    event.respondWith(form.test(pathname) ? opened(request) : fetch(request).catch(withoutNet));
  else if (pathname.startsWith("/static/"))
    event.respondWith(caches.match(pathname).then((found) => found ?? fetch(request)));
});
