// Minutes as they are typed. Each part goes to the hub by itself; until the hub has it, it waits in this browser,
// sealed with a key that only a signed-in page of the same worker holds. What the hub has is removed here at once.

const form = document.querySelector("form[data-minutes]");
const WAIT = 900, FIRST_RETRY = 2000, LONGEST_RETRY = 30000;
const place = (section) => `kf-minutes:${form.dataset.meeting}:${section}`;
const clockTime = () => new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", hour12: true }).format(new Date()).replace(" ", "");

// --- Sealing: AES-GCM; without Web Crypto (an old browser, no HTTPS) nothing is put into this browser at all. ---

let key = null;

async function openKey() {
  if (!window.crypto?.subtle) return;
  const raw = Uint8Array.from(atob(form.dataset.seal), (c) => c.charCodeAt(0));
  key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function seal(section, said) {
  if (!key) return;
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, new TextEncoder().encode(JSON.stringify(said))));
  const text = btoa(Array.from([...nonce, ...sealed], (byte) => String.fromCharCode(byte)).join(""));
  try { localStorage.setItem(place(section), text); } catch { /* full, or a private window: the page itself still holds it */ }
}

async function unseal(section) {
  let text = null;
  try { text = localStorage.getItem(place(section)); } catch { return null; }
  if (!text || !key) return null;
  try {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, 12) }, key, bytes.slice(12));
    return JSON.parse(new TextDecoder().decode(open));
  } catch { return null; }
}

function forget(section) { try { localStorage.removeItem(place(section)); } catch { /* nothing was kept */ } }

// --- One part of the minutes. ---

class Part {
  constructor(box) {
    this.box = box;
    this.section = box.dataset.section;
    this.revision = form.querySelector(`[name="revision-${this.section}"]`);
    this.safe = form.querySelector(`[data-safe="${this.section}"]`);
    this.status = form.querySelector(`[data-status="${this.section}"]`);
    this.had = this.state();
    this.retry = FIRST_RETRY;
    this.timer = null;
    this.sending = false;
    box.addEventListener("input", () => this.changed());
    this.safe?.addEventListener("change", () => this.changed());
  }

  state() { return JSON.stringify([this.box.value, this.safe?.checked ?? false]); }
  get isOpen() { return this.state() !== this.had; }

  changed() {
    clearTimeout(this.timer);
    seal(this.section, { words: this.box.value, revision: this.revision.value });
    this.timer = setTimeout(() => this.send(), WAIT);
  }

  async send() {
    if (this.sending) { this.timer = setTimeout(() => this.send(), WAIT); return; }
    if (!this.isOpen) { forget(this.section); return; }
    const sent = this.state();
    this.sending = true;
    try {
      const answer = await this.post();
      this.had = sent;
      this.revision.value = answer.revision;
      this.retry = FIRST_RETRY;
      if (answer.aside) this.keepBeside(answer.words);
      if (!this.isOpen) forget(this.section);
      this.say(answer.aside ? "Somebody else changed this part meanwhile. Theirs stands; yours is kept beside it." : `Saved at ${clockTime()}`);
    } catch (trouble) {
      this.say(`${trouble.message} ${key ? "Your words wait on this computer, sealed." : "Keep this page open."} Trying again.`);
      this.timer = setTimeout(() => this.send(), this.retry);
      this.retry = Math.min(this.retry * 2, LONGEST_RETRY);
    } finally {
      this.sending = false;
    }
    if (this.isOpen && this.retry === FIRST_RETRY) this.timer = setTimeout(() => this.send(), WAIT);
  }

  async post() {
    const body = new FormData();
    body.set("section", this.section);
    body.set(`words-${this.section}`, this.box.value);
    body.set(`revision-${this.section}`, this.revision.value);
    if (this.safe?.checked) body.set(`safe-${this.section}`, "on");
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.querySelector('[name="csrfmiddlewaretoken"]').value;
    let answer;
    try {
      answer = await fetch(form.dataset.minutes, { method: "POST", body, credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": token } });
    } catch { throw new Error("No connection."); }
    if (answer.type === "opaqueredirect" || answer.status === 403) throw new Error("You are signed out: sign in again in another window.");
    if (answer.status === 409) throw new Error((await answer.json()).refused);
    if (!answer.ok) throw new Error("Not saved.");
    return answer.json();
  }

  keepBeside(theirs) {
    const beside = document.createElement("div");
    beside.className = "govuk-inset-text";
    beside.append(Object.assign(document.createElement("strong"), { textContent: "You typed" }), document.createElement("br"), this.box.value);
    form.querySelector(`[data-aside="${this.section}"]`).append(beside);
    this.box.value = theirs;
    this.had = this.state();
  }

  say(words) { this.status.textContent = words; }

  async bringBack() {
    const kept = await unseal(this.section);
    if (!kept || kept.words === this.box.value) { forget(this.section); return; }
    this.revision.value = kept.revision;
    this.box.value = kept.words;
    this.say("Brought back what was typed without a connection.");
    await this.send();
  }
}

if (form) {
  const parts = Array.from(form.querySelectorAll("textarea[data-section]"), (box) => new Part(box));
  const sendAll = () => parts.filter((part) => part.isOpen).forEach((part) => part.send());
  let leaving = false;
  form.addEventListener("submit", () => { leaving = true; parts.forEach((part) => { clearTimeout(part.timer); }); });
  window.addEventListener("online", sendAll);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") sendAll(); });
  window.addEventListener("beforeunload", (event) => { if (!leaving && parts.some((part) => part.isOpen)) event.preventDefault(); });
  openKey().catch(() => { key = null; }).then(async () => { for (const part of parts) await part.bringBack(); });
  form.dataset.ready = "yes";
}
