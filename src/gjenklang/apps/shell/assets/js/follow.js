// Follows one session: asks a small address often while a form is out, and fetches the page's part when it changed.

const quick = 300;
const calm = 2000;

async function state(address) {
  try {
    const got = await fetch(address, { cache: "no-store", credentials: "omit" });
    return got.ok ? await got.text() : undefined;
  } catch {
    return undefined;
  }
}

/** Follow the part of the page that says where its news is. */
export function follow(root, htmx) {
  let known;
  const look = async () => {
    const part = root.getElementById("live");
    if (!part?.dataset.news) return;
    if (!document.hidden) {
      const now = await state(part.dataset.news);
      if (now !== undefined && known !== undefined && now !== known) htmx.trigger(part, "news");
      known = now ?? known;
    }
    setTimeout(look, part.hasAttribute("data-out") ? quick : calm);
  };
  look();
}
