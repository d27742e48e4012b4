// Answers on their way: delivered once, in the order they were given, however often the net goes.
import { ask, nameOf, seal, unseal } from "./keep.js";

const patience = 8000;

/**
 * Deliver one answer. No cookie goes with it, so that a device that is locked to something else lets it through.
 * "sent" only when the service says that it is stored; "refused" when it never will be; else "later".
 */
export async function deliver({ path, body, at }) {
  try {
    const sending = new URLSearchParams(body);
    sending.set("quiet", "1");
    sending.set("waited", String(Math.max(0, Date.now() - at)));
    const got = await fetch(path, {
      method: "POST",
      body: sending,
      credentials: "omit",
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
    });
    if (got.status === 201) return "sent";
    return [400, 404, 409, 410].includes(got.status) ? "refused" : "later";
  } catch {
    return "later";
  }
}

/** Keep an answer on the device until it can be delivered; answers its place in the line. */
export async function keepWaiting(item) {
  const kept = { name: await nameOf(item.path), ...(await seal(item)) };
  return ask("waiting", (store) => store.add(kept), "readwrite");
}

/** Take an answer back that has not gone yet. */
export function takeBack(place) {
  return ask("waiting", (store) => store.delete(place), "readwrite");
}

/** The place of what waits for an address, if anything does. */
export async function placeOf(path) {
  const name = await nameOf(path);
  for (const place of await ask("waiting", (store) => store.getAllKeys())) {
    const kept = await ask("waiting", (store) => store.get(place));
    if (kept?.name === name) return place;
  }
  return undefined;
}

/** How many answers wait on this device. */
export function countWaiting() {
  return ask("waiting", (store) => store.count());
}

/** The names of the addresses for which an answer waits, or has arrived. */
export async function states() {
  const waits = await ask("waiting", (store) => store.getAll());
  const arrived = await ask("arrived", (store) => store.getAllKeys());
  return { waits: new Set(waits.map((one) => one.name)), arrived: new Set(arrived) };
}

async function deliverAll(tell) {
  for (const place of await ask("waiting", (store) => store.getAllKeys())) {
    const kept = await ask("waiting", (store) => store.get(place));
    if (!kept) continue;
    const item = await unseal(kept);
    const outcome = await deliver(item);
    if (outcome === "later") return false;
    // First the note that it came, then away with it: cut off in between, it is only delivered once more.
    await ask("arrived", (store) => store.put(outcome, kept.name), "readwrite");
    await takeBack(place);
    tell(item.path, outcome);
  }
  return true;
}

/** Deliver everything that waits, one page or worker of this device at a time; whether nothing waits any more. */
export async function deliverWaiting(tell = () => {}) {
  if ((await countWaiting()) === 0) return true;
  const turn = () => deliverAll(tell);
  return navigator.locks ? navigator.locks.request("gjenklang-waiting", turn) : turn();
}
