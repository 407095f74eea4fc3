// Pages work without this. It shows a password on request, keeps a form from being sent twice, sends on the answers
// that travel in a form, brings the present page into sight in the navigation, and goes on from the page that signs the
// person out elsewhere.
"use strict";

for (const button of document.querySelectorAll("[data-reveal]")) {
  const input = document.getElementById(button.dataset.reveal);
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  };
  button.hidden = false;
  button.addEventListener("click", () => show(input.type === "password"));
  // As a password again, or browsers would remember it among the texts typed.
  input.form.addEventListener("submit", () => show(false));
}

for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    // A passkey's form is sent once there is an answer in it.
    if ("passkey" in form.dataset && !form.elements.credential.value) return;
    if ("sent" in form.dataset) event.preventDefault();
    form.dataset.sent = "";
  });
}

// Back on a page that the browser had kept: its forms may be sent again.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
});

// Where the navigation is wider than the screen, the page that is shown is in sight.
document.querySelector('.desk-nav [aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "center" });

for (const form of document.querySelectorAll("form[data-submit]")) form.requestSubmit();

// The frames of that page sign the person out at applications. They are waited for, but not for long.
const onward = document.querySelector('a[data-onward="true"]');
if (onward) {
  const patience = 3000;
  const go = () => location.replace(onward.href);
  if (document.readyState === "complete") go();
  else addEventListener("load", go, { once: true });
  setTimeout(go, patience);
}
