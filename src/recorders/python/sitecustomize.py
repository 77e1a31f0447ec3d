"""Records what a suite does with its test clients, for `bump-testclient record` and `bump-testclient prove`.

Python imports this file at start where its folder is in `PYTHONPATH`. It does nothing unless the variable `BUMP_TESTCLIENT_RECORD` says where to
write. It changes nothing that a suite can see, and it never writes a value: `docs/evidence.md` says what it writes, `src/evidence/format.ts` how.

It needs Python 3.7 or later and nothing else. `python -I`, `-E` and `-S` do not import it: such processes are not recorded.
"""
import atexit
import functools
import hashlib
import io
import itertools
import json
import numbers
import os
import re
import sys
import threading
import time
import weakref

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


# Files are opened as bytes, also on Windows, and are none of a child's.
PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


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
    system = (os.open, os.read, os.write, os.close)

    def __init__(self, settings):
        self.settings = settings
        self.before_flush = []  # Functions that write what they have counted.
        self.after_fork = []  # Functions that forget what they have counted.
        self.begin(eager=0)

    def begin(self, eager=50):
        """Begins a process: at the start, and in the child after a fork, whose parent will write what is pending.

        The first `eager` counts are written at once: a child may be killed as soon as it has done its work, as workers of multiprocessing are.
        """
        self.eager = eager
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
        self.eager -= 1
        if self.eager >= 0 or self.clock() - self.written_at >= self.SECONDS:
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
        open_file, _, write, close = self.system
        file = open_file(self.settings.to, os.O_WRONLY | os.O_APPEND | os.O_CREAT | PLAIN, 0o666)
        try:
            for chunk in chunks(lines, self.CHUNK):
                while chunk:
                    chunk = chunk[write(file, chunk) :]
        finally:
            close(file)

    def read(self, path):
        """The bytes of a file."""
        open_file, read, _, close = self.system
        file = open_file(path, os.O_RDONLY | PLAIN)
        try:
            return b"".join(iter(functools.partial(read, file, self.CHUNK), b""))
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


# --- Places -------------------------------------------------------------------------------------------------------------------------------------


class Paths(dict):
    """The paths of the user's own files in the evidence, by the name that code objects have for them; None for all other code.

    The user's own files are those below the root, without what was installed there and without the standard library.
    """

    FOREIGN = {"site-packages", "dist-packages", ".venv", "venv", "node_modules", ".tox", ".nox"}
    # Many names means that code is made again and again (`exec`): they are forgotten, and looked at once more.
    LIMIT = 20000

    def __init__(self, root, found):
        super().__init__()
        self.found = found  # Called with each new path and its file.
        self.roots = {os.path.join(os.path.normcase(one), "") for one in (root, os.path.realpath(root))}
        self.standard = os.path.join(os.path.normcase(os.path.dirname(os.__file__)), "")
        self.here = os.getcwd()

    def __missing__(self, name):
        if len(self) > self.LIMIT:
            self.clear()
        self[name] = path = self.path_of(name)
        return path

    def path_of(self, name):
        # `<string>` and `<frozen os>` are names of code without a file.
        if type(name) is not str or name.startswith("<"):
            return None
        file = os.path.normpath(os.path.join(self.here, name))
        path = self.below_root(file) or self.below_root(os.path.realpath(file))
        return path if path is not None and self.found(path, file) else None

    def below_root(self, file):
        known = os.path.normcase(file)
        root = next((one for one in self.roots if known.startswith(one)), None)
        if root is None or known.startswith(self.standard):
            return None
        parts = file[len(root) :].split(os.sep)
        return None if self.FOREIGN.intersection(parts) else "/".join(parts)


