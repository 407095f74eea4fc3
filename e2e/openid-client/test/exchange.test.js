import assert from "node:assert/strict";
import { test } from "node:test";
import * as client from "openid-client";
import { damaged, discover, signIn, WEB_SECRET } from "../support/cast.js";

const TYPE = "urn:ietf:params:oauth:token-type:access_token";
const basic = (id) => discover(id, WEB_SECRET, client.ClientSecretBasic());

const exchange = async (parameters) =>
  client.genericGrantRequest(await basic("exchanger"), "urn:ietf:params:oauth:grant-type:token-exchange", {
    subject_token_type: TYPE,
    ...parameters,
  });

test("a client's access token is exchanged for one of another client", async () => {
  const tokens = await signIn(await basic("web"));
  const exchanged = await exchange({ subject_token: tokens.access_token, scope: "profile" });
  assert.equal(exchanged.issued_token_type, TYPE);
  const claims = JSON.parse(Buffer.from(exchanged.access_token.split(".")[1], "base64url"));
  assert.equal(claims.sub, tokens.claims().sub);
  assert.equal(claims.client_id, "exchanger");
  assert.equal(claims.aud, "https://api.example");
});

test("a damaged token is not exchanged, and neither is one for an audience that was not agreed on", async () => {
  const { access_token } = await signIn(await basic("web"));
  await assert.rejects(exchange({ subject_token: damaged(access_token) }), { error: /invalid_(request|grant)/ });
  await assert.rejects(exchange({ subject_token: access_token, audience: "https://bank.example" }), {
    error: "invalid_target",
  });
});

test("a client that is not registered for it is refused", async () => {
  const config = await basic("web");
  const { access_token } = await signIn(config);
  const parameters = { subject_token: access_token, subject_token_type: TYPE };
  await assert.rejects(
    client.genericGrantRequest(config, "urn:ietf:params:oauth:grant-type:token-exchange", parameters),
    { error: "unauthorized_client" },
  );
});
