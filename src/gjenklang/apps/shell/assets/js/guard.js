// Sends a form once, and only when the service answers: a dead network must never take the marks away.

const patience = 5000;

/** Does the service answer? The icon is small, public and leaves no trace of the client. */
async function reachable() {
  const icon = document.querySelector("link[rel=icon]");
  try {
    const answer = await fetch(icon.href, {
      method: "HEAD",
      cache: "no-store",
      signal: AbortSignal.timeout(patience),
    });
    return answer.status < 500;
  } catch {
    return false;
  }
}

/** Guard one form. Its element [data-guard-offline] holds the kind words, hidden until needed. */
export function guard(form) {
  const words = form.querySelector("[data-guard-offline]");
  let sending = false;
  let through = false;
  let timer;

  async function attempt(submitter) {
    const open = await reachable();
    if (words) words.hidden = open;
    clearTimeout(timer);
    if (open) {
      through = true;
      form.requestSubmit(submitter);
    } else {
      timer = setTimeout(attempt, patience, submitter);
    }
  }

  form.addEventListener("submit", (event) => {
    if (through) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    form.setAttribute("aria-busy", "true");
    attempt(event.submitter);
  });
  // Back from the next page, or out of the browser's memory: the form may be sent again.
  addEventListener("pageshow", () => {
    sending = false;
    through = false;
    form.removeAttribute("aria-busy");
    clearTimeout(timer);
  });
}
