// Who takes part. The server declares the same people and clients.
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

/** Sends a browser through the authorization code flow and redeems what it brings back. */
export async function signIn(config, { browser = new Browser(), person = ALICE, build = client.buildAuthorizationUrl, ...parameters } = {}) {
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
  return client.authorizationCodeGrant(config, arrived, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
}
