// The client's page: lines to mark, reading aloud, and a send that never loses a mark.
import { guard } from "./guard.js";
import { readAloud } from "./readaloud.js";
import { upgradeLines } from "./vas.js";

upgradeLines(document);
readAloud(document);
// Tell the other tabs of this device that it may have been handed over.
new BroadcastChannel("gjenklang").postMessage("form");
for (const form of document.querySelectorAll("form[data-guard]")) guard(form);
