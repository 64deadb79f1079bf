// Everything here is a convenience: each page does its work without it.
// Starts the GOV.UK and MoJ pieces, keeps place and focus over part swaps, and offers shortcuts.

document.body.classList.add("js-enabled", "govuk-frontend-supported");

const govukLink = document.querySelector('link[data-starts="govuk"]');
const mojName = document.querySelector('meta[name="kf-moj"]')?.content;

/** GOV.UK marks a radio that reveals questions as expanded; a radio may not be, and screen readers differ in what they make of it. */
function sayNoMoreThanARadioMay(radios) {
  const reveal = radios.syncConditionalRevealWithInputState;
  if (reveal.quiet) return;
  radios.syncConditionalRevealWithInputState = function (input) {
    reveal.call(this, input);
    input.removeAttribute("aria-expanded");
  };
  radios.syncConditionalRevealWithInputState.quiet = true;
}

async function startPieces(scope) {
  const has = (prefix) => scope.querySelector?.(`[data-module^="${prefix}"]`);
  try {
    if (govukLink && has("govuk-")) {
      const pieces = await import(govukLink.href);
      sayNoMoreThanARadioMay(pieces.Radios.prototype);
      pieces.initAll({ scope });
    }
    if (mojName && has("moj-")) (await import(mojName)).initAll({ scope });
  } catch {
    // What could not be started must not stay folded away.
    for (const holder of [document.documentElement, document.body]) holder.classList.remove("js-enabled", "govuk-frontend-supported");
  }
}

// --- Part swaps: the reader's place and the focus stay where they were. ---

let kept = null;

document.addEventListener("htmx:beforeSwap", (event) => {
  const part = event.detail.target;
  const focused = document.activeElement;
  const inside = part?.contains(focused) ? focused.id : "";
  kept = { y: window.scrollY, id: inside, caret: focused?.selectionStart ?? null, line: lineRead(part, inside) };
});

/** The line somebody has scrolled to: the one focused, else the first in sight; and how far down the window it is. */
function lineRead(part, focusedId) {
  if (!part || window.scrollY === 0) return null;
  const lines = [document.getElementById(focusedId), ...part.querySelectorAll("[id]")].filter(Boolean);
  const inSight = (one) => { const { top } = one.getBoundingClientRect(); return top >= 0 && top < window.innerHeight; };
  const line = lines.find(inSight);
  return line ? { id: line.id, top: line.getBoundingClientRect().top } : null;
}

document.addEventListener("htmx:afterSettle", (event) => {
  startPieces(event.detail.elt);
  if (!kept) return;
  const again = kept.id && document.getElementById(kept.id);
  if (again && document.activeElement !== again) {
    again.focus({ preventScroll: true });
    if (kept.caret !== null && again.setSelectionRange) try { again.setSelectionRange(kept.caret, kept.caret); } catch { /* not a text box */ }
  }
  const line = kept.line && document.getElementById(kept.line.id);
  const wanted = line ? window.scrollY + line.getBoundingClientRect().top - kept.line.top : kept.y;
  if (Math.abs(window.scrollY - wanted) > 2) window.scrollTo({ top: wanted, behavior: "instant" });
  kept = null;
});

// --- Shortcuts: single keys, so they can be turned off (a taste, the only thing this browser is asked to keep). ---

const dialog = document.getElementById("kf-shortcuts");
const search = document.getElementById("kf-search");
const toggle = dialog?.querySelector("[data-shortcuts-toggle]");
const areOff = () => { try { return localStorage.getItem("kf-shortcuts") === "off"; } catch { return false; } };

function showToggle() {
  if (!toggle) return;
  toggle.setAttribute("aria-pressed", String(areOff()));
  toggle.textContent = areOff() ? "Turn shortcuts on" : "Turn shortcuts off";
}

toggle?.addEventListener("click", () => {
  try { localStorage.setItem("kf-shortcuts", areOff() ? "on" : "off"); } catch { /* private window */ }
  showToggle();
});
document.querySelector("[data-shortcuts-open]")?.addEventListener("click", () => dialog?.showModal());

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || areOff() || dialog?.open) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  if (event.key === "?" && dialog) { event.preventDefault(); dialog.showModal(); return; }
  if (event.key === "/" && search) { event.preventDefault(); search.focus(); search.select(); return; }
  const link = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (link) { event.preventDefault(); link.click(); }
});

// --- Arrows: from the box of <form data-arrows="#list"> down through the list's links and back up. ---

document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const form = document.querySelector("form[data-arrows]");
  const box = form?.querySelector("input[type=search]");
  const links = [...document.querySelectorAll(`${form?.dataset.arrows} a[href]`)];
  const stops = [box, ...links];
  const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!links.length || !stops.includes(document.activeElement) || !next) return;
  event.preventDefault();
  next.focus();
});

// --- Menus of the bar, and a phone's one menu: Escape closes the innermost, a press elsewhere all. ---

const MENUS = ".kf-menu[open], .kf-small[open]";
document.addEventListener("keydown", (event) => {
  const open = [...document.querySelectorAll(MENUS)].at(-1);
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(MENUS)) if (!open.contains(event.target)) open.open = false;
});

// --- The way out of a public page: leave nothing behind the back button. ---

for (const way of document.querySelectorAll("[data-exit]")) {
  way.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.replaceChildren();
    window.location.replace(way.href);
  });
}

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
showToggle();
startPieces(document);
