"""A small OpenID Connect provider on this machine, for tests: discovery, keys, tokens. It can be made to lie."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "kingfisher", "not-a-real-secret"


@dataclass
class Provider:
    """Vouches for whoever `claims` say. `lies` names what of the token is not true."""

    claims: dict = field(default_factory=dict)
    lies: str = ""
    asked: dict = field(default_factory=dict)  # what came with the browser
    exchanged: dict = field(default_factory=dict)  # what came for the code

    def __post_init__(self) -> None:
        self.key, self.other = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def authorize(self, address: str) -> str:
        """As if the worker had signed in there: what comes back on the address she is led to."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return f"{urlsplit(self.asked['redirect_uri']).path}?code=abc&state={self.asked['state']}"

    def id_token(self) -> str:
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, **self.claims}
        said["nonce"] = self.asked.get("nonce")
        said |= {
            "issuer": {"iss": "https://elsewhere.example"}, "audience": {"aud": "another"},
            "expiry": {"exp": now - 3600, "iat": now - 7200}, "nonce": {"nonce": "another"},
        }.get(self.lies, {})  # fmt: skip
        if self.lies == "alg":
            return jwt.encode(said, key="", algorithm="none", headers={"kid": "one"})
        return jwt.encode(said, self.other if self.lies == "key" else self.key, "RS256", headers={"kid": "one"})

    def answer(self, path: str, body: dict) -> dict | None:
        if path == "/.well-known/openid-configuration":
            here = self.issuer
            return {
                "issuer": here, "authorization_endpoint": f"{here}/authorize", "token_endpoint": f"{here}/token",
                "jwks_uri": f"{here}/keys", "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }  # fmt: skip
        if path == "/keys":
            public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}
        if path == "/token":
            self.exchanged = body
            return {"access_token": "at", "token_type": "Bearer", "id_token": self.id_token()}
        return None

    def _handler(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def reply(self, body: dict) -> None:
                said = provider.answer(urlsplit(self.path).path, body)
                self.send_response(200 if said else 404)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(said or {}).encode())

            def do_GET(self) -> None:
                self.reply({})

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.reply({name: values[0] for name, values in parse_qs(raw).items()})

            def log_message(self, *said: object) -> None:
                pass

        return Handler
