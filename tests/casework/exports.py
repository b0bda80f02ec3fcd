"""What tests do with an export: unpack it, and follow the page that comes with it."""

import html
import io
import json
import re
import shlex
import subprocess
import zipfile

from chapterhouse.casework.actions.talk import note
from chapterhouse.demo import desks
from chapterhouse.demo.rows import as_entry
from chapterhouse.sealing.actions.files import receive
from tests import make

FILE, FILE_NAME = b"what is in the picture" * 9000, "screenshot-of-jules.png"


def attach(told, by, data=FILE, name=FILE_NAME):
    """A responder's note with a file, sealed and arrived."""
    team = desks.team(make.member(by), make.fresh(told.case))
    named, sealed = team.seal_file(name, "image/png", data)
    entry = team.seal_entry("note", "Look at this.", files=[named])
    files = [{"entry": entry["uuid"], "sha256": named.sha256, "size": named.size}]
    note(case=make.fresh(told.case), entry=as_entry(entry, files), by=by, at=make.now())
    receive(sha256=named.sha256, body=io.BytesIO(sealed), at=make.now())
    return named


def got(answer):
    """The bytes of a download, whole."""
    assert answer.status_code == 200
    data = b"".join(answer.streaming_content)
    assert len(data) == int(answer.headers["Content-Length"])
    return data


def unzipped(data):
    """The files of a zip by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def unpack(data, folder):
    """Puts the files into a folder as people do."""
    for name, content in unzipped(data).items():
        (folder / name).write_bytes(content)
    return folder


def manifest_of(files):
    return json.loads(files["manifest.json"])


def commands(page):
    """The commands that HOW.html gives, in order."""
    return [shlex.split(html.unescape(code)) for code in re.findall(r"<code>(.*?)</code>", page)]


def follow(folder, age):
    """Runs the commands of HOW.html in its folder; what each of them printed."""
    said = []
    for program, *arguments in commands((folder / "HOW.html").read_text()):
        assert program == "age"
        done = subprocess.run(
            [age, *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=30
        )
        assert done.returncode == 0, done.stderr.decode()
        said.append(done.stdout.decode())
    return said
