// Turns the eleven native points of a line into one slider: tap, drag, arrow keys. No mark until one is made.

const last = 100;
const moves = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** The mark in the page's own number format: 34 is "3,4" in Norwegian. */
function words(tenths) {
  const format = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return (tenths / 10).toLocaleString(document.documentElement.lang || undefined, format);
}

function element(name, className, attributes = {}) {
  const made = document.createElement(name);
  made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** One line. The hidden input keeps whole tenths, and is empty while there is no mark. */
class Line {
  constructor(root) {
    const { clear, hint, unmarked, text } = root.dataset;
    this.root = root;
    this.text = text;
    this.unmarked = unmarked;
    this.input = root.querySelector("input[type=hidden]");
    this.slider = element("div", "vas__slider", {
      role: "slider",
      tabindex: "0",
      "aria-valuemin": "0",
      "aria-valuemax": "10",
      "aria-labelledby": root.querySelector("legend").id,
      "aria-describedby": root.querySelector(".vas__help")?.id ?? "",
    });
    this.rail = element("div", "vas__rail");
    this.rail.append(element("div", "vas__mark"));
    this.slider.append(this.rail);
    this.hint = element("span", "vas__hint");
    this.hint.textContent = hint;
    this.clear = element("button", "vas__clear", { type: "button" });
    this.clear.textContent = clear;
    const checked = root.querySelector(".vas__step:checked");
    root.querySelector(".vas__steps").replaceWith(this.slider);
    root.querySelector(".vas__none").replaceWith(this.hint, this.clear);
    this.listen();
    this.set(checked ? Number(checked.value) : this.input.value === "" ? null : Number(this.input.value));
    root.dataset.ready = "";
  }

  listen() {
    this.slider.addEventListener("keydown", (event) => this.key(event));
    this.slider.addEventListener("pointerdown", (event) => this.press(event));
    this.slider.addEventListener("pointermove", (event) => {
      if (this.slider.hasPointerCapture(event.pointerId)) this.point(event);
    });
    // The browser took the finger over to scroll: that was no mark.
    this.slider.addEventListener("pointercancel", () => this.set(this.before));
    this.clear.addEventListener("click", () => {
      this.set(null);
      this.slider.focus();
    });
    this.root.addEventListener("mark", (event) => this.set(event.detail));
  }

  press(event) {
    if (event.button !== 0) return;
    this.before = this.value;
    this.slider.setPointerCapture(event.pointerId);
    this.point(event);
  }

  point(event) {
    const { left, width } = this.rail.getBoundingClientRect();
    this.set(((event.clientX - left) / width) * last);
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = this.after(event.key);
    if (next === undefined) return;
    event.preventDefault();
    this.set(next);
  }

  /** Where a key leads; the first arrow puts the mark in the middle. */
  after(key) {
    if (key === "Home") return 0;
    if (key === "End") return last;
    if (key === "Delete" || key === "Backspace") return null;
    if (!(key in moves)) return undefined;
    return this.value === null ? last / 2 : this.value + moves[key];
  }

  set(value) {
    const marked = value !== null;
    this.value = marked ? Math.min(last, Math.max(0, Math.round(value))) : null;
    this.input.value = marked ? String(this.value) : "";
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.slider.toggleAttribute("data-marked", marked);
    // A slider must have a number: without a mark the words say that there is none.
    this.slider.setAttribute("aria-valuenow", marked ? String(this.value / 10) : "5");
    this.slider.setAttribute(
      "aria-valuetext",
      marked ? this.text.replace("{value}", words(this.value)) : this.unmarked,
    );
    this.rail.style.setProperty("--vas-at", `${this.value}%`);
    this.hint.hidden = marked;
    this.clear.hidden = !marked;
  }
}

/** Upgrade every line under a root. */
export function upgradeLines(root) {
  for (const line of root.querySelectorAll("[data-vas]:not([data-ready])")) new Line(line);
}
