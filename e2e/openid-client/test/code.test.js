import assert from "node:assert/strict";
import { test } from "node:test";
import * as client from "openid-client";
import { Browser } from "../support/browser.js";
import { ALICE, discover, ISSUER, REDIRECT_URI, signIn, WEB_SECRET } from "../support/cast.js";

const web = () => discover("web", WEB_SECRET, client.ClientSecretBasic());

test("discovery names the issuer it was found at", async () => {
  const metadata = (await web()).serverMetadata();
  assert.equal(metadata.issuer + "/", ISSUER.href);
  assert.ok(metadata.authorization_response_iss_parameter_supported);
  assert.ok(metadata.supportsPKCE());
});

test("code with PKCE, state and nonce gives an ID token about the person", async () => {
  const config = await web();
  client.enableNonRepudiationChecks(config);
  const claims = (await signIn(config)).claims();
  assert.equal(claims.aud, "web");
  assert.ok(claims.sub);
});

test("userinfo answers with what the scopes allow", async () => {
  const config = await web();
  const tokens = await signIn(config);
  const info = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
  assert.equal(info.email, ALICE.username);
  assert.equal(info.name, "Alice Archer");
});

test("a second sign-in in the same browser asks nothing", async () => {
  const config = await web();
  const browser = new Browser();
  await signIn(config, { browser });
  browser.asked.length = 0;
  await signIn(config, { browser, prompt: "none" });
  assert.deepEqual(browser.asked, []);
});

test("prompt=none without a session answers login_required", async () => {
  const config = await web();
  await assert.rejects(signIn(config, { prompt: "none" }), { error: "login_required" });
});

test("a person who refuses is answered with access_denied", async () => {
  const config = await web();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT_URI,
    scope: "openid",
    prompt: "consent",
    state: "s",
    code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
    code_challenge_method: "S256",
  });
  const answer = await new Browser().answerTo(url, { person: ALICE, decision: "deny" });
  await assert.rejects(client.authorizationCodeGrant(config, answer, { expectedState: "s" }), {
    error: "access_denied",
  });
});

test("form_post brings the answer in a form", async () => {
  const config = await web();
  const tokens = await signIn(config, { response_mode: "form_post" });
  assert.equal(tokens.claims().aud, "web");
});

test("a public client does the same with PKCE alone", async () => {
  const config = await discover("spa", undefined, client.None());
  const tokens = await signIn(config);
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal(refreshed.claims().sub, tokens.claims().sub);
});

for (const algorithm of ["PS256", "ES256", "EdDSA"]) {
  test(`ID tokens signed with ${algorithm} verify`, async () => {
    const metadata = { client_secret: WEB_SECRET, id_token_signed_response_alg: algorithm };
    const config = await discover(algorithm.toLowerCase(), metadata, client.ClientSecretBasic());
    client.enableNonRepudiationChecks(config);
    const tokens = await signIn(config);
    assert.equal(JSON.parse(atob(tokens.id_token.split(".")[0])).alg, algorithm);
  });
}
