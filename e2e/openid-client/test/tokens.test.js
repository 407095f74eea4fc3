import assert from "node:assert/strict";
import { test } from "node:test";
import * as client from "openid-client";
import { Browser } from "../support/browser.js";
import { discover, signIn, signingKey, WEB_SECRET } from "../support/cast.js";

const web = () => discover("web", WEB_SECRET, client.ClientSecretBasic());
const offline = { scope: "openid offline_access", prompt: "consent" };

test("refresh replaces the refresh token and keeps the person", async () => {
  const config = await web();
  const first = await signIn(config, offline);
  const second = await client.refreshTokenGrant(config, first.refresh_token);
  assert.notEqual(second.refresh_token, first.refresh_token);
  assert.notEqual(second.access_token, first.access_token);
  assert.equal(second.claims().sub, first.claims().sub);
});

test("introspection says what an access token is", async () => {
  const config = await web();
  const tokens = await signIn(config);
  const answer = await client.tokenIntrospection(config, tokens.access_token);
  assert.equal(answer.active, true);
  assert.equal(answer.client_id, "web");
  assert.equal(answer.sub, tokens.claims().sub);
});

test("a revoked refresh token is of no use", async () => {
  const config = await web();
  const tokens = await signIn(config, offline);
  await client.tokenRevocation(config, tokens.refresh_token);
  assert.equal((await client.tokenIntrospection(config, tokens.refresh_token)).active, false);
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { error: "invalid_grant" });
});

test("RP-initiated logout comes back, and the next sign-in asks again", async () => {
  const config = await web();
  const browser = new Browser();
  const tokens = await signIn(config, { browser });
  const url = client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: "https://app.example/bye",
    state: "so-long",
  });
  const back = await browser.answerTo(url);
  assert.equal(back.href, "https://app.example/bye?state=so-long");
  await assert.rejects(signIn(config, { browser, prompt: "none" }), { error: "login_required" });
});

test("client_credentials as service-private-key-jwt", async () => {
  const config = await discover("service-private-key-jwt", undefined, client.PrivateKeyJwt(await signingKey()));
  const tokens = await client.clientCredentialsGrant(config);
  assert.equal(tokens.token_type, "bearer");
});

const secrets = [
  ["service-basic", client.ClientSecretBasic, "secret: with + and % of sufficient length"],
  ["service-post", client.ClientSecretPost, "another secret of sufficient length"],
  ["service-secret-jwt", client.ClientSecretJwt, "a third secret that is long enough for HS256"],
];
for (const [id, method, secret] of secrets) {
  test(`client_credentials as ${id}`, async () => {
    const config = await discover(id, secret, method());
    const tokens = await client.clientCredentialsGrant(config, { scope: "orders:read" });
    assert.equal(tokens.scope, "orders:read");
    assert.equal(tokens.id_token, undefined);
    await assert.rejects(client.clientCredentialsGrant(config, { scope: "openid payroll" }), {
      error: "invalid_scope",
    });
  });
}

test("a wrong secret is refused without saying what is wrong", async () => {
  const config = await discover("service-post", "wrong", client.ClientSecretPost());
  await assert.rejects(client.clientCredentialsGrant(config), { error: "invalid_client" });
  const unknown = await discover("nobody", "wrong", client.ClientSecretPost());
  await assert.rejects(client.clientCredentialsGrant(unknown), { error: "invalid_client" });
});
