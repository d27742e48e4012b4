// The page for no net: the forms that the device took along this morning, behind the PIN of the day.
import { day, list } from "./taken.js";
import { deliverWaiting, states } from "./waiting.js";

const page = document.querySelector("[data-without]");
const form = page.querySelector("form");
const again = 5000;
let shown;

async function draw() {
  const { waits, arrived } = await states();
  const kept = await day();
  const rows = page.querySelector("ol");
  rows.replaceChildren(
    ...shown.map(({ path, words }, place) => {
      const name = kept?.names[place];
      const row = document.createElement("li");
      const state = waits.has(name) ? "waits" : arrived.has(name) ? "sent" : "";
      if (state) row.textContent = `${words}: ${page.dataset[state]}`;
      else {
        const link = document.createElement("a");
        link.href = path;
        link.className = "client__choice";
        link.textContent = words;
        row.append(link);
      }
      return row;
    }),
  );
}

async function open(event) {
  event.preventDefault();
  const typed = form.querySelector("input");
  const found = await list(typed.value);
  typed.value = "";
  if (Array.isArray(found)) {
    shown = found;
    form.hidden = true;
    page.querySelector("section").hidden = false;
    await draw();
  } else form.querySelector("[role=alert]").textContent = page.dataset[found];
}

async function deliver() {
  const nothing = await deliverWaiting().catch(() => false);
  page.querySelector("[data-some]").hidden = nothing;
  if (shown) await draw();
}

form.addEventListener("submit", open);
form.hidden = !(await day());
await deliver();
addEventListener("online", deliver);
setInterval(deliver, again);
// Back from a form: the list is behind its PIN again.
addEventListener("pageshow", (event) => event.persisted && location.reload());
