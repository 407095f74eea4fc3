import assert from "node:assert/strict";
import { test } from "node:test";
import * as client from "openid-client";
import { damaged, discover, signIn, WEB_SECRET } from "../support/cast.js";

async function hybrid() {
  const config = await discover("hybrid", WEB_SECRET, client.ClientSecretBasic());
  client.useCodeIdTokenResponseType(config);
  return config;
}

/** Changes one parameter of an answer in the fragment. */
const replacing = (name, value) => (url) => {
  const answer = new URLSearchParams(url.hash.slice(1));
  answer.set(name, value(answer.get(name)));
  url.hash = answer.toString();
  return url;
};

test("code id_token gives an ID token with the code and one for it", async () => {
  const tokens = await signIn(await hybrid());
  assert.equal(tokens.claims().aud, "hybrid");
});

test("code id_token comes in a form, too", async () => {
  const tokens = await signIn(await hybrid(), { response_mode: "form_post" });
  assert.equal(tokens.claims().aud, "hybrid");
});

test("an ID token for another nonce is noticed", async () => {
  await assert.rejects(signIn(await hybrid(), { checks: { expectedNonce: "another" } }), /JWT claim|nonce/);
});

test("a code that the ID token is not for is noticed", async () => {
  const damage = replacing("code", damaged);
  await assert.rejects(signIn(await hybrid(), { damage }), /c_hash|JWT claim/);
});

test("an ID token whose signature was changed is noticed", async () => {
  const damage = replacing("id_token", (token) => {
    const [header, payload, signature] = token.split(".");
    return [header, payload, damaged(signature)].join(".");
  });
  await assert.rejects(signIn(await hybrid(), { damage }), { code: "OAUTH_INVALID_RESPONSE" });
});

test("a client that is not registered for it is refused", async () => {
  const config = await discover("web", WEB_SECRET, client.ClientSecretBasic());
  client.useCodeIdTokenResponseType(config);
  await assert.rejects(signIn(config), { error: "unauthorized_client" });
});