class Places:
    """Where a frame of the user's own code is: `(path, line)`, from Python 3.11 on `(path, line, column, end line, end column)`."""

    CHAIN = 8
    # Above these frames are those of whoever runs the event loop: they did not call what runs in it.
    LOOPS = ("asyncio/events.py", "asyncio\\events.py", "trio/_core/_run.py", "trio\\_core\\_run.py")

    def __init__(self, output):
        self.output = output
        self.paths = Paths(output.settings.root, self.found)
        self.loops = {}  # By file name: whether it is one of `LOOPS`.
        self.wide = {}  # By path: the lines that are not ASCII, as UTF-8, by their number.
        self.known = {}  # By code and instruction: the code, so that it lives as long as its id is used, and the place.
        output.after_fork.append(self.forget)

    def forget(self):
        # The child writes lines about files of its own.
        self.paths.clear()

    def found(self, path, file):
        """Notes a file of the user. False where there is no such file."""
        try:
            data = self.output.read(file)
        except OSError:
            return False
        self.output.line("file", {"path": path, "hash": hashlib.sha256(data).hexdigest()[:16]})
        if path not in self.wide:
            self.wide[path] = wide_lines(data)
        return True

    def of(self, frame):
        """The place of a frame of the user's own code."""
        code, instruction = frame.f_code, frame.f_lasti
        key = (id(code), instruction)
        known = self.known.get(key)
        if known is None:
            if len(self.known) > Paths.LIMIT:
                self.known.clear()
            known = self.known[key] = (code, self.computed(frame, code, instruction))
        return known[1]

    def computed(self, frame, code, instruction):
        path = self.paths[code.co_filename]
        positions = getattr(code, "co_positions", None)
        if positions is not None:
            line, end_line, column, end_column = next(itertools.islice(positions(), instruction // 2, None), (None,) * 4)
            if None not in (line, end_line, column, end_column):
                return (path, line, self.units(path, line, column), end_line, self.units(path, end_line, end_column))
        return (path, frame.f_lineno)

    def units(self, path, line, column):
        """A column in UTF-16 units, as Python tells it in bytes of UTF-8."""
        text = self.wide[path].get(line)
        return column if text is None else len(text[:column].decode("utf-8", "ignore").encode("utf-16-le")) // 2

    def chain(self, frame):
        """The places of the user's frames above a frame, innermost first."""
        places = []
        paths, loops = self.paths, self.loops
        above = frame.f_back
        while above is not None and len(places) < self.CHAIN:
            name = above.f_code.co_filename
            if paths[name] is not None:
                places.append(self.of(above))
            elif self.runs_loop(name):
                break
            above = above.f_back
        return tuple(places)

    def innermost(self, frame):
        """The place of the innermost frame of the user's own code from a frame on upwards; None where there is none."""
        while frame is not None:
            name = frame.f_code.co_filename
            if self.paths[name] is not None:
                return self.of(frame)
            if self.runs_loop(name):
                return None
            frame = frame.f_back
        return None

    def runs_loop(self, name):
        known = self.loops.get(name)
        if known is None:
            if len(self.loops) > Paths.LIMIT:
                self.loops.clear()
            known = self.loops[name] = name.endswith(self.LOOPS)
        return known


def wide_lines(data):
    """The lines of a file of Python that are not ASCII, as UTF-8, by their number."""
    if data.isascii():
        return {}
    import tokenize  # Few files need it.

    lines = io.BytesIO(data)
    encoding = tokenize.detect_encoding(lines.readline)[0]
    numbered = enumerate(re.split("\r\n|\r|\n", data.decode(encoding, "replace")), 1)
    return {number: line.encode("utf-8", "replace") for number, line in numbered if not line.isascii()}


# --- Kinds --------------------------------------------------------------------------------------------------------------------------------------

# Values are looked at by their types alone, and the contents of built-in ones by the methods of these: no code of the user runs, nothing is consumed.

KINDS = {
    str: "text",
    bytes: "bytes",
    bytearray: "buffer",
    memoryview: "buffer",
    dict: "mapping",
    list: "sequence",
    tuple: "sequence",
    int: "number",
    float: "number",
    complex: "number",
    bool: "boolean",
    type(None): "none",
}

# In this order, as classes may derive from several of them.
BASES = (
    (str, "text"),
    (bytes, "bytes"),
    (bytearray, "buffer"),
    (dict, "mapping"),
    (list, "sequence"),
    (tuple, "sequence"),
    (io.TextIOBase, "text-stream"),
    (io.RawIOBase, "stream"),
    (io.BufferedIOBase, "stream"),
    (numbers.Number, "number"),
)

SCALARS = (str, bytes, int, float, complex, bool)
# Kinds that are told of values in a mapping or in pairs.
AMONG = {"none", "boolean", "bytes", "number", "sequence", "mapping"}
# How much of a text is looked at, and how many values of a collection; one with more of them is of no known kind.
SHORT = 4096
MANY = 10000

SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*://")


def described(value):
    """What a value is: its kind, and flags behind it: `mapping+none`. See `RecordedValue` in src/core/model/recorded.ts."""
    kind = kind_of(type(value))
    if kind == "text":
        return "+".join([kind, *flags_of_text(str.__str__(value))])
    if kind == "bytes":
        return "+".join([kind, *flags_of_bytes(value)])
    if kind == "boolean":
        return "boolean+true" if value is True else "boolean+false"
    if kind == "mapping":
        return described_mapping(value)
    if kind == "sequence":
        return described_sequence(value)
    if type(value) is bytearray and not value:
        return "buffer+empty"
    # `NamedTemporaryFile` gives a class of its own around the file.
    if kind == "unknown" and type(value) is getattr(sys.modules.get("tempfile"), "_TemporaryFileWrapper", None):
        return kind_of(type(vars(value)["file"]))
    return kind


def kind_of(cls):
    kind = KINDS.get(cls)
    return kind or next((kind for base, kind in BASES if issubclass(cls, base)), "unknown")


def flags_of_text(text):
    if not text:
        return ["empty"]
    start = text[:SHORT]
    flags = ["query"] if "?" in start else []
    if SCHEME.match(start):
        flags.append("absolute")
    if is_json(text):
        flags.append("json")
    return flags


def flags_of_bytes(value):
    if bytes.__len__(value) == 0:
        return ["empty"]
    return ["json"] if is_json(value) else []


def is_json(text):
    """Whether it can be read as JSON; a long one by how it begins and ends."""
    if len(text) > SHORT:
        ends = (text[:64].lstrip()[:1], text[-64:].rstrip()[-1:])
        return ends in (("{", "}"), ("[", "]"), (b"{", b"}"), (b"[", b"]"))
    try:
        json.loads(text)
        return True
    except (ValueError, RecursionError):
        return False


def described_mapping(value):
    size = dict.__len__(value)
    if size > MANY:
        return "unknown"
    return "+".join(["mapping", *(["empty"] if size == 0 else flags_among(dict.values(value)))])


def described_sequence(value):
    base = list if issubclass(type(value), list) else tuple
    size = base.__len__(value)
    if size > MANY:
        return "unknown"
    if size == 0:
        return "sequence+empty"
    items = list(base.__iter__(value))
    pairs = [pair_of(item) for item in items]
    return "sequence" if None in pairs else "+".join(["pairs", *flags_of_pairs(items, pairs)])


def pair_of(item):
    """A list or tuple of two as a tuple; None where it is not one."""
    for base in (tuple, list):
        if issubclass(type(item), base) and base.__len__(item) == 2:
            return tuple(base.__iter__(item))
    return None


def flags_of_pairs(items, pairs):
    flags = flags_among(second for _, second in pairs)
    if all(type(item) is tuple for item in items) and all(type(one) in SCALARS for pair in pairs for one in pair):
        flags.append("scalar-pairs")
    keys = [key for key, _ in pairs if type(key) in SCALARS]
    if len(set(keys)) < len(keys):
        flags.append("repeated-key")
    return flags


def flags_among(values):
    found = {kind_of(cls) for cls in set(map(type, values))}
    return sorted(found & AMONG)


# --- Calls --------------------------------------------------------------------------------------------------------------------------------------

METHODS = ("get", "options", "head", "post", "put", "patch", "delete", "request", "send", "stream", "websocket_connect")
REDIRECTS = (301, 302, 303, 307, 308)


class Table:
    """Counts what is alike, and writes it as lines of one kind."""

    LIMIT = 5000

    def __init__(self, output, kind, fields_of):
        self.output = output
        self.kind = kind
        self.fields_of = fields_of  # From a key to the fields of its line.
        self.times = {}
        output.before_flush.append(self.write)
        output.after_fork.append(self.times.clear)

    def count(self, key):
        with self.output.lock:
            self.times[key] = self.times.get(key, 0) + 1
            if len(self.times) > self.LIMIT:
                self.output.flush()
        self.output.tick()

    def write(self):
        with self.output.lock:
            counted = list(self.times.items())
            self.times.clear()
        for key, times in counted:
            fields = self.fields_of(key)
            fields["times"] = times
            self.output.line(self.kind, fields)


class Calls:
    """The calls of clients' methods that stand in the user's own code.

    Each method of the clients gets a function around it. A call counts where its caller is a frame of the user's own code: the clients' methods call
    each other, and other libraries call them.
    """

    def __init__(self, output, places, reads):
        self.output = output
        self.places = places
        self.reads = reads
        self.table = Table(output, "call", call_fields)
        self.test_client = None  # The class of Starlette, when it was imported.
        self.libraries = []  # Classes of clients of httpx.
        self.responses = ()
        self.streams = []  # Calls of `stream` that were not sent yet: a reference to the generator that will send it, and the call.

    def watch_starlette(self, module):
        self.test_client = module.TestClient
        self.watch(module.TestClient)
        self.reads.watch(module.TestClient, "client")

    def watch_requests(self, module):
        response = sys.modules["requests.models"].Response
        self.responses += (response,)
        self.watch(module.Session)
        self.reads.watch(response)
        self.reads.watch_special(response)

    def watch_httpx(self, module):
        self.responses += (module.Response,)
        self.libraries += [module.Client, module.AsyncClient]
        self.watch(module.Client)
        self.watch(module.AsyncClient)
        self.reads.watch(module.Response)

    def watch(self, client):
        import inspect  # The clients need it too, most other processes do not.

        for name in METHODS:
            function = vars(client).get(name)
            if inspect.isfunction(function) and function.__code__.co_filename != UNSEEN:
                setattr(client, name, self.around(client, name, function))

    def around(self, client, name, function):
        """A function that does what `function` does, and notes its calls."""
        import inspect

        entered, left, raised = self.entered, self.left, self.raised

        if inspect.iscoroutinefunction(function):

            async def call(self, *args, **kwargs):
                __tracebackhide__ = True
                entry = entered(client, self, name, args, kwargs)
                try:
                    response = await function(self, *args, **kwargs)
                except BaseException as error:
                    raised(entry)
                    leave_out_frame(error)
                    raise
                left(entry, self, response)
                return response

        elif inspect.isgeneratorfunction(inspect.unwrap(function)) or inspect.isasyncgenfunction(inspect.unwrap(function)):
            opened = self.opened

            def call(self, *args, **kwargs):
                __tracebackhide__ = True
                entry = entered(client, self, name, args, kwargs)
                try:
                    manager = function(self, *args, **kwargs)
                except BaseException as error:
                    leave_out_frame(error)
                    raise
                opened(entry, manager)
                return manager

        else:

            def call(self, *args, **kwargs):
                __tracebackhide__ = True
                entry = entered(client, self, name, args, kwargs)
                try:
                    response = function(self, *args, **kwargs)
                except BaseException as error:
                    raised(entry)
                    leave_out_frame(error)
                    raise
                left(entry, self, response)
                return response

        functools.update_wrapper(call, function)
        # `inspect.getfullargspec` does not look behind `__wrapped__`.
        call.__signature__ = inspect.signature(function)
        return call

    def entered(self, client, receiver, name, args, kwargs):
        """What is known of a call at its start; None for one that does not count."""
        try:
            frame = sys._getframe(2)
            if self.places.paths[frame.f_code.co_filename] is None:
                return self.sent_by_stream(frame) if name == "send" and self.streams else None
            cls = type(receiver)
            if not issubclass(cls, client):
                return None
            return (
                self.places.of(frame),
                self.places.chain(frame),
                "%s.%s" % (cls.__module__, cls.__qualname__),
                self.library(cls),
                name,
                tuple(map(described, args)),
                tuple((option, described(value)) for option, value in sorted(kwargs.items())),
            )
        except Exception as error:
            self.output.problem("a call: %s" % where(error))
            return None

    def library(self, cls):
        if self.test_client is not None and issubclass(cls, self.test_client):
            return "test-client"
        return "httpx" if any(issubclass(cls, one) for one in self.libraries) else "other"

    def left(self, entry, receiver, response):
        """Notes a call that returned."""
        try:
            if self.test_client is not None and issubclass(type(receiver), self.test_client):
                self.reads.own(response, "response")
            if entry is None:
                return
            if issubclass(type(response), self.responses):
                self.table.count(entry + answer_of(response))
            elif entry[4] == "websocket_connect":
                self.table.count(entry + ("1xx", False))
        except Exception as error:
            self.output.problem("the answer to a call: %s" % where(error))

    def raised(self, entry):
        """Notes a call that raised an exception."""
        if entry is not None:
            self.output.guard(self.table.count, entry + ("raised", False))

    def opened(self, entry, manager):
        """Keeps a call of `stream` until its context manager is entered, which sends it: only then is there an answer."""
        if entry is not None:
            self.output.guard(self.keep, entry, manager)

    def keep(self, entry, manager):
        alive = [one for one in self.streams if one[0]() is not None]
        self.streams = alive + [(weakref.ref(manager.gen), entry)]

    def sent_by_stream(self, frame):
        for one in self.streams:
            generator = one[0]()
            if generator is not None and getattr(generator, "gi_frame", getattr(generator, "ag_frame", None)) is frame:
                self.streams = [other for other in self.streams if other is not one]
                return one[1]
        return None


def call_fields(key):
    at, chain, receiver, library, method, args, options, answer, followed = key
    fields = {"at": at, "chain": chain, "receiver": receiver, "library": library, "method": method}
    fields.update(args=args, options=dict(options), answer=answer)
    if followed:
        fields["followed"] = True
    return fields


def answer_of(response):
    """How the application answered first, and whether redirects were followed."""
    history = response.history
    first = history[0] if history else response
    status = first.status_code
    if status in REDIRECTS and "location" in first.headers:
        return ("redirect", bool(history))
    return ("%dxx" % (status // 100), bool(history))


# --- Reads --------------------------------------------------------------------------------------------------------------------------------------


# What is read without a name being written.
SPECIAL = ("__bool__", "__iter__")


class Owned(weakref.ref):
    """A reference to what came from a test client, and what it is."""

    __slots__ = ("of", "key")


class Reads:
    """The attributes that the user's own code reads of test clients, of their responses, and of what comes from these.

    Classes of the clients get a `__getattribute__` that looks at the frame that reads. Which responses are those of a test client is known by
    references: others, of the same class, do not count.
    """

    # Attributes whose values are kept an eye on too.
    PARTS = {"headers": "headers", "cookies": "cookies", "url": "url", "base_url": "url", "request": "request", "next_request": "request"}
    LIBRARIES = ("requests", "httpx", "httpx2")

    def __init__(self, output, places):
        self.output = output
        self.places = places
        self.table = Table(output, "read", read_fields)
        self.owned = {}  # By id.
        self.watched = set()

    def watch(self, cls, of=None):
        """Looks at reads of instances of a class; of all of them, where `of` says what they are, else of those that are owned."""
        if cls in self.watched:
            return
        self.watched.add(cls)
        inherited, paths, read, frame_of = cls.__getattribute__, self.places.paths, self.read, sys._getframe

        def __getattribute__(self, name):
            __tracebackhide__ = True
            try:
                value = inherited(self, name)
            except BaseException as error:
                leave_out_frame(error)
                raise
            if paths[frame_of(1).f_code.co_filename] is not None:
                read(self, name, value, of, frame_of(1))
            return value

        cls.__getattribute__ = __getattribute__

    def watch_special(self, cls):
        """Looks at what Python does not read as an attribute: `if response`, and loops over it."""
        for name in SPECIAL:
            function = vars(cls).get(name)
            if function is not None:
                setattr(cls, name, self.around(name, function))

    def around(self, name, function):
        read, paths = self.read, self.places.paths

        def call(self):
            __tracebackhide__ = True
            frame = sys._getframe(1)
            if paths[frame.f_code.co_filename] is not None:
                read(self, name, None, None, frame)
            try:
                return function(self)
            except BaseException as error:
                leave_out_frame(error)
                raise

        return functools.update_wrapper(call, function)

    def read(self, subject, name, value, of, frame):
        """Notes a read by the user's own code."""
        try:
            of = of or self.kept(subject)
            if of is None or not is_read(of, name):
                return
            place = self.places.of(frame)
            # What Python tells as columns of a condition or a loop is not the same in any two versions.
            self.table.count((place[:2] if name in SPECIAL else place, of, name))
            if name in self.PARTS:
                self.own(value, self.PARTS[name])
            elif name == "history" and type(value) is list:
                for response in value:
                    self.own(response, "response")
        except Exception as error:
            self.output.problem("a read: %s" % where(error))

    def kept(self, subject):
        reference = self.owned.get(id(subject))
        return reference.of if reference is not None and reference() is subject else None

    def own(self, value, of):
        """Keeps an eye on a value that came from a test client, if it is of a class of the clients' libraries."""
        if self.kept(value) is not None:
            return
        cls = next((one for one in type(value).__mro__ if str(one.__module__).split(".")[0] in self.LIBRARIES), None)
        if cls is None:
            return
        self.watch(cls)
        reference = Owned(value, self.disown)
        reference.of, reference.key = of, id(value)
        self.owned[id(value)] = reference

    def disown(self, reference):
        if self.owned.get(reference.key) is reference:
            del self.owned[reference.key]


def is_read(of, name):
    """Whether a name is worth a line: no private one, and not a call of a client, which has one."""
    if name in SPECIAL:
        return True
    return not name.startswith("_") and len(name) < 60 and not (of == "client" and name in METHODS)


def read_fields(key):
    at, of, name = key
    return {"at": at, "of": of, "name": name}


# --- Start --------------------------------------------------------------------------------------------------------------------------------------


def start(settings):
    """Begins to record this process."""
    output = Output(settings)
    imports = Imports(output)
    sys.meta_path.insert(0, imports)
    watch_processes(output)
    places = Places(output)
    if settings.mode == "record":
        calls = Calls(output, places, Reads(output, places))
        imports.after_import("starlette.testclient", calls.watch_starlette)
        imports.after_import("requests.sessions", calls.watch_requests)
        imports.after_import("httpx", calls.watch_httpx)
        imports.after_import("httpx2", calls.watch_httpx)
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
