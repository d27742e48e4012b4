// Recovery codes are shown once: leaving the page without saying that they are saved is asked about.

/** Warn before leaving until the box data-codes-saved is ticked. */
export function savedCodes(root) {
  const box = root.querySelector("[data-codes-saved]");
  if (!box) return;
  const warn = (event) => event.preventDefault();
  const follow = () => (box.checked ? removeEventListener : addEventListener)("beforeunload", warn);
  box.addEventListener("change", follow);
  follow();
}
