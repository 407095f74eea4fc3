#!/usr/bin/env python3
"""Makes what a run of the conformance suite needs, in the directory given: keys and certificates of the clients, the
server's configuration (cardea.yaml), and one file of settings for the suite per kind of client (NAME.json).

usage: prepare.py DIRECTORY      needs python3-cryptography and openssl; see README.md"""
import base64
import json
import os
import subprocess
import sys

from cryptography.hazmat.primitives.asymmetric import rsa

ISSUER = os.environ.get("ISSUER", "https://op.test:9443")
MTLS = os.environ.get("MTLS", "https://op.test:9444")
SUITE = os.environ.get("SUITE", "https://localhost.emobix.co.uk:8443")
APPROVAL = os.environ.get("APPROVAL", "http://127.0.0.1:9500")
CIBA = "urn:openid:params:grant-type:ciba"
SERVER = """\
issuer: {issuer}
listen: {{ host: 127.0.0.1, port: {port}, tls: {{ certificate: server.crt, private_key: server.key }} }}
mtls: {{ port: {mtls_port}, trust: ca.crt }}
data: ./data
keys: {{ algorithms: [RS256, PS256, ES256] }} # EdDSA is unknown to oidcc-server-rotate-keys
features: {{ dynamic_registration: open, unsigned_request_objects: true, unsigned_id_tokens: true }}
registration: {{ require_pkce: false, per_hour: 100000, scope: "openid profile email address phone offline_access" }}
outbound: {{ private_addresses: allow, trust: ca.crt, max_bytes: 1MB }}
organizations:
  - {{ id: acme, name: Acme GmbH }}
users:
  - {{ email: foo@acme.example, email_verified: true, preferred_username: foo, password: "correct horse battery", name: Foo Bar, given_name: Foo, family_name: Bar, middle_name: M, nickname: foo, profile: "https://acme.example/foo", picture: "https://acme.example/foo.png", website: "https://acme.example/", gender: other, birthdate: "1990-01-01", zoneinfo: Europe/Berlin, locale: de-DE, phone_number: "+49 30 1234", phone_number_verified: true, address: {{ street_address: "Weg 1", locality: Berlin, postal_code: "10115", country: Germany }}, organization: acme }}
  - {{ email: bar@acme.example, email_verified: true, preferred_username: bar, password: "correct horse battery", name: Bar Foo }}
clients:
"""


def number(value):
    length = (value.bit_length() + 7) // 8
    return base64.urlsafe_b64encode(value.to_bytes(length, "big")).rstrip(b"=").decode()


def key_pair(kid):
    numbers = rsa.generate_private_key(65537, 2048).private_numbers()
    public = {"kty": "RSA", "kid": kid, "alg": "PS256", "use": "sig",
              "n": number(numbers.public_numbers.n), "e": number(numbers.public_numbers.e)}
    secret = {"d": numbers.d, "p": numbers.p, "q": numbers.q, "dp": numbers.dmp1, "dq": numbers.dmq1, "qi": numbers.iqmp}
    return public, {**public, **{name: number(value) for name, value in secret.items()}}


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, stderr=subprocess.DEVNULL)


def certificate(name, *names):
    """Signed by the authority, whose key is there from before or made now."""
    if not os.path.exists("ca.key"):
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.crt", "-days", "365",
                "-subj", "/CN=Conformance CA")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".csr", "-subj", "/CN=" + name)
    with open(name + ".ext", "w") as file:
        file.write("subjectAltName=" + ",".join("DNS:" + one for one in names or [name]) + "\n")
    openssl("x509", "-req", "-in", name + ".csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "365",
            "-extfile", name + ".ext", "-out", name + ".crt")


def text(name):
    with open(name) as file:
        return file.read()


def kinds():
    """What the plans' variants tell apart: how a client authenticates, what its tokens are bound to, what it signs."""
    for auth in ("key", "tls"):
        yield f"fapi1-{auth}", {"profile": "fapi1", "auth": auth, "bound": "mtls"}
        for bound in ("dpop", "mtls"):
            yield f"fapi2-{auth}-{bound}", {"profile": "fapi2", "auth": auth, "bound": bound}
            yield f"signing-{auth}-{bound}", {"profile": "fapi2", "auth": auth, "bound": bound, "signed": True}
        for mode in ("poll", "ping"):
            yield f"ciba-{auth}-{mode}", {"profile": "fapi1", "auth": auth, "bound": "mtls", "ciba": mode}


def client(name, index, kind, public):
    suite = f"{SUITE}/test/a/{name}/"
    client_id = f"{name}-{index}"
    settings = {"client_id": client_id, "profile": kind["profile"], "jwks": {"keys": [public]},
                "issue_refresh_token": "always", "scope": "openid profile email address phone offline_access"}
    if kind["auth"] == "tls":
        settings |= {"token_endpoint_auth_method": "tls_client_auth", "tls_client_auth_subject_dn": f"CN=client{index}"}
    if kind["bound"] == "mtls":
        settings["tls_client_certificate_bound_access_tokens"] = True
    if kind.get("signed"):
        settings["require_signed_request_object"] = True
    if "ciba" in kind:
        settings |= {"grant_types": [CIBA, "refresh_token"], "response_types": [],
                     "backchannel_token_delivery_mode": kind["ciba"],
                     "backchannel_authentication_request_signing_alg": "PS256"}
        if kind["ciba"] == "ping":
            settings["backchannel_client_notification_endpoint"] = suite + "ciba-notification-endpoint"
        return settings
    settings |= {"grant_types": ["authorization_code", "refresh_token"],
                 "redirect_uris": [suite + "callback", suite + "callback?dummy1=lorem&dummy2=ipsum"]}
    if kind["profile"] == "fapi1":
        settings["grant_types"].append("implicit")
        settings |= {"response_types": ["code", "code id_token"], "require_pkce": False}
    return settings


def known_to_suite(client_id, index, kind, private):
    known = {"client_id": client_id, "jwks": {"keys": [private]}, "dpop_signing_alg": "PS256",
             "scope": "openid profile" if index == 1 else "openid profile email"}
    if "ciba" in kind:
        known |= {"hint_type": "login_hint", "hint_value": "foo@acme.example", "acr_value": "urn:cardea:acr:password"}
    return known


def main():
    os.makedirs(sys.argv[1], exist_ok=True)
    os.chdir(sys.argv[1])
    certificate("server", ISSUER.split("//")[1].split(":")[0])
    certificate("client1")
    certificate("client2")
    lines = []
    for name, kind in kinds():
        config = {"alias": name, "resource": {"resourceUrl": (MTLS if kind["bound"] == "mtls" else ISSUER) + "/userinfo"}}
        for index, field in ((1, "client"), (2, "client2")):
            client_id = f"{name}-{index}"
            public, private = key_pair(client_id)
            lines.append("  - " + json.dumps(client(name, index, kind, public)))
            config[field] = known_to_suite(client_id, index, kind, private)
            if "mtls" in kind["bound"] or kind["auth"] == "tls":
                config["mtls" if index == 1 else "mtls2"] = {
                    "cert": text(f"client{index}.crt"), "key": text(f"client{index}.key"), "ca": text("ca.crt")}
        if "ciba" in kind:
            config["automated_ciba_approval_url"] = APPROVAL + "/?token={auth_req_id}&type={action}"
        with open(name + ".json", "w") as file:
            json.dump(config, file)
    with open("cardea.yaml", "w") as file:
        file.write(SERVER.format(issuer=ISSUER, port=ISSUER.split(":")[-1], mtls_port=MTLS.split(":")[-1]))
        file.write("\n".join(lines) + "\n")


main()
