// Makes the day's forms ready for where there is no net, on the page that a therapist opens in the morning.
import { take } from "./taken.js";

/** Listen to the form with the PIN of the day. */
export function ready(root) {
  const form = root.querySelector("[data-take]");
  if (!form) return;
  const status = form.querySelector("[role=status]");
  form.hidden = false;
  let through = false;
  form.addEventListener("submit", async (event) => {
    if (through) return;
    event.preventDefault();
    const pin = form.querySelector("[data-pin]").value;
    const forms = [...root.querySelectorAll("[data-path]")].map((one) => ({
      path: one.dataset.path,
      words: one.textContent.trim(),
    }));
    status.textContent = form.dataset.busy;
    try {
      const worker = await navigator.serviceWorker.register("/sw.js");
      await (worker.active ?? navigator.serviceWorker.ready);
      await take(forms, { pin, until: Number(form.dataset.until), files: form.dataset.files.split(" ") });
      through = true;
      form.requestSubmit();
    } catch {
      status.textContent = form.dataset.failed;
    }
  });
}
