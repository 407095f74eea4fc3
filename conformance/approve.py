#!/usr/bin/env python3
"""Decides as a person would about what waits at /account/requests: the suite calls it with type=allow or type=deny.

usage: approve.py      see README.md"""
import html
import http.cookiejar
import http.server
import os
import re
import ssl
import urllib.parse
import urllib.request

ISSUER = os.environ.get("ISSUER", "https://op.test:9443")
UNVERIFIED = ssl._create_unverified_context()
FORM = re.compile(r"<form[^>]*>.*?</form>", re.S)
FIELD = re.compile(r"<input[^>]*>")


def attribute(tag, name):
    found = re.search(name + r'="([^"]*)"', tag)
    return html.unescape(found.group(1)) if found else None


def fields(form):
    inputs = FIELD.findall(form)
    return {attribute(one, "name"): attribute(one, "value") or "" for one in inputs if attribute(one, "type") == "hidden"}


class Person:
    """With a browser of her own for each decision."""

    def __init__(self):
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=UNVERIFIED),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def open(self, address, form=None):
        data = None if form is None else urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(urllib.parse.urljoin(ISSUER, address), data=data)
        if data:
            request.add_header("Origin", ISSUER)
        with self.browser.open(request) as answer:
            return answer.geturl(), answer.read().decode()

    def send(self, address, form, **more):
        return self.open(urllib.parse.urljoin(address, attribute(form, "action") or ""), {**fields(form), **more})

    def decide(self, decision):
        address, page = self.open("/account/requests")
        if "/login" in address:
            address, page = self.send(address, FORM.search(page).group(), username="foo@acme.example",
                                      password="correct horse battery")
        decided = 0
        while waiting := [form for form in FORM.findall(page) if 'value="' + decision + '"' in form]:
            address, page = self.send(address, waiting[0], decision=decision)
            decided += 1
        return decided


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
        decided = Person().decide(query["type"][0])
        self.send_response(200 if decided else 404)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"decided": %d}' % decided)


http.server.HTTPServer(("127.0.0.1", 9500), Handler).serve_forever()
