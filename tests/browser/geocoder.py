"""Plays the service that finds addresses: what it answers, and how it fails, depends on the words asked."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

FOUND = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [2.2066, 48.8905]},
    "properties": {
        "label": "12 Rue des <b>Amandiers</b> 92000 Nanterre",
        "citycode": "92050",
        "type": "housenumber",
        "score": 0.93,
    },
}


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        words = parse_qs(urlsplit(self.path).query).get("q", [""])[0]
        status = 503 if "panne" in words else 200
        features = [FOUND] if "amandiers" in words else []
        body = json.dumps({"type": "FeatureCollection", "features": features}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def serve():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return server
