// The client's page: lines to mark, reading aloud, and a send that never loses a mark.
import { answers, keepPage } from "./answers.js";
import { drafts } from "./draft.js";
import { readAloud } from "./readaloud.js";
import { upgradeLines } from "./vas.js";

upgradeLines(document);
readAloud(document);
// Tell the other tabs of this device that it may have been handed over.
new BroadcastChannel("gjenklang").postMessage("form");
for (const form of document.querySelectorAll("form[data-answers]")) {
  answers(form);
  drafts(form).catch(() => {});
}

const easier = document.querySelector("[data-ease]");
if (easier) {
  const load = () => import(easier.dataset.ease).then(({ ease }) => ease(easier, document.forms[0]));
  easier.hidden = false;
  if ("now" in easier.dataset) load().catch(() => {});
  else {
    easier.addEventListener(
      "click",
      (event) => {
        event.preventDefault();
        load().catch(() => easier.type === "button" && easier.remove());
      },
      { once: true },
    );
  }
}

/** Once the page is there: the worker that lets a form be opened again without a net, and the form that is open now. */
async function stand() {
  await navigator.serviceWorker.register("/sw.js");
  await navigator.serviceWorker.ready;
  if (document.querySelector("form[data-keep]")) await keepPage(location.pathname);
}
addEventListener("load", () => "serviceWorker" in navigator && stand().catch(() => {}));
