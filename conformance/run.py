#!/usr/bin/env python3
"""Runs one plan of the conformance suite, and prints a line for each module and what was wrong with it.

usage: run.py 'PLAN[variant=value]…' [NAME.json or -] [module…]      see README.md"""
import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

ISSUER = os.environ.get("ISSUER", "https://op.test:9443")
SUITE = os.environ.get("SUITE", "https://localhost.emobix.co.uk:8443") + "/"
BROWSER = os.environ.get("BROWSER")  # the executable of a Chromium, where the suite's own browser does not do
ROTATE = os.environ.get("ROTATE")  # a command that replaces the server's signing keys
PASSWORD = "correct horse battery"
UNVERIFIED = ssl._create_unverified_context()  # the suite's own certificate
LIMIT = 240

FILL = "update-image-placeholder-optional"
BUTTON = "main button.button[type=submit], button.button[type=submit]"


def task(name, match, *commands, optional=True):
    return {"task": name, "optional": optional, "match": match, "commands": list(commands)}


def login(who="foo@acme.example", fill=False):
    seen = [["wait", "xpath", "//*", 10, "Sign in", FILL]] if fill else []
    return task("Login", ISSUER + "/login*", *seen,
                ["text", "name", "username", who, "optional"],
                ["text", "name", "password", PASSWORD, "optional"], ["click", "css", BUTTON])


def consent(decision="allow"):
    return task("Consent", ISSUER + "/consent*", ["click", "css", f"button[value={decision}]"])


ERROR = task("Error page", ISSUER + "/oauth2/auth*", ["wait", "xpath", "//*", 10, ".", FILL])
DONE = task("At the client", SUITE + "test/*/callback*", ["wait", "id", "submission_complete", 20])
CONFIRM = task("Confirm", ISSUER + "/oauth2/sessions/logout*", ["click", "css", "button.button[type=submit]", "optional"])


def authorization(*tasks):
    return {"match": ISSUER + "/oauth2/auth*", "tasks": list(tasks)}


def sign_out(*tasks):
    return {"match": ISSUER + "/oauth2/sessions/logout*", "tasks": [CONFIRM, *tasks]}


def page(path, text):
    return task("Page", ISSUER + path, ["wait", "xpath", "//*", 10, text, FILL], optional=False)


AUTHORIZE = authorization(ERROR, login(), consent(), DONE)
AUTHORIZE_SEEN = authorization(login(fill=True), consent(), DONE)
REFUSE = authorization(login("bar@acme.example"), consent("deny"), DONE)
LOOK = {**authorization(page("/login*", "Sign in")), "match-limit": 1}
SIGN_OUT = sign_out(task("At the client", SUITE + "test/*/post*"))


def overrides():
    found = {"oidcc-prompt-login": [AUTHORIZE_SEEN], "oidcc-max-age-1": [AUTHORIZE_SEEN]}
    for name in ("logo", "policy", "tos"):
        found[f"oidcc-registration-{name}-uri"] = [authorization(page("/login*", "Sign in"))]
    for prefix in ("fapi1-advanced-final", "fapi2-security-profile-final"):
        found[prefix + "-user-rejects-authentication"] = [REFUSE]
        found[prefix + "-par-ensure-reused-request-uri-prior-to-auth-completion-succeeds"] = [LOOK, AUTHORIZE]
    for name in ("bad-post-logout-redirect-uri", "query-added-to-post-logout-redirect-uri"):
        found["oidcc-rp-initiated-logout-" + name] = [
            AUTHORIZE, {"match": ISSUER + "/oauth2/sessions/logout*",
                        "tasks": [page("/oauth2/sessions/logout*", "post_logout_redirect_uri")]}]
    for name in ("modified-id-token-hint", "bad-id-token-hint"):
        found["oidcc-rp-initiated-logout-" + name] = [
            AUTHORIZE, {"match": ISSUER + "/oauth2/sessions/logout*",
                        "tasks": [page("/oauth2/sessions/logout*", "id_token_hint")]}]
    # Who asks to be sent elsewhere, and does not prove for which client, is told why not.
    found["oidcc-rp-initiated-logout-no-id-token-hint"] = [
        AUTHORIZE, sign_out(page("/oauth2/sessions/logout*", "."))]
    for name in ("no-params", "no-post-logout-redirect-uri", "only-state"):
        found["oidcc-rp-initiated-logout-" + name] = [
            AUTHORIZE, sign_out(page("/oauth2/sessions/logout*", "igned out"))]
    return {name: {"browser": browser} for name, browser in found.items()}


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(SUITE + path, data=data, method=method, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, context=UNVERIFIED, timeout=120) as answer:
        text = answer.read()
        return json.loads(text) if text else None


