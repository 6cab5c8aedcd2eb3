"""What `jiaokan restore --diff` shows: in brackets through a pipe, in colour on a terminal."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from flows import difference
from flows.restore import Repair, restore

SEED = Path(__file__).parents[1] / "seeds" / "documents" / "000_e06962ff7f16f22d.txt"


def test_the_text_without_what_was_put_in_is_the_source():
    source = SEED.read_text(encoding="utf-8")
    shown = difference.plain(source, restore(source).repairs)
    back = re.sub(r"\{\+.*?\+\}", "", shown, flags=re.DOTALL).replace("[-", "").replace("-]", "")
    assert back == source


def test_colours_tell_how_sure_a_repair_is():
    repairs = [Repair(0, 1, "?", "保", "lost_byte", "inferred"), Repair(1, 2, "?", "□", "lost_byte", "unresolved")]
    styles = {str(span.style) for span in difference.coloured("??好", repairs).spans}
    assert len(styles) == 3


def test_a_terminal_gets_colours():
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "flows", "restore", "--diff", str(SEED)]
    environment = os.environ | {"TERM": "xterm-256color"}
    with subprocess.Popen(command, stdout=terminal, env=environment, cwd=SEED.parents[2]) as process:
        os.close(terminal)
        shown = bytearray()
        while True:
            try:
                piece = os.read(controller, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
    os.close(controller)
    assert process.returncode == 0
    assert b"\x1b[" in shown
    assert "inferred" in shown.decode("utf-8", "replace")
