// Marks that are put and not sent yet, kept for whoever closes the page and comes back to the same address.
import { ask, nameOf, seal, unseal } from "./keep.js";

const kept = 24 * 60 * 60 * 1000;

async function dropOld() {
  for (const name of await ask("drafts", (store) => store.getAllKeys())) {
    const draft = await ask("drafts", (store) => store.get(name));
    const age = Date.now() - draft.at;
    if (age > kept || age < -kept) await forget(name);
  }
}

function forget(name) {
  return ask("drafts", (store) => store.delete(name), "readwrite");
}

/** Throw the draft of an address away. */
export async function forgetDraft(path) {
  await forget(await nameOf(path)).catch(() => {});
}

/** Another language or other words: the page is opened anew with its draft, so that going back never sends again. */
function openAnew(event, form, save) {
  const by = event.submitter;
  if (!by?.matches("[name=language], [name=words]") || form.elements.after?.value) return;
  event.preventDefault();
  const body = new URLSearchParams([[by.name, by.value]]);
  save()
    .then(() => fetch(location.pathname, { method: "POST", body }))
    .then((got) => (got.ok ? location.reload() : Promise.reject(got.status)))
    .catch(() => {
      form.append(
        Object.assign(document.createElement("input"), { type: "hidden", name: by.name, value: by.value }),
      );
      form.submit();
    });
}

/** Put the marks of a draft back on the lines that have none, and keep what is marked from now on. */
export async function drafts(form) {
  const path = location.pathname;
  const lines = [...form.querySelectorAll("[data-vas]")];
  const inputs = lines.map((line) => line.querySelector("input[type=hidden]"));
  const chosen = () => form.elements.shown?.value ?? "";
  const name = await nameOf(path);
  let writing = false;
  let newer = false;
  const save = async () => {
    newer = true;
    if (writing) return;
    writing = true;
    // A drag gives many marks: each is written as soon as the one before it is.
    while (newer && !form.hasAttribute("data-sent")) {
      newer = false;
      const marks = await seal([...inputs.map((input) => input.value), chosen()]);
      await ask("drafts", (store) => store.put({ at: Date.now(), ...marks }, name), "readwrite");
    }
    writing = false;
  };
  form.addEventListener("change", () => save().catch(() => {}));
  form.addEventListener("submit", (event) => openAnew(event, form, save));
  await dropOld();
  const draft = await ask("drafts", (store) => store.get(name));
  if (!draft || inputs.some((input) => input.value)) return;
  const marks = await unseal(draft);
  if (chosen()) form.elements.shown.value = marks[lines.length] || chosen();
  for (const [place, line] of lines.entries())
    if (marks[place]) line.dispatchEvent(new CustomEvent("mark", { detail: Number(marks[place]) }));
}
