// The forms that a device takes along for a day: listed behind a PIN, and gone when the day is over.
import { ask, nameOf, seal, unseal } from "./keep.js";

const rounds = 600_000;
const mostTries = 5;

async function keyOf(pin, salt) {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, [
    "deriveKey",
  ]);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds },
    typed,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

/**
 * Keep the day's forms: each page where the worker finds it, and the list behind the PIN and the device's own key.
 * `files` are the page for no net and what it is made of.
 */
export async function take(forms, { pin, until, files }) {
  await wipe();
  await caches.open("taken").then((taken) => taken.addAll(files));
  const pages = await caches.open("forms");
  for (const { path } of forms) {
    const page = await fetch(`${path}?ready=1`, { credentials: "omit" });
    if (!page.ok) throw new Error(path);
    await pages.put(path, page);
  }
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const paths = await Promise.all(forms.map(({ path }) => nameOf(path)));
  const list = await seal({ ...(await seal(forms).then(plain)) }, await keyOf(pin, salt));
  const day = { until, salt, tries: 0, names: paths, ...list };
  await ask("ready", (store) => store.put(day, "day"), "readwrite");
}

/** Bytes as what JSON can hold, and back. */
function plain({ iv, data }) {
  return { iv: [...iv], data: [...new Uint8Array(data)] };
}

/** The day that is kept, or nothing: what is over is wiped when it is asked for. */
export async function day() {
  const found = await ask("ready", (store) => store.get("day"));
  if (found && Date.now() >= found.until) {
    await wipe();
    return undefined;
  }
  return found;
}

/** The list behind the PIN; "wrong" when it is not the one, "wiped" after too many tries. */
export async function list(pin) {
  const kept = await day();
  if (!kept) return "wiped";
  try {
    const inner = await unseal(kept, await keyOf(pin, kept.salt));
    const forms = await unseal({ iv: new Uint8Array(inner.iv), data: new Uint8Array(inner.data) });
    await ask("ready", (store) => store.put({ ...kept, tries: 0 }, "day"), "readwrite");
    return forms;
  } catch {
    kept.tries += 1;
    if (kept.tries >= mostTries) {
      await wipe();
      return "wiped";
    }
    await ask("ready", (store) => store.put(kept, "day"), "readwrite");
    return "wrong";
  }
}

/** Take the day's list and its pages away; an answer that waits is not touched. */
export async function wipe() {
  await ask("ready", (store) => store.clear(), "readwrite");
  await caches.delete("forms");
}
