// Has the browser use or make a passkey, and sends what it answers with the form. Without it, and where the browser knows no
// passkeys, the form stays hidden.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const descriptor = (known) => ({ ...known, id: bytes(known.id) });

// WebAuthn §5.1.8 and §5.1.9 do this in newer browsers.
const decoded = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
  ...(options.excludeCredentials && { excludeCredentials: options.excludeCredentials.map(descriptor) }),
  ...(options.allowCredentials && { allowCredentials: options.allowCredentials.map(descriptor) }),
});

const encoded = ({ id, rawId, type, authenticatorAttachment, response, getClientExtensionResults }, credential) => {
  const answer = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["authenticatorData", "signature", "userHandle", "attestationObject"])
    if (response[name]) answer[name] = text(response[name]);
  if (response.getTransports) answer.transports = response.getTransports();
  return JSON.stringify({
    id,
    rawId: text(rawId),
    type,
    ...(authenticatorAttachment && { authenticatorAttachment }),
    response: answer,
    clientExtensionResults: getClientExtensionResults.call(credential),
  });
};

const form = document.querySelector("form[data-passkey]");
if (form && window.PublicKeyCredential) {
  const publicKey = () => decoded(JSON.parse(form.dataset.options));
  const problem = form.querySelector("[data-problem]");
  let waiting = null;

  const send = (credential) => {
    form.elements.credential.value = encoded(credential, credential);
    form.requestSubmit(form.querySelector("[data-send]"));
  };

  const ask = async (more) => {
    if (waiting) waiting.abort();
    waiting = new AbortController();
    const wanted = { publicKey: publicKey(), signal: waiting.signal, ...more };
    return form.dataset.passkey === "create"
      ? navigator.credentials.create(wanted)
      : navigator.credentials.get(wanted);
  };

  form.hidden = false;
  for (const other of document.querySelectorAll("[data-without-passkeys]")) other.hidden = true;

  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    problem.hidden = true;
    try {
      send(await ask({}));
    } catch {
      // Cancelled, or there is no such passkey here. Browsers do not say which.
      problem.hidden = false;
      delete form.dataset.sent;
    }
  });

  // Offered in the field for the name, where the browser can (WebAuthn §5.1.4 conditional mediation).
  if (form.dataset.conditional && PublicKeyCredential.isConditionalMediationAvailable)
    PublicKeyCredential.isConditionalMediationAvailable()
      .then((can) => can && ask({ mediation: "conditional" }).then(send))
      .catch(() => {});
}
