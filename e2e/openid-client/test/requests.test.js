import assert from "node:assert/strict";
import { test } from "node:test";
import * as client from "openid-client";
import { damaged, discover, signIn, signingKey, WEB_SECRET } from "../support/cast.js";

const basic = (id) => discover(id, WEB_SECRET, client.ClientSecretBasic());

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

test("a request signed with another key is refused", async () => {
  const { kid } = await signingKey();
  const { privateKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const build = async (config, parameters) => {
    const signed = await client.buildAuthorizationUrlWithJAR(config, parameters, { key: privateKey, kid });
    return client.buildAuthorizationUrlWithPAR(config, signed.searchParams);
  };
  await assert.rejects(signIn(await basic("signer"), { build }), { error: "invalid_request_object" });
});

test("an answer as a JWT leads to tokens", async () => {
  const config = await basic("pusher");
  client.useJwtResponseMode(config);
  assert.equal((await signIn(config, { build: client.buildAuthorizationUrlWithPAR })).claims().aud, "pusher");
});

test("an answer as a JWT that was changed on the way is noticed", async () => {
  const config = await basic("web");
  client.useJwtResponseMode(config);
  const damage = (url) => {
    const [header, payload, signature] = url.searchParams.get("response").split(".");
    url.searchParams.set("response", [header, payload, damaged(signature)].join("."));
    return url;
  };
  await assert.rejects(signIn(config, { damage }), { code: "OAUTH_INVALID_RESPONSE" });
});
