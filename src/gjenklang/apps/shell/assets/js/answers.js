// Sends a form of marks: at once when the service answers, else from the device as soon as the net is back.
import { forgetDraft } from "./draft.js";
import { ask } from "./keep.js";
import { deliver, deliverWaiting, keepWaiting, placeOf, takeBack } from "./waiting.js";

const again = 5000;

/** How long the page has been looked at, in seconds: how long people need is worth knowing. */
function stopwatch() {
  let looked = 0;
  let since = performance.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) looked += performance.now() - since;
    else since = performance.now();
  });
  return () => Math.round((looked + (document.hidden ? 0 : performance.now() - since)) / 1000);
}

class Answers {
  constructor(form) {
    this.form = form;
    this.seconds = stopwatch();
    this.path = location.pathname;
    this.words = form.querySelector("[data-no-net]");
    this.ask = form.querySelector("[data-ask]");
    form.addEventListener("submit", (event) => this.submit(event));
    // Whoever waits sees that somebody answers; no mark is told.
    form.addEventListener("change", () => navigator.sendBeacon(`${this.path}answering/`), { once: true });
    addEventListener("pageshow", (event) => event.persisted && this.rest());
    addEventListener("online", () => this.flush());
    setInterval(() => this.place !== undefined && this.flush(), again);
  }

  /** A form that was answered here without a net shows that it waits, not its empty lines. */
  async resume() {
    this.place = await placeOf(this.path);
    if (this.place !== undefined) this.show("waits");
    await this.flush();
  }

  rest() {
    this.busy = false;
    this.form.removeAttribute("aria-busy");
  }

  submit(event) {
    if (this.through || event.submitter?.hasAttribute("data-aside")) return;
    event.preventDefault();
    if (this.busy || this.asks()) return;
    this.busy = true;
    this.form.setAttribute("aria-busy", "true");
    this.send();
  }

  /** Ask once about lines without a mark, before anything is sent. */
  asks() {
    const open = [...this.form.querySelectorAll("[data-vas]")].filter(
      (line) => !line.querySelector("input[type=hidden]").value,
    );
    if (!this.ask || this.asked || open.length === 0) return false;
    this.asked = true;
    for (const line of open) line.dataset.asked = "";
    const titles = open.map((line) => line.querySelector("legend").textContent);
    this.ask.firstElementChild.textContent = this.ask.dataset.ask.replace("{lines}", titles.join(", "));
    this.ask.hidden = false;
    this.ask.focus();
    return true;
  }

  async send() {
    const body = new FormData(this.form);
    body.set("asked", "1");
    body.set("seconds", String(this.seconds()));
    const item = { path: this.path, body: [...body], at: Date.now() };
    const outcome = await deliver(item);
    if (outcome === "sent") return this.arrived();
    if (outcome === "refused") return this.hand();
    await this.keep(item);
  }

  /** Let the browser send it itself, and show what the service says. */
  hand() {
    this.through = true;
    this.form.requestSubmit();
  }

  async keep(item) {
    try {
      this.place = await keepWaiting(item);
    } catch {
      // No room on the device, or no store: the marks stay on the page, and it is tried again from here.
      this.words.hidden = false;
      this.rest();
      setTimeout(() => this.busy || this.send(), again);
      return;
    }
    this.words.hidden = true;
    this.show("waits");
    const service = await navigator.serviceWorker?.ready;
    await service?.sync?.register("answers").catch(() => {});
  }

  async flush() {
    let outcome = "sent";
    const note = (path, came) => {
      if (path === this.path) outcome = came;
    };
    const all = await deliverWaiting(note).catch(() => false);
    if (!all || this.place === undefined) return;
    if (outcome === "refused") location.reload();
    else this.arrived();
  }

  async arrived() {
    this.form.dataset.sent = "";
    await Promise.all([forgetDraft(this.path), forgetPage(this.path)]);
    // What waited long is not shown back: whoever has the device now may be someone else.
    location.replace(`${this.path}${this.place === undefined ? "done" : "thanks"}/`);
  }

  /** Put one of the page's own words in the place of the form. */
  show(name) {
    this.form.dataset.sent = "";
    forgetDraft(this.path);
    const words = document.querySelector(`[data-${name}]`);
    this.form.hidden = true;
    words.hidden = false;
    words.querySelector("h1").focus();
    ask("ready", (store) => store.count()).then((taken) => {
      words.querySelector("[data-taken]").hidden = taken === 0;
    });
    words.querySelector("[data-change]").onclick = async () => {
      await takeBack(this.place);
      this.place = undefined;
      delete this.form.dataset.sent;
      words.hidden = true;
      this.form.hidden = false;
      this.rest();
    };
  }
}

async function forgetPage(path) {
  if (!("caches" in window)) return;
  await caches.open("forms").then((forms) => forms.delete(path, { ignoreSearch: true }));
}

/** Take over the sending of a form, and go on with what waits on this device. */
export function answers(form) {
  const one = new Answers(form);
  one.resume().catch(() => {});
}

/** Keep the page of a form that was opened before the worker was there. */
export async function keepPage(path) {
  const forms = await caches.open("forms");
  if (await forms.match(path)) return;
  const page = await fetch(`${path}?ready=1`, { credentials: "omit" });
  if (!page.headers.has("X-Keep")) return;
  await forms.put(path, page);
  // What only some forms are made of, such as pictures, and what stands one line at a time.
  const made = [...document.querySelectorAll("link[rel=stylesheet], [data-now]")];
  for (const one of made) {
    const file = one.href ?? one.dataset.ease;
    if (!(await caches.match(file))) await forms.add(file);
  }
}
