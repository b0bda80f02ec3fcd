"""An organisation's own sign-in (an OpenID Connect provider) on this machine, for tests: a web server that is
asked by our server and by browsers, signs what it says with a key of its own, and believes nobody.

    provider.person     what it says of whoever comes; `None`: they press "cancel" there
    provider.asked      the paths it was asked for, in order
    provider.claims, .userinfo, .answers, .signs_with    change what it says, to be disbelieved

It checks what ours must send: the secret, the address to come back to, and the answer to the challenge.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from chapterhouse.settings import own_sign_in

CLIENT, SECRET = "chapterhouse", "a secret of both"


class Provider:
    """What it knows. `claims` and `userinfo` come on top of what is true, `answers` in its place."""

    def __init__(self, address):
        self.address, self.asked, self.codes, self.tokens = address, [], {}, {}
        self.person = {"sub": "u-1", "email": "ana@example.org", "email_verified": True}
        self.claims, self.userinfo, self.answers, self.scope = {}, {}, {}, ""
        self.key = self.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def discovery(self):
        paths = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        found = {f"{name}_endpoint": f"{self.address}/{path}" for name, path in paths.items()}
        return {**found, "issuer": self.address, "jwks_uri": f"{self.address}/keys"}

    def keys(self):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "first", "use": "sig", "alg": "RS256"}]}

    def back(self, asked):
        """Where the browser goes from here: with a code, or with a no."""
        self.scope, to = asked["scope"], asked["redirect_uri"]
        if self.person is None:
            return f"{to}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{to}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent):
        """A code is good once, and only for whoever asked for it."""
        asked = self.codes.pop(sent["code"], None)
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert asked["code_challenge_method"] == "S256"
        assert challenge == asked["code_challenge"]
        assert sent["redirect_uri"] == asked["redirect_uri"]
        assert (sent["client_id"], sent["client_secret"]) == (CLIENT, SECRET)
        access = secrets.token_urlsafe()
        self.tokens[access] = self.person
        said = {"iss": self.address, "aud": CLIENT, "sub": self.person["sub"], "exp": time.time() + 60}
        signed = jwt.encode({**said, **self.claims}, self.signs_with, "RS256", headers={"kid": "first"})
        return {"access_token": access, "token_type": "Bearer", "id_token": signed}


def handler(provider):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            there = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(there.query).items()}
            if there.path == "/authorize":
                provider.asked.append(there.path)
                self.send_response(302)
                self.send_header("Location", provider.back(asked))
                self.end_headers()
                return
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
            self.say(
                there.path,
                {
                    "/.well-known/openid-configuration": provider.discovery,
                    "/keys": provider.keys,
                    "/userinfo": lambda: {**provider.tokens[bearer], **provider.userinfo},
                },
            )

        def do_POST(self):
            body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            sent = {name: values[0] for name, values in body.items()}
            self.say(self.path, {"/token": lambda: provider.token(sent)})

        def say(self, path, known):
            provider.asked.append(path)
            try:
                status, body = 200, json.dumps(provider.answers.get(path) or known[path]())
            except (AssertionError, KeyError, TypeError):
                status, body = 400, "{}"
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_words):
            """Nothing in between what the tests say."""

    return Handler


@contextmanager
def running():
    """A provider that runs, at an address of its own on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = handler(provider)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


def switched_on(settings, provider):
    """The settings as the program makes them of OIDC_SERVER and the others."""
    settings.OIDC_SERVER = provider.address
    settings.SOCIALACCOUNT_PROVIDERS = own_sign_in(provider.address, "Union ID", CLIENT, SECRET)
