import assert from "node:assert/strict";
import { test } from "node:test";
import * as client from "openid-client";
import { discover, signIn, WEB_SECRET } from "../support/cast.js";

const bound = () => discover("bound", WEB_SECRET, client.ClientSecretBasic());
const spa = () => discover("spa", undefined, client.None());
const handle = async (config) => client.getDPoPHandle(config, await client.randomDPoPKeyPair("ES256"));
const info = (config, tokens, options) => client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, options);

test("tokens are bound to the key, and userinfo asks for it", async () => {
  const config = await bound();
  const DPoP = await handle(config);
  const tokens = await signIn(config, { DPoP });
  assert.equal(tokens.token_type, "dpop");
  assert.equal((await info(config, tokens, { DPoP })).sub, tokens.claims().sub);
});

test("a token is of no use without its key", async () => {
  const config = await bound();
  const tokens = await signIn(config, { DPoP: await handle(config) });
  await assert.rejects(info(config, tokens, { DPoP: await handle(config) }), { status: 401 });
  await assert.rejects(info(config, tokens), { status: 401 });
});

test("a client that must send a proof is refused without one", async () => {
  await assert.rejects(signIn(await bound()), { error: "invalid_dpop_proof" });
});

test("a code whose request was pushed with a key is redeemed with that key alone", async () => {
  const config = await bound();
  const DPoP = await handle(config);
  const build = (_, parameters) => client.buildAuthorizationUrlWithPAR(config, parameters, { DPoP });
  assert.equal((await signIn(config, { build, DPoP })).token_type, "dpop");
  await assert.rejects(signIn(config, { build, DPoP: await handle(config) }), { error: /invalid_(grant|dpop_proof)/ });
});

test("a public client's refresh token is bound to the key", async () => {
  const config = await spa();
  const DPoP = await handle(config);
  const tokens = await signIn(config, { DPoP });
  const other = { DPoP: await handle(config) };
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token, undefined, other), {
    error: /invalid_(grant|dpop_proof)/,
  });
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
  assert.equal(refreshed.token_type, "dpop");
});
