"""Follows one contact with a stock Socket.IO client, and prints each sentence. Needs python-socketio and websocket-client.

    python3 follow.py http://127.0.0.1:8080 <contact token> [language]
"""
import sys
import time

import socketio

url, token, *language = sys.argv[1:]
client = socketio.Client()
newest = ("", -1)
fresh_until = 0.0


@client.on("display", namespace="/contact")
def on_display(display):
    global newest, fresh_until
    order = (display["epoch"], display["seq"])
    if order < newest:  # an older one, of a slower node
        return
    newest = order
    # Counted from receipt on a monotonic clock: no clock of this machine is compared with the server's.
    fresh_until = time.monotonic() + display["freshForSeconds"]
    print(display["state"], display["text"]["sentence"], flush=True)
    client.emit("told", {"seq": display["seq"], "level": "received", "via": "python"}, namespace="/contact")


@client.on("fresh", namespace="/contact")
def on_fresh(fresh):
    global fresh_until
    fresh_until = time.monotonic() + fresh["freshForSeconds"]


@client.on("refused", namespace="/contact")
def on_refused(refused):
    print("refused", refused["code"], flush=True)
    if not refused["retry"]:  # final: coming back would not help
        client.reconnection = False
        client.disconnect()


client.connect(
    url, namespaces=["/contact"], transports=["websocket"],
    auth={"token": token, "v": 1, **({"lang": language[0]} if language else {})},
)
client.wait()
