// Who takes part. The server declares the same people and clients.
import assert from "node:assert/strict";
import * as client from "openid-client";
import { Browser } from "./browser.js";

export const ISSUER = new URL(process.env.CARDEA_ISSUER ?? "http://localhost:8080");
export const REDIRECT_URI = "https://app.example/cb";
export const ALICE = { username: "alice@acme.example", password: "correct-horse-alice" };
export const WEB_SECRET = "web-secret-of-sufficient-length";

/** Loopback only: the server under test has no certificate. */
const options = { execute: [client.allowInsecureRequests] };

export const discover = (id, metadata, authentication) =>
  client.discovery(ISSUER, id, metadata, authentication, options);

/** By name: the private keys that the server knows the public parts of. */
export async function privateKey(variable, algorithm, usages) {
  assert.ok(process.env[variable], `${variable} must be a private key`);
  const jwk = JSON.parse(process.env[variable]);
  return { key: await crypto.subtle.importKey("jwk", jwk, algorithm, true, usages), kid: jwk.kid };
}

export const signingKey = () => privateKey("CLIENT_JWK", { name: "ECDSA", namedCurve: "P-256" }, ["sign"]);

/** The text with another character in the middle. */
export function damaged(text) {
  const at = Math.floor(text.length / 2);
  return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
}

/**
 * Sends a browser through the authorization code flow and redeems what it brings back.
 * `checks` replaces what the client expects, `damage` what arrives.
 */
export async function signIn(config, options = {}) {
  const {
    browser = new Browser(),
    person = ALICE,
    build = client.buildAuthorizationUrl,
    checks = {},
    damage = (arrived) => arrived,
    DPoP,
    ...parameters
  } = options;
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const url = await build(config, {
    redirect_uri: REDIRECT_URI,
    scope: "openid profile email",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...parameters,
  });
  const answer = await browser.answerTo(url, { person });
  const arrived = answer.post
    ? new Request(answer.post, { method: "POST", body: new URLSearchParams(answer.fields) })
    : answer;
  const expected = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  return client.authorizationCodeGrant(config, damage(arrived), { ...expected, ...checks }, undefined, { DPoP });
}
