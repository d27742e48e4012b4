// Says on the staff's pages that answers wait on this device, and delivers them.
import { countWaiting, deliverWaiting } from "./waiting.js";

const again = 5000;

/** Watch over what waits, from any page of whoever is signed in. */
export function onHand(root) {
  const words = root.querySelector("[data-on-hand]");
  if (!words || !("indexedDB" in window)) return;
  const look = async () => {
    const many = await countWaiting().catch(() => 0);
    words.hidden = many === 0;
    if (many === 0) return;
    await deliverWaiting().catch(() => {});
    setTimeout(look, again);
  };
  look();
}
