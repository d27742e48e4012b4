// A page of the staff goes away when the device is handed over, or signed out: in another tab, or because nobody is here.

const minute = 60_000;

/** Ask whether this page may still stand here; a redirect says no, and then the page is fetched anew. */
async function look() {
  try {
    const answer = await fetch("/here/", {
      cache: "no-store",
      headers: { "X-By-Itself": "1" },
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect") location.reload();
  } catch {
    // No network: nothing new can be shown here either.
  }
}

/** Watch over the pages of someone who is signed in. */
export function watch(root) {
  if (!root.querySelector(".frame__user")) return;
  new BroadcastChannel("gjenklang").addEventListener("message", look);
  root.addEventListener("visibilitychange", () => {
    if (root.visibilityState === "visible") look();
  });
  setInterval(look, minute);
  addEventListener("pageshow", (event) => {
    if (event.persisted) look();
  });
}
