// Makes a form easier to take in: one line at a time, and larger letters. Fetched when someone asks for it.

function pill(words, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "client__pill";
  made.textContent = words;
  made.setAttribute("aria-pressed", "false");
  made.addEventListener("click", () => {
    const now = made.getAttribute("aria-pressed") !== "true";
    made.setAttribute("aria-pressed", String(now));
    press(now);
  });
  return made;
}

class OneAtATime {
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.lines = [...form.querySelectorAll(".vas")];
    this.where = document.createElement("p");
    this.where.className = "ease__where";
    this.where.setAttribute("role", "status");
    this.back = this.step(words.back, -1);
    this.next = this.step(words.next, 1);
    this.bar = document.createElement("div");
    this.bar.className = "ease__bar";
    this.bar.append(this.back, this.where, this.next);
  }

  step(words, by) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "client__pill";
    made.textContent = words;
    made.addEventListener("click", () => this.show(this.place + by, true));
    return made;
  }

  show(place, focus = false) {
    this.place = Math.max(0, Math.min(this.lines.length - 1, place));
    for (const [each, line] of this.lines.entries()) line.hidden = each !== this.place;
    this.back.disabled = this.place === 0;
    this.next.disabled = this.place === this.lines.length - 1;
    const says = { place: this.place + 1, all: this.lines.length };
    this.where.textContent = this.words.where.replace(/\{(\w+)\}/g, (_all, name) => says[name]);
    if (focus) this.lines[this.place].querySelector("[role=slider], input:not([type=hidden])")?.focus();
  }

  turn(on) {
    this.on = on;
    if (on) {
      this.form.querySelector(".client__actions").before(this.bar);
      this.show(0);
      return;
    }
    this.bar.remove();
    for (const line of this.lines) line.hidden = false;
  }
}

/** Put the two choices in the place of the button that asked for them. */
export function ease(button, form) {
  const words = JSON.parse(button.dataset.words);
  const one = new OneAtATime(form, words);
  const group = document.createElement("div");
  group.className = "ease";
  const large = (now) => document.documentElement.toggleAttribute("data-large", now);
  const choices = [pill(words.one, (now) => one.turn(now)), pill(words.large, large)];
  group.append(...choices);
  // Other words are another page: the button that asks the server for them stays, among the choices.
  if (button.type === "submit") {
    const others = button.cloneNode();
    others.hidden = false;
    others.textContent = words[button.value];
    others.className = "client__pill";
    group.append(others);
  }
  button.closest("header").after(group);
  button.remove();
  if ("now" in button.dataset) choices[0].click();
  else choices[0].focus();
  // A line that is asked about is shown, whatever stands there just now.
  form.addEventListener("submit", () => {
    if (!one.on) return;
    const asked = one.lines.findIndex((line) => "asked" in line.dataset);
    if (asked >= 0) one.show(asked);
  });
}
