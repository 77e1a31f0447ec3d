"""Runs a command in a pseudo-terminal. Arguments: the answers as JSON, then the command. Prints what it wrote, and its status, as JSON."""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

PROMPT = b"Make this edit"
LIMIT = 60


def resize(terminal, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def run(answers, command):
    child, terminal = pty.fork()
    if child == 0:
        os.environ.pop("CI", None)
        os.execvp(command[0], command)
    resize(terminal, 80)
    written = b""
    answered = 0
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        written += data
        # The text since the last answer has a prompt, and nothing behind it.
        if PROMPT in written[answered:] and b"]?" in written[answered:].rsplit(PROMPT, 1)[1] and answers:
            answer = answers.pop(0)
            if "columns" in answer:
                resize(terminal, answer["columns"])
                # A person takes longer, and the signal may come behind what is typed.
                time.sleep(1)
            answered = len(written)
            os.write(terminal, answer["keys"].encode())
    else:
        os.kill(child, 9)
    _, status = os.waitpid(child, 0)
    return {"written": written.decode("utf-8", "replace"), "status": os.waitstatus_to_exitcode(status)}


json.dump(run(json.loads(sys.argv[1]), sys.argv[2:]), sys.stdout)
