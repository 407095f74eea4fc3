import assert from "node:assert/strict";
import { test } from "node:test";
import * as client from "openid-client";
import { discover, signIn, signingKey, WEB_SECRET } from "../support/cast.js";

const basic = (id) => discover(id, WEB_SECRET, client.ClientSecretBasic());
const PAYMENT = {
  type: "payment",
  actions: ["initiate", "status"],
  instructedAmount: { currency: "EUR", amount: "123.50" },
  creditorName: "Merchant A",
};
const asked = (...details) => ({ authorization_details: JSON.stringify(details) });
const claims = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));

test("authorization details that were pushed are in the answer and in the token", async () => {
  const config = await basic("pusher");
  assert.deepEqual(config.serverMetadata().authorization_details_types_supported, ["payment"]);
  const tokens = await signIn(config, { build: client.buildAuthorizationUrlWithPAR, ...asked(PAYMENT) });
  assert.deepEqual(tokens.authorization_details, [PAYMENT]);
  assert.deepEqual(claims(tokens.access_token).authorization_details, [PAYMENT]);
});

test("authorization details are in a signed request as an array", async () => {
  const key = await signingKey();
  const build = (config, parameters) => client.buildAuthorizationUrlWithJAR(config, parameters, key);
  const tokens = await signIn(await basic("signer"), { build, ...asked(PAYMENT) });
  assert.deepEqual(tokens.authorization_details, [PAYMENT]);
});

test("authorization details that are not what their schema says are refused at the push", async () => {
  for (const wrong of [{ ...PAYMENT, creditorName: 7 }, { ...PAYMENT, other: 1 }, { type: "loan" }, {}])
    await assert.rejects(
      signIn(await basic("pusher"), { build: client.buildAuthorizationUrlWithPAR, ...asked(wrong) }),
      { error: "invalid_authorization_details" },
    );
});

test("authorization details are not for a client that is not registered for them", async () => {
  await assert.rejects(signIn(await basic("web"), asked(PAYMENT)), { error: "invalid_authorization_details" });
});