def variant_query(variant):
    return "&variant=" + urllib.parse.quote(json.dumps(variant)) if variant else ""


class Person:
    """Does in a real browser what the tasks above say: signs in, allows, confirms."""

    def __init__(self):
        from playwright.sync_api import sync_playwright
        self.chromium = sync_playwright().start().chromium

    def begin(self):
        profile = tempfile.mkdtemp()
        os.mkdir(profile + "/Default")
        with open(profile + "/Default/Preferences", "w") as file:  # session management needs cookies in others' frames
            json.dump({"profile": {"cookie_controls_mode": 0, "block_third_party_cookies": False}}, file)
        self.page = self.chromium.launch_persistent_context(
            profile, executable_path=BROWSER, args=["--no-sandbox"], ignore_https_errors=True).pages[0]

    def visit(self, test):
        for url in call("GET", "api/runner/browser/" + test).get("urls", []):
            call("POST", f"api/runner/browser/{test}/visit?url=" + urllib.parse.quote(url, safe=""))
            self.page.goto(url)
        if not self.page.url.startswith(ISSUER):
            return
        if self.page.url.startswith(ISSUER + "/login"):
            self.page.fill("[name=username]", "foo@acme.example")
            self.page.fill("[name=password]", PASSWORD)
        button = self.page.locator("button[value=allow], button.button[type=submit]").first
        if button.is_visible():
            button.click()


def run(plan, module, person):
    """@return what became of it, and its log"""
    name, variant = module["testModule"], module.get("variant")
    test = call("POST", f"api/runner?test={name}&plan={plan}" + variant_query(variant))["id"]
    start = time.time()
    if person:
        person.begin()
    while time.time() - start < LIMIT:
        time.sleep(0.5)
        info = call("GET", "api/info/" + test)
        if info["status"] == "CONFIGURED":
            if name == "oidcc-server-rotate-keys" and ROTATE:
                subprocess.run(ROTATE, shell=True, check=True)
            call("POST", "api/runner/" + test)
        elif info["status"] == "WAITING" and person:
            person.visit(test)
        elif info["status"] in ("FINISHED", "INTERRUPTED"):
            break
    if info["status"] == "WAITING":
        call("DELETE", "api/runner/" + test)
    result = info.get("result") if info["status"] == "FINISHED" else info["status"]
    print(f"{result or info['status']:11} {name} {time.time() - start:.0f}s {test}", flush=True)
    return result, call("GET", "api/log/" + test)


def complaints(log):
    said = ("expected", "actual", "error", "missing", "unexpected")
    for entry in log:
        if entry.get("result") in ("FAILURE", "WARNING", "INTERRUPTED"):
            yield entry["result"], entry.get("src"), str(entry.get("msg"))[:300], {
                name: str(entry[name])[:300] for name in said if name in entry}


def main():
    spec, only = sys.argv[1], sys.argv[3:]
    config = {"description": "Cardea", "alias": "cardea",
              "server": {"discoveryUrl": ISSUER + "/.well-known/openid-configuration"},
              "client": {"client_name": "first client"}, "client2": {"client_name": "second client"},
              **({} if BROWSER else {"browser": [AUTHORIZE, SIGN_OUT], "override": overrides()})}
    if len(sys.argv) > 2 and sys.argv[2] != "-":
        with open(sys.argv[2]) as file:
            config |= json.load(file)
    variant = dict(pair.split("=", 1) for pair in re.findall(r"\[([^\]]*)\]", spec))
    plan = call("POST", "api/plan?planName=" + spec.split("[")[0] + variant_query(variant), config)
    totals = {}
    person = Person() if BROWSER else None
    print("### " + spec, flush=True)
    for module in plan["modules"]:
        if only and module["testModule"] not in only:
            continue
        try:
            result, log = run(plan["id"], module, person)
        except urllib.error.HTTPError as e:
            result, log = "ERROR", [{"result": "FAILURE", "msg": e.read().decode()[:300]}]
            print("ERROR       " + module["testModule"])
        totals[result] = totals.get(result, 0) + 1
        for complaint in complaints(log):
            print("       ", *complaint, flush=True)
    print("### " + ", ".join(f"{count} {result}" for result, count in sorted(totals.items(), key=str)), flush=True)


main()
