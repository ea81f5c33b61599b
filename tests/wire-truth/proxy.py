"""A proxy that keeps what passes it.

In: requests. Out: the same requests to the server behind it, its responses, and a list of both. Invariant: nothing is
added, and nothing but headers of the connection is taken away.
"""

import http.client
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

HOP_BY_HOP = ("connection", "content-length", "keep-alive", "transfer-encoding")
METHODS = ("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "QUERY")


@dataclass
class Exchange:
    """A request and its response."""

    method: str
    target: str
    body: bytes
    status: int
    headers: dict
    response: bytes


class Handler(BaseHTTPRequestHandler):
    """Passes one request on."""

    protocol_version = "HTTP/1.1"

    def serve(self):
        """Passes it on."""
        body = self.body()
        status, headers, content = self.upstream(body)
        fields = {name.lower(): value for name, value in headers}
        self.server.seen.append(Exchange(self.command, self.path, body, status, fields, content))
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        has_content = self.command != "HEAD" and status not in (204, 304) and status >= 200
        if has_content:
            self.send_header("content-length", str(len(content)))
        self.end_headers()
        if has_content:
            self.wfile.write(content)

    def body(self):
        """The request's body."""
        if "chunked" not in self.headers.get("transfer-encoding", "").lower():
            return self.rfile.read(int(self.headers.get("content-length") or 0))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def upstream(self, body):
        """Status, headers and content of the response."""
        try:
            server = http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=30)
            server.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in HOP_BY_HOP:
                    server.putheader(name, value)
            if body or self.command in ("POST", "PUT", "PATCH"):
                server.putheader("content-length", str(len(body)))
            server.endheaders(body)
            response = server.getresponse()
            return response.status, response.getheaders(), response.read()
        except (OSError, http.client.HTTPException) as fault:
            return 502, [], repr(fault).encode()

    def log_message(self, *_):
        """Says nothing."""


for method in METHODS:
    setattr(Handler, f"do_{method}", Handler.serve)


class Proxy(ThreadingHTTPServer):
    """A proxy on a port of its own."""

    daemon_threads = True

    def __init__(self, behind):
        super().__init__(("127.0.0.1", 0), Handler)
        self.behind, self.seen = behind, []

    def __enter__(self):
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()
