import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as client from "openid-client";
import { Browser } from "../support/browser.js";
import { damaged, discover, signIn, WEB_SECRET } from "../support/cast.js";

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
const receiver = createServer(async (request, response) => {
  const form = new URLSearchParams(await text(request));
  response.end();
  receiver.emit("logout", form.get("logout_token"));
});

before(async () => {
  receiver.listen(Number(process.env.LOGOUT_PORT), "127.0.0.1");
  await once(receiver, "listening");
});
after(() => receiver.close());

test("a client is told of a logout by a token that it can verify", async () => {
  const config = await discover("told", WEB_SECRET, client.ClientSecretBasic());
  const browser = new Browser();
  const tokens = await signIn(config, { browser });
  const told = once(receiver, "logout");
  await browser.answerTo(
    client.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: "https://app.example/bye",
    }),
  );
  const [logoutToken] = await told;
  const { issuer, jwks_uri } = config.serverMetadata();
  const keys = createRemoteJWKSet(new URL(jwks_uri));
  const expected = { issuer, audience: "told", typ: "logout+jwt", requiredClaims: ["iat", "exp", "jti"] };
  const { payload } = await jwtVerify(logoutToken, keys, expected);
  assert.deepEqual(payload.events[EVENT], {});
  assert.equal(payload.nonce, undefined);
  assert.equal(payload.sid, tokens.claims().sid);
  assert.equal(payload.sub, tokens.claims().sub);
  const [header, claims, signature] = logoutToken.split(".");
  const changed = [header, claims, damaged(signature)].join(".");
  await assert.rejects(jwtVerify(changed, keys, expected), { code: "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" });
  await assert.rejects(jwtVerify(tokens.id_token, keys, expected), { code: "ERR_JWT_CLAIM_VALIDATION_FAILED" });
});
