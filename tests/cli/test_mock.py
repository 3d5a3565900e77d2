"""`speclift mock`: a server that is there until it is interrupted."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from command_line import Run

from speclift.document import load_document
from speclift.mock import Credentials
from speclift.mock.index import credential_lines


@pytest.mark.parametrize(
    ("arguments", "prefix"),
    [(("trueconf-server", "v3.9"), "/api/v3.9"), (("trueconf-server",), "/api/v3.10")],
)
def test_it_serves_until_it_is_interrupted(workspace: Path, arguments: tuple[str, ...], prefix: str) -> None:
    command = [sys.executable, "-m", "speclift", "mock", *arguments, "--port", "0", "--items", "3"]
    with subprocess.Popen(command, cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = re.search(r"http://\S+", process.stdout.readline())
        assert url is not None
        token = process.stdout.readline().split()[-1]
        answer = httpx2.get(f"{url[0]}{prefix}/users", params={"access_token": token})
        assert (answer.status_code, len(answer.json()["users"])) == (200, 3)
        assert httpx2.get(f"{url[0]}{prefix}/users").status_code in (401, 403)
        assert process.stderr.readline() == f"GET {prefix}/users 200\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_a_file_can_be_served_quietly_and_a_taken_port_is_said(workspace: Path, run: Run) -> None:
    file = "spec/trueconf-server/v3.yaml"
    command = [sys.executable, "-m", "speclift", "mock", file, "--port", "0", "--quiet"]
    with subprocess.Popen(command, cwd=workspace, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = re.search(r":(\d+)$", process.stdout.readline().strip())
        assert port is not None
        done = run("mock", file, "--port", port[1], timeout=30)
        assert done.returncode == 2
        assert port[1] in done.stderr
        process.terminate()
        assert process.wait(10) == 0


@pytest.mark.parametrize(
    ("arguments", "words"), [(("nowhere",), "known: trueconf-server"), (("trueconf-server", "v9"), "no document v9")]
)
def test_what_is_not_there_is_one_line(run: Run, arguments: tuple[str, ...], words: str) -> None:
    done = run("mock", *arguments, timeout=30)
    assert done.returncode == 2
    assert words in done.stderr


CREDENTIALS = {
    "trueconf-server": [
        "access token (query parameter access_token): mock-access-token",
        "token (Authorization: Bearer): mock-access-token",
        "user: mock-user / mock-password, client: mock-client / mock-client-secret, at /oauth2/v1/token",
    ],
    "signalwire": ["HTTP basic: mock-user / mock-password"],
    "whereby": ["token (Authorization: Bearer): mock-access-token"],
    "rocketchat": ["key (header X-User-Id): mock-access-token", "key (header X-Auth-Token): mock-access-token"],
    "trueconf-videosdk": ["PIN of the first frame: mock-pin"],
}


@pytest.mark.parametrize("source", CREDENTIALS)
def test_it_prints_the_credentials_that_this_api_uses_and_no_other(source: str) -> None:
    (path,) = (Path(__file__).parents[2] / "spec" / source).glob("v*0.yaml" if source != "rocketchat" else "v1.yaml")
    document = load_document(path)
    lines = list(credential_lines(document, Credentials()))
    for line, expected in zip(lines, CREDENTIALS[source], strict=False):
        assert line.startswith(expected)
    kinds = {line.partition(":")[0] for line in lines}
    assert ("HTTP basic" in kinds) == (source == "signalwire")
    assert ("PIN of the first frame" in kinds) == (source == "trueconf-videosdk")
    assert len(lines) >= len(CREDENTIALS[source])


def test_strict_and_stateful(workspace: Path) -> None:
    file = "spec/trueconf-server/v3.10.yaml"
    command = [sys.executable, "-m", "speclift", "mock", file, "--port", "0", "--strict", "--stateful"]
    with subprocess.Popen(command, cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[-1] + "/api/v3.10"
        with httpx2.Client(params={"access_token": "mock-access-token"}) as client:
            group = client.post(f"{url}/groups", json={"display_name": "Readers"}).json()["group"]
            assert client.get(f"{url}/groups/{group['id']}").json()["group"]["display_name"] == "Readers"
            assert client.get(f"{url}/groups/{group['id']}/").status_code == 404
            assert client.delete(f"{url}/groups/{group['id']}").status_code == 200
            gone = client.get(f"{url}/groups/{group['id']}")
            assert (gone.status_code, gone.json()["error"]["errors"][0]["reason"]) == (404, "groupNotFound")
        process.terminate()
        assert process.wait(10) == 0
