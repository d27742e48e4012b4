// What a device keeps until the net is back: in IndexedDB, encrypted with a key that no script can take out of it.

const stores = ["keys", "waiting", "drafts", "arrived", "ready"];

/** The answer of one request of IndexedDB. */
function answer(request) {
  return new Promise((found, failed) => {
    request.onsuccess = () => found(request.result);
    request.onerror = () => failed(request.error);
  });
}

let opening;

async function open() {
  const request = indexedDB.open("gjenklang", 1);
  request.onupgradeneeded = () => {
    for (const name of stores)
      request.result.createObjectStore(name, name === "waiting" ? { autoIncrement: true } : {});
  };
  return answer(request);
}

/** Ask one store; the answer comes when it is written down for good. */
export async function ask(name, question, mode = "readonly") {
  opening ??= open().catch((wrong) => {
    opening = undefined;
    throw wrong;
  });
  const transaction = (await opening).transaction(name, mode, { durability: "strict" });
  const done = new Promise((kept, failed) => {
    transaction.oncomplete = kept;
    transaction.onabort = () => failed(transaction.error);
  });
  const found = await answer(question(transaction.objectStore(name)));
  await done;
  return found;
}

/** The key of this device, made the first time. */
async function deviceKey() {
  const known = await ask("keys", (store) => store.get("device"));
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  // Two pages may make one at once: the first that is written down is the key of both.
  await ask("keys", (store) => store.add(made, "device"), "readwrite").catch(() => {});
  return ask("keys", (store) => store.get("device"));
}

/** Encrypt what JSON can hold. */
export async function seal(value, key) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return {
    iv,
    data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key ?? (await deviceKey()), plain),
  };
}

/** Decrypt what `seal` made; throws with another key. */
export async function unseal({ iv, data }, key) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key ?? (await deviceKey()), data);
  return JSON.parse(new TextDecoder().decode(plain));
}

/** A name for an address that does not give the address away. */
export async function nameOf(path) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(path));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
