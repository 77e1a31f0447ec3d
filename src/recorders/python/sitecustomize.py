"""Records what a suite does with its test clients, for `bump-testclient record` and `bump-testclient prove`.

Python imports this file at start where its folder is in `PYTHONPATH`. It does nothing unless the variable `BUMP_TESTCLIENT_RECORD` says where to
write. It changes nothing that a suite can see, and it never writes a value: `docs/evidence.md` says what it writes, `src/evidence/format.ts` how.

It needs Python 3.7 or later and nothing else. `python -I`, `-E` and `-S` do not import it: such processes are not recorded.
"""
import atexit
import functools
import hashlib
import json
import os
import sys
import threading
import time

VARIABLE = "BUMP_TESTCLIENT_RECORD"
FORMAT = 1

# What the code of this file names as its own file. It has three effects: coverage measures no file whose name begins like this; a warning with
# a `stacklevel` passes over frames whose file has `importlib` and `_bootstrap` in its name (`warnings` does so since Python 3.3), so
# that it still points to the line of the user; and a reader of a traceback sees who it was.
UNSEEN = "<bump-testclient, as importlib._bootstrap>"


# --- Configuration ------------------------------------------------------------------------------------------------------------------------------


class Settings:
    """What the environment asks for."""

    def __init__(self, text):
        values = json.loads(text)
        self.to = values["to"]
        self.root = values["root"]
        self.run = values["run"]
        self.mode = values["mode"]
        self.values = values.get("values", False)
        # One set of lines is written for each salt.
        self.salts = values["salts"] if self.mode == "prove" else [values["salt"]]
        if not os.path.isabs(self.to) or not os.path.isabs(self.root) or self.mode not in ("record", "prove"):
            raise ValueError
        for salt in self.salts:
            bytes.fromhex(salt)


def settings_of(environment):
    """The settings; None where there are none, or where they cannot be read, which is told on stderr."""
    text = environment.get(VARIABLE)
    if not text:
        return None
    try:
        return Settings(text)
    except Exception:
        sys.stderr.write("bump-testclient: cannot read %s: nothing is recorded\n" % VARIABLE)
        return None


# --- Writing ------------------------------------------------------------------------------------------------------------------------------------


class Process:
    """What a process calls itself in its lines. There is one for each salt."""

    def __init__(self, salt):
        self.salt = salt
        self.id = "%x-%s" % (os.getpid(), os.urandom(6).hex())


class Output:
    """Writes lines to the file of a recording.

    Several processes append to the same file, so it writes whole lines, and at most `CHUNK` bytes at a time. It opens the file each time: a suite may
    close all files, or replace `open`. A process that has nothing to say leaves no line, not even that it ran.
    """

    CHUNK = 64 * 1024
    SECONDS = 5

    # Functions of the standard library that suites replace (`freezegun`, `pyfakefs`, `monkeypatch`), as they were at the start.
    encode = staticmethod(json.JSONEncoder(separators=(",", ":")).encode)
    clock = staticmethod(time.monotonic)
    system = (os.open, os.write, os.close)

    def __init__(self, settings):
        self.settings = settings
        self.before_flush = []  # Functions that write what they have counted.
        self.after_fork = []  # Functions that forget what they have counted.
        self.begin()

    def begin(self):
        """Begins a process: at the start, and in the child after a fork, whose parent will write what is pending."""
        self.lock = threading.RLock()
        self.processes = [Process(salt) for salt in self.settings.salts]
        self.pending = []
        self.size = 0
        self.begun = False
        self.written_at = self.clock()
        self.problems = []
        for forget in self.after_fork:
            forget()

    def line(self, kind, fields, process=None):
        """Adds a line; of the first process, where none is given."""
        one = process or self.processes[0]
        record = {"is": kind, "process": one.id}
        record.update(fields)
        text = (self.encode(record) + "\n").encode("ascii")
        with self.lock:
            self.pending.append(text)
            self.size += len(text)
            if self.size >= self.CHUNK:
                self.write()

    def tick(self):
        """Writes what is pending if that is due. To be called often: after a call, after a test."""
        if self.clock() - self.written_at >= self.SECONDS:
            self.flush()

    def flush(self):
        """Writes everything that was counted until now."""
        with self.lock:
            self.written_at = self.clock()
            for write in self.before_flush:
                self.guard(write)
            self.write()

    def end(self):
        """Ends the process."""
        with self.lock:
            self.flush()
            if self.begun:
                for process in self.processes:
                    self.line("end", {"problems": self.problems} if self.problems else {}, process)
                self.write()
                self.begun = False

    def problem(self, text):
        """Notes what the recorder could not do. No value may be in the text."""
        if text not in self.problems and len(self.problems) < 100:
            self.problems.append(text)

    def guard(self, function, *args):
        """Calls a function of the recorder, whose mistakes must not reach the suite. Returns None where it fails."""
        try:
            return function(*args)
        except Exception as error:
            self.problem("%s: %s" % (function.__name__, where(error)))
            return None

    def write(self):
        """Appends the pending lines to the file."""
        lines, self.pending, self.size = self.pending, [], 0
        if not lines:
            return
        if not self.begun:
            self.begun = True
            lines = [self.opening(process) for process in self.processes] + lines
        try:
            self.append(lines)
        except OSError as error:
            self.problem("cannot write: %s" % type(error).__name__)

    def opening(self, process):
        """The line that a process begins with."""
        settings = self.settings
        fields = {"is": "process", "format": FORMAT, "process": process.id, "run": settings.run, "language": "python"}
        fields.update(versions=versions(), salt=process.salt)
        return (self.encode(fields) + "\n").encode("ascii")

    def append(self, lines):
        open_file, write, close = self.system
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        file = open_file(self.settings.to, flags, 0o666)
        try:
            for chunk in chunks(lines, self.CHUNK):
                while chunk:
                    chunk = chunk[write(file, chunk) :]
        finally:
            close(file)


