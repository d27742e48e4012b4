// The curve's points: one tab stop, arrow keys between them, and a visible line that says what a point is.

const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function show(detail, point) {
  detail.textContent = point.getAttribute("aria-label");
}

function upgrade(figure) {
  const points = [...figure.querySelectorAll(".curve__point")];
  const detail = figure.querySelector("[data-curve-detail]");
  if (!points.length || !detail) return;
  const only = (chosen) => {
    for (const point of points) point.setAttribute("tabindex", point === chosen ? "0" : "-1");
  };
  only(points[points.length - 1]);
  detail.hidden = false;
  figure.dataset.ready = "";
  // On a phone the picture is wider than its frame: begin with the newest point near the right edge, what led to it in
  // sight.
  const frame = figure.querySelector(".curve__frame");
  const newest = Math.max(...points.map((point) => point.getBoundingClientRect().right));
  frame.scrollLeft += newest - frame.getBoundingClientRect().right + 48;

  figure.addEventListener("focusin", ({ target }) => {
    if (!points.includes(target)) return;
    only(target);
    show(detail, target);
  });
  figure.addEventListener("pointerover", ({ target }) => {
    const point = target.closest(".curve__point");
    if (point) show(detail, point);
  });
  figure.addEventListener("keydown", (event) => {
    const at = points.indexOf(event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = pointAfter(points, at, event.key);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });
}

/** The point a key leads to: along the same line, or to its first or last point. */
function pointAfter(points, at, key) {
  if (key in steps) return points[Math.min(points.length - 1, Math.max(0, at + steps[key]))];
  if (key === "Home") return points[0];
  if (key === "End") return points[points.length - 1];
  return undefined;
}

/** Upgrade every curve at or under a root. */
export function curves(root) {
  for (const figure of root.querySelectorAll("[data-curve]:not([data-ready])")) upgrade(figure);
}
