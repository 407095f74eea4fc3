import assert from "node:assert/strict";
import { test } from "node:test";
import * as client from "openid-client";
import { discover, privateKey, signIn, WEB_SECRET } from "../support/cast.js";

const ECDH = { name: "ECDH", namedCurve: "P-256" };
const metadata = { client_secret: WEB_SECRET, userinfo_signed_response_alg: "ES256" };
const decryptionKey = () => privateKey("CLIENT_ENC_JWK", ECDH, ["deriveBits"]);

async function sealed(key) {
  const config = await discover("sealed", metadata, client.ClientSecretBasic());
  client.enableDecryptingResponses(config, ["A256GCM"], { ...key, alg: "ECDH-ES+A256KW" });
  return config;
}

test("an encrypted ID token and an encrypted userinfo answer are read", async () => {
  const config = await sealed(await decryptionKey());
  const tokens = await signIn(config);
  assert.equal(tokens.id_token.split(".").length, 5);
  assert.equal(tokens.claims().aud, "sealed");
  const info = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
  assert.equal(info.name, "Alice Archer");
});

test("an encrypted answer of the authorization endpoint is read", async () => {
  const config = await sealed(await decryptionKey());
  client.useJwtResponseMode(config);
  assert.equal((await signIn(config)).claims().aud, "sealed");
});

test("with another key nothing is read", async () => {
  const { kid } = await decryptionKey();
  const pair = await crypto.subtle.generateKey(ECDH, false, ["deriveBits"]);
  await assert.rejects(signIn(await sealed({ key: pair.privateKey, kid })), { code: "OAUTH_DECRYPTION_FAILED" });
});