def chunks(lines, size):
    """Joins lines to pieces of at most `size` bytes; a line that is longer is a piece of its own."""
    piece = b""
    for line in lines:
        if piece and len(piece) + len(line) > size:
            yield piece
            piece = b""
        piece += line
    if piece:
        yield piece


def versions():
    """The versions of Python and of the libraries that were imported."""
    found = {"python": "%d.%d.%d" % sys.version_info[:3]}
    for name in ("starlette", "fastapi", "requests", "httpx", "httpx2"):
        version = getattr(sys.modules.get(name), "__version__", None)
        if type(version) is str:
            found[name] = version
    return found


def where(error):
    """Which error it was and on which line of this file, without its message: that may hold a value."""
    place = error.__traceback__
    while place.tb_next and place.tb_next.tb_frame.f_code.co_filename == UNSEEN:
        place = place.tb_next
    return "%s on line %d" % (type(error).__name__, place.tb_lineno)


# --- Processes ----------------------------------------------------------------------------------------------------------------------------------


def watch_processes(output):
    """Ends the recording of this process when it ends, and begins another in each child that is forked."""
    atexit.register(output.guard, output.end)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=output.begin)

    exit_now = os._exit

    # Children of pytest-forked and workers of multiprocessing end with this, which runs no function of `atexit`.
    @functools.wraps(exit_now)
    def _exit(status):
        output.guard(output.end)
        exit_now(status)

    os._exit = _exit


# --- Imports ------------------------------------------------------------------------------------------------------------------------------------


class Imports:
    """Runs functions after modules were executed.

    It is a finder in front of all others that has the others find each module, and that lends the module's loader another `exec_module` for its
    next use. So the module, its `__spec__` and `__loader__` are what they are without it.
    """

    def __init__(self, output):
        self.output = output
        self.functions = {}  # By the name of the module.

    def after_import(self, name, function):
        """Calls `function(module)` each time the module of this name has been executed; now, if it already was."""
        self.functions.setdefault(name, []).append(function)
        module = sys.modules.get(name)
        if module is not None and not getattr(getattr(module, "__spec__", None), "_initializing", False):
            self.output.guard(function, module)

    def find_spec(self, name, path=None, target=None):
        if name not in self.functions:
            return None
        spec = self.found_by_others(name, path, target)
        if spec is not None and spec.loader is not None:
            self.output.guard(self.lend, spec.loader, name)
        return spec

    def found_by_others(self, name, path, target):
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            spec = find(name, path, target) if find is not None and finder is not self else None
            if spec is not None:
                return spec
        return None

    def lend(self, loader, name):
        execute = loader.exec_module

        def exec_module(module):
            # A loader may load several modules.
            if module.__name__ != name:
                return execute(module)
            vars(loader).pop("exec_module", None)
            try:
                result = execute(module)
            except BaseException as error:
                leave_out_frame(error)
                raise
            for function in self.functions[name]:
                self.output.guard(function, module)
            return result

        loader.exec_module = exec_module


def leave_out_frame(error):
    """Takes the frame that has just caught the error out of its traceback. Only a bare `raise` may follow. Python before 3.11 puts it back."""
    error.__traceback__ = error.__traceback__.tb_next


# --- Start --------------------------------------------------------------------------------------------------------------------------------------


def start(settings):
    """Begins to record this process."""
    output = Output(settings)
    imports = Imports(output)
    sys.meta_path.insert(0, imports)
    watch_processes(output)
    # Each section that records something is started here with `output` and `imports`: it asks `imports.after_import(module, function)` to be
    # called, writes with `output.line(kind, fields, process)`, and runs what is its own through `output.guard`.


def renamed(code):
    """The same code, whose file is `UNSEEN`."""
    if not hasattr(code, "replace"):  # Python 3.7
        with open(code.co_filename, "rb") as file:
            return compile(file.read(), UNSEEN, "exec")
    constants = tuple(renamed(one) if isinstance(one, type(code)) else one for one in code.co_consts)
    return code.replace(co_filename=UNSEEN, co_consts=constants)


def import_next(folder):
    """Imports the `sitecustomize` that Python would have imported without this one, which takes its folder out of `sys.path`."""
    own = os.path.realpath(folder)
    sys.path[:] = [entry for entry in sys.path if not isinstance(entry, str) or os.path.realpath(entry) != own]
    replaced = sys.modules.pop("sitecustomize")
    try:
        import sitecustomize  # noqa: F401
    except ImportError as error:
        # The machinery of imports looks for the module that it has just executed.
        sys.modules.setdefault("sitecustomize", replaced)
        if error.name != "sitecustomize":
            raise
    except BaseException:
        sys.modules.setdefault("sitecustomize", replaced)
        raise


if __name__ == "sitecustomize":
    # The first time, this file executes itself once more under the name `UNSEEN`.
    exec(renamed(sys._getframe().f_code), {"__name__": "bump_testclient_recorder", "__file__": UNSEEN, "FOLDER": os.path.dirname(__file__)})
elif __name__ == "bump_testclient_recorder":
    _settings = settings_of(os.environ)
    if _settings is not None:
        try:
            start(_settings)
        except Exception as error:
            sys.stderr.write("bump-testclient: cannot record: %s\n" % where(error))
    import_next(FOLDER)  # noqa: F821
