// No word is lost: every form with something to type in is kept by the server as it is typed, and put back when its
// page is opened again. Nothing is kept in this browser. Two windows never write over each other (room: drafts).

const home = document.querySelector('meta[name="kf-drafts"]')?.content;
const whose = document.querySelector('meta[name="kf-drafts"]')?.dataset.whose;
const TYPED = 'input[type="text"], input:not([type]), input[type="email"], input[type="tel"], input[type="search"], input[type="number"], input[type="date"], textarea';
const OURS = /^(csrfmiddlewaretoken|_form|_title|_window|_went_on_with)$/;
const SIGNED_OUT = "You have been signed out. Keep this page open and sign in again in another window: what you typed here will then be saved.";
const FIRST_WAIT = 1200, NEXT_WAIT = 10000;
const time = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", hour12: true });
const clock = (moment) => time.format(new Date(moment)).replace(" ", "");

// A window's own mark, kept for this tab alone; it says nothing of what is written.
const windowMark = (() => {
  const made = () => crypto.randomUUID?.().replaceAll("-", "") ?? String(Math.random()).slice(2) + Date.now();
  try {
    const duplicated = performance.getEntriesByType("navigation")[0]?.type === "navigate" && window.name !== sessionStorage.getItem("kf-window");
    const kept = sessionStorage.getItem("kf-window");
    if (kept && !duplicated) return kept;
    const mark = made();
    sessionStorage.setItem("kf-window", mark);
    window.name = mark;
    return mark;
  } catch { return made(); }
})();

const keeps = (form) => home && form.method === "post" && !("noDraft" in form.dataset) && !form.querySelector('input[type="password"]') && form.querySelector(TYPED);

function nameOf(form) {
  const said = form.elements.namedItem("_form")?.value; // a page that lays its own draft out says which form it is
  if (said) return said;
  const within = form.id || form.elements.namedItem("do")?.value || [...document.forms].filter(keeps).indexOf(form);
  return `${location.pathname}#${within}`;
}

function typed(form) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  return body;
}

const asWords = (form) => new URLSearchParams([...typed(form)].filter(([name]) => !OURS.test(name))).toString();

// --- One form ---

class Keeper {
  constructor(form) {
    this.form = form;
    this.name = nameOf(form);
    this.note = form.querySelector("[data-draft-status]") ?? this.placeNote();
    this.sent = this.blank = asWords(form);
    this.timer = null;
    const laidOut = form.elements.namedItem("_went_on_with")?.value ?? "";
    this.isLaidOut = laidOut !== "";
    for (const [name, value] of [["_form", this.name], ["_window", windowMark], ["_went_on_with", ""]]) this.hide(name, value);
    this.wentOnWith = laidOut.startsWith(`${windowMark}:`) ? "" : laidOut;
    form.addEventListener("input", () => this.later(FIRST_WAIT));
    form.addEventListener("change", () => this.later(FIRST_WAIT));
    form.addEventListener("submit", (event) => this.send(event));
    this.putBack();
  }

  get title() {
    const does = this.form.querySelector('button:not([type="button"])')?.textContent.trim();
    return document.title.replace(/ – [^–]*$/, "") + (does ? `: ${does}` : "");
  }

  // Which other window's draft this one went on with: let go once this one is kept or sent in its place.
  get wentOnWith() { return this.form.elements.namedItem("_went_on_with").value; }

  set wentOnWith(said) { this.form.elements.namedItem("_went_on_with").value = said; }

  hide(name, value) {
    const there = this.form.elements.namedItem(name);
    if (there) { there.value = value; return; }
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    this.form.append(field);
  }

  placeNote() {
    const note = document.createElement("p");
    note.className = "kf-draft-status";
    note.setAttribute("role", "status");
    const button = this.form.querySelector('button:not([type="button"]), input[type="submit"]');
    (button?.closest(".govuk-button-group") ?? button ?? this.form.lastElementChild).before(note);
    return note;
  }

  say(words) { this.note.textContent = words; }

  later(wait) { clearTimeout(this.timer); this.timer = setTimeout(() => this.save(), wait); }

  get hasUnsaved() { return !this.leaving && asWords(this.form) !== this.sent; }

