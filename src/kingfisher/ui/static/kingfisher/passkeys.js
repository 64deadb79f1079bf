// Passkeys: <form data-passkey="create|get" data-asked="{...}"> asks the browser, and sends what it made in `passkey`.
// Browsers offer passkeys no other way; every page that uses them offers a way without.

const toBytes = (word) => Uint8Array.from(atob(word.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const toWord = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function asked(form) {
  const { publicKey } = JSON.parse(form.dataset.asked);
  publicKey.challenge = toBytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = toBytes(publicKey.user.id);
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    for (const one of publicKey[list] ?? []) one.id = toBytes(one.id);
  }
  return { publicKey };
}

function told(made) {
  const said = made.response;
  const response = { clientDataJSON: toWord(said.clientDataJSON) };
  if (said.attestationObject) response.attestationObject = toWord(said.attestationObject);
  if (said.authenticatorData) response.authenticatorData = toWord(said.authenticatorData);
  if (said.signature) response.signature = toWord(said.signature);
  if (said.userHandle) response.userHandle = toWord(said.userHandle);
  return {
    id: made.id, rawId: toWord(made.rawId), type: made.type, response,
    clientExtensionResults: made.getClientExtensionResults(),
  };
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const status = form.querySelector("[data-passkey-status]");
  form.addEventListener("submit", async (event) => {
    if (form.elements.passkey.value) return;
    event.preventDefault();
    status.textContent = "Follow what your browser asks.";
    try {
      const made = await navigator.credentials[form.dataset.passkey](asked(form));
      form.elements.passkey.value = JSON.stringify(told(made));
      form.requestSubmit();
    } catch {
      status.textContent = "That did not work, or took too long. Try again, or use another way.";
    }
  });
}
