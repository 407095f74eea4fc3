import assert from "node:assert/strict";
import { test } from "node:test";
import * as client from "openid-client";
import { discover, signIn, WEB_SECRET } from "../support/cast.js";

const basic = (id) => discover(id, WEB_SECRET, client.ClientSecretBasic());

async function signingKey() {
  assert.ok(process.env.CLIENT_JWK, "the private key of signer");
  const jwk = JSON.parse(process.env.CLIENT_JWK);
  const key = await crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  return { key, kid: jwk.kid };
}

test("a pushed request leads to tokens", async () => {
  const tokens = await signIn(await basic("pusher"), { build: client.buildAuthorizationUrlWithPAR });
  assert.equal(tokens.claims().aud, "pusher");
});

test("a pushed request that is not good is refused at the push", async () => {
  await assert.rejects(
    signIn(await basic("pusher"), { build: client.buildAuthorizationUrlWithPAR, scope: "openid admin" }),
    { error: "invalid_scope" },
  );
});

test("a signed request leads to tokens", async () => {
  const key = await signingKey();
  const build = (config, parameters) => client.buildAuthorizationUrlWithJAR(config, parameters, key);
  assert.equal((await signIn(await basic("signer"), { build })).claims().aud, "signer");
});

test("a signed request can be pushed", async () => {
  const key = await signingKey();
  const build = async (config, parameters) => {
    const signed = await client.buildAuthorizationUrlWithJAR(config, parameters, key);
    return client.buildAuthorizationUrlWithPAR(config, signed.searchParams);
  };
  assert.equal((await signIn(await basic("signer"), { build })).claims().aud, "signer");
});
