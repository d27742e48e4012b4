// The staff's pages: htmx, the curve's points, passkeys, and the same lines as the client sees.
import htmx from "htmx.org/dist/htmx.esm.js";
import { curves } from "./curve.js";
import { follow } from "./follow.js";
import { onHand } from "./onhand.js";
import { ready } from "./ready.js";
import { savedCodes } from "./recovery.js";
import { upgradeLines } from "./vas.js";
import { watch } from "./watch.js";
import { passkeys } from "./webauthn.js";

window.htmx = htmx;
htmx.onLoad((root) => {
  upgradeLines(root);
  curves(root);
});
passkeys(document);
savedCodes(document);
watch(document);
follow(document, htmx);
onHand(document);
ready(document);
