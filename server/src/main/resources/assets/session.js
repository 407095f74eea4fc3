// Says to the page that has this one in a frame whether the person who is signed in is still the one it knows
// (OpenID Connect Session Management 1.0 §3.2). All it needs is in the message and in a cookie.
"use strict";

const cookie = document.currentScript.dataset.cookie + "=";

const browserState = () => {
  const pair = document.cookie.split("; ").find((each) => each.startsWith(cookie));
  return pair ? pair.slice(cookie.length) : "";
};

// Nobody is signed in, or the browser keeps the cookie from a frame in another site's page: not to be told apart by
// the cookie alone, and "changed" would make the application ask for ever.
const isKeptAway = async () => "hasStorageAccess" in document && !(await document.hasStorageAccess());

const hash = async (text) => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
};

const answer = async (message, origin) => {
  const parts = /^([\x21-\x7e]+) ([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/.exec(message);
  if (!parts) return "error";
  const state = browserState();
  if (!state && (await isKeptAway())) return "error";
  return (await hash([parts[1], origin, state, parts[3]].join(" "))) === parts[2] ? "unchanged" : "changed";
};

addEventListener("message", async (event) => {
  if (event.source === null || event.source === window || event.origin === "null") return;
  // Where there is no hash function, the page is not on https, and there is no answer either.
  const said = await answer(event.data, event.origin).catch(() => "error");
  event.source.postMessage(said, event.origin);
});
