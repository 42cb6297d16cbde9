"""Asks the application by address, as any program would: no port, no client library."""

import json
from concurrent.futures import ThreadPoolExecutor

import anyio
from starlette.applications import Starlette

from dashboard.web import server


class Answer:
    def __init__(self):
        self.status, self.headers, self.body = 0, {}, b""

    def json(self):
        return json.loads(self.body)


def get(path, query="", headers=()):
    answer = Answer()

    async def receive():
        return {"type": "http.request"}

    async def send(message):
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/api/v1/{path}",
        "root_path": "",
        "query_string": query.encode(),
        "headers": list(headers),
    }
    # A thread of its own: the browser of other tests may keep an event loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(anyio.run, Starlette(routes=server.routes()), scope, receive, send).result()
    return answer