  // Once its own writer, and nobody else, has signed in again elsewhere, this page may save as before.
  async renewed() {
    const answer = await fetch(`${home}/kept?${new URLSearchParams({ form: this.name })}`, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return false;
    const { who, token } = await answer.json();
    if (!whose || who !== whose) return false;
    for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = token;
    if (this.signedOut) this.box?.remove();
    return true;
  }

  // Sent from a page whose session has ended: made good again first, if its writer is in elsewhere; else nothing goes.
  async send(event) {
    clearTimeout(this.timer);
    if (!this.signedOut) return void (this.leaving = true);
    event.preventDefault(); event.stopImmediatePropagation();
    this.signedOut = !await this.renewed().catch(() => false);
    if (!this.signedOut) return this.form.requestSubmit(event.submitter);
    this.waitFor(SIGNED_OUT); this.tell(SIGNED_OUT, []); this.box.scrollIntoView({ block: "center" });
  }

  async save(again = false) {
    const now = asWords(this.form);
    if (now === this.sent || this.leaving) return;
    const body = typed(this.form);
    body.set("_title", this.title);
    body.set("_went_on_with", this.wentOnWith);
    try {
      const answer = await fetch(`${home}/save`, {
        method: "POST", body, credentials: "same-origin", keepalive: now.length < 60000, headers: { "X-Requested-With": "draft" },
      });
      if ((answer.redirected || answer.status === 403) && !again && await this.renewed()) return this.save(true);
      this.signedOut = answer.redirected || answer.status === 403;
      if (this.signedOut) return this.waitFor(SIGNED_OUT);
      const told = await answer.json();
      if (!answer.ok) return this.say(told.error);
      this.sent = now;
      this.wentOnWith = "";
      this.say(`Draft saved at ${clock(told.saved_at)}`);
      if (told.others.length) this.offer(told.others, "This form is also being written in another window. Both are kept.");
    } catch {
      this.waitFor("Not saved yet: there is no connection. Keep this page open; it is tried again by itself.");
    }
  }

  waitFor(words) { this.say(words); this.later(NEXT_WAIT); }

  // --- Putting words back ---

  async putBack() {
    let found = [];
    try {
      const answer = await fetch(`${home}/kept?${new URLSearchParams({ form: this.name })}`, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) found = (await answer.json()).drafts;
    } catch { return; }
    found = found.filter((one) => this.differs(one));
    if (!found.length) return;
    if (found.length === 1 && asWords(this.form) === this.blank && !this.isLaidOut) {
      this.use(found[0]);
      this.tell(`We put back what you had typed and not sent, saved ${this.when(found[0])}.`, [["Start again", () => this.throwAway(found[0])]]);
    } else this.offer(found, "You typed into this form in more than one window. Both are kept: choose one to go on with.");
  }

  when(one) {
    const day = new Date(one.saved_at).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
    return `at ${clock(one.saved_at)} on ${day}`;
  }

  fields(name) { return [...this.form.elements].filter((field) => field.name === name && field.type !== "hidden" && field.type !== "file"); }

  differs(one) { return this.differences(one).length > 0; }

  differences(one) {
    const now = typed(this.form);
    const names = new Set([...this.form.elements].filter((f) => f.name && f.type !== "hidden" && f.type !== "file" && f.type !== "submit").map((f) => f.name));
    return [...names].filter((name) => now.getAll(name).join("\u0000") !== (one.answers[name] ?? []).join("\u0000"));
  }

  use(one) {
    for (const name of this.differences(one)) {
      const words = [...(one.answers[name] ?? [])];
      for (const field of this.fields(name)) {
        if (field.type === "checkbox" || field.type === "radio") {
          field.checked = words.includes(field.value);
          field.dispatchEvent(new Event("click", { bubbles: true })); // shows what a choice reveals
        } else if (field instanceof HTMLSelectElement && field.multiple) {
          for (const option of field.options) option.selected = words.includes(option.value);
        } else field.value = words.shift() ?? "";
        field.closest("details")?.setAttribute("open", "");
      }
    }
    this.sent = asWords(this.form);
    this.wentOnWith = one.window === windowMark ? "" : `${one.window}:${one.version}`;
  }

  async throwAway(one) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.namedItem("csrfmiddlewaretoken")?.value ?? "");
    body.set("_form", this.name); body.set("_window", one.window);
    await fetch(`${home}/remove`, { method: "POST", body, credentials: "same-origin", headers: { "X-Requested-With": "draft" } });
    this.leaving = true;
    location.reload();
  }

  offer(others, words) { this.tell(words, [], others); }

  tell(words, actions, others = []) {
    this.box?.remove();
    const box = this.box = document.createElement("div");
    box.className = "kf-draft-told";
    box.setAttribute("role", "status");
    const said = document.createElement("p");
    said.textContent = words;
    box.append(said);
    for (const [label, act] of actions) box.append(this.button(label, act));
    for (const one of others) box.append(this.version(one));
    this.form.prepend(box);
  }

  button(label, act) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "kf-link-button", textContent: label });
    button.addEventListener("click", act);
    return button;
  }

  version(one) {
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = `Saved ${this.when(one)}${one.window === windowMark ? " in this window" : " in another window"}`;
    const list = document.createElement("dl");
    for (const name of this.differences(one)) {
      const label = this.fields(name)[0]?.labels?.[0]?.textContent.trim() || name;
      list.append(Object.assign(document.createElement("dt"), { textContent: label }), Object.assign(document.createElement("dd"), { textContent: (one.answers[name] ?? []).join(", ") || "Nothing" }));
    }
    details.append(summary, list, this.button("Go on with this one", () => { this.use(one); this.box.remove(); this.later(0); }), " ", this.button("Throw it away", () => this.throwAway(one)));
    return details;
  }
}

// --- The page ---

const keepers = new Map();

function start(scope) {
  for (const form of scope.querySelectorAll?.("form") ?? []) if (keeps(form) && !keepers.has(form)) keepers.set(form, new Keeper(form));
}

const saveAll = () => { for (const keeper of keepers.values()) if (keeper.form.isConnected && keeper.hasUnsaved) keeper.save(); };

document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") saveAll(); });
window.addEventListener("pagehide", saveAll);
window.addEventListener("online", saveAll);
document.addEventListener("htmx:afterSettle", (event) => start(event.detail.elt));
start(document);
