// People who decide on another device than the one that asks.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as client from "openid-client";
import { Browser } from "../support/browser.js";
import { ALICE, discover, ISSUER, WEB_SECRET } from "../support/cast.js";

const tv = () => discover("tv", undefined, client.None());
const till = () => discover("till", WEB_SECRET, client.ClientSecretBasic());
/** A decision is there at once, so the first poll need not wait for seconds. */
const soon = (answer) => ({ ...answer, interval: 0.1 });

test("a device gets tokens once a person has agreed", async () => {
  const config = await tv();
  const waiting = await client.initiateDeviceAuthorization(config, { scope: "openid profile" });
  await new Browser().decide(waiting.verification_uri_complete, { person: ALICE });
  const tokens = await client.pollDeviceAuthorizationGrant(config, soon(waiting));
  assert.equal(tokens.claims().aud, "tv");
});

test("a device is told that a person refused", async () => {
  const config = await tv();
  const waiting = await client.initiateDeviceAuthorization(config, { scope: "openid" });
  await new Browser().decide(waiting.verification_uri_complete, { person: ALICE, decision: "deny" });
  await assert.rejects(client.pollDeviceAuthorizationGrant(config, soon(waiting)), { error: "access_denied" });
});

test("a device that asks for more than it is registered for is refused", async () => {
  await assert.rejects(client.initiateDeviceAuthorization(await tv(), { scope: "openid payroll" }), {
    error: "invalid_scope",
  });
});

test("a client that asks a person elsewhere gets tokens once the person has agreed", async () => {
  const config = await till();
  const asked = { scope: "openid profile", login_hint: ALICE.username, binding_message: "Till 7" };
  const waiting = await client.initiateBackchannelAuthentication(config, asked);
  await new Browser().decide(new URL("/account/requests", ISSUER), { person: ALICE });
  const tokens = await client.pollBackchannelAuthenticationGrant(config, soon(waiting));
  assert.equal(tokens.claims().aud, "till");
});

test("a client that asks a person elsewhere is told of the refusal", async () => {
  const config = await till();
  const asked = { scope: "openid", login_hint: ALICE.username };
  const waiting = await client.initiateBackchannelAuthentication(config, asked);
  await new Browser().decide(new URL("/account/requests", ISSUER), { person: ALICE, decision: "deny" });
  await assert.rejects(client.pollBackchannelAuthenticationGrant(config, soon(waiting)), { error: "access_denied" });
});

test("nobody is asked about a person whom nobody knows", async () => {
  const asked = { scope: "openid", login_hint: "nobody@acme.example" };
  await assert.rejects(client.initiateBackchannelAuthentication(await till(), asked), { error: "unknown_user_id" });
});
