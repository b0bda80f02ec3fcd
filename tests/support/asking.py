"""What the public pages' modules do over HTTP: JSON and bytes, no cookie."""

from django.test import Client

from tests import make


def post(address, body, *, client=None, **headers):
    """A module's POST to an address below /support/."""
    client = client or Client(enforce_csrf_checks=True)
    return client.post(f"/support/{address}", body, content_type="application/json", headers=headers)


def put(sha256, data, **headers):
    return Client(enforce_csrf_checks=True).put(
        f"/support/files/{sha256}/", data, content_type="application/octet-stream", headers=headers
    )


def doors(**headers):
    return Client().get("/support/doors.json", headers=headers).json()


def send(wire, **fields):
    """A sealed report, altered where a test asks for it."""
    return post("reports/", make.as_json(wire) | fields)


def refused(answer):
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["refused"]
