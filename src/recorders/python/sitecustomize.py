"""Records what a suite does with its test clients, for `bump-testclient record` and `bump-testclient prove`.

Python imports this file at start where its folder is in `PYTHONPATH`. It does nothing unless the variable `BUMP_TESTCLIENT_RECORD` says where to
write. It changes nothing that a suite can see, and it never writes a value: `docs/evidence.md` says what it writes, `src/evidence/format.ts` how.

It needs Python 3.7 or later and nothing else. `python -I`, `-E` and `-S` do not import it: such processes are not recorded.
"""
import atexit
import functools
import hashlib
import hmac
import io
import itertools
import json
import mimetypes
import numbers
import operator
import os
import re
import sys
import threading
import time
import types
import weakref
from urllib.parse import unquote_to_bytes

VARIABLE = "BUMP_TESTCLIENT_RECORD"
FORMAT = 1

# What the code of this file names as its own file. It has three effects: coverage measures no file whose name begins like this; a warning with
# a `stacklevel` passes over frames whose file has `importlib` and `_bootstrap` in its name (`warnings` does so since Python 3.3), so
# that it still points to the line of the user; and a reader of a traceback sees who it was.
UNSEEN = "<bump-testclient, as importlib._bootstrap>"


def as_it_is(module):
    """A copy of a module of Python whose functions call each other and `os` as they are now: a suite may replace any of them by a mock."""
    names = dict(vars(module))
    for name, value in names.items():
        if isinstance(value, types.FunctionType) and value.__globals__ is vars(module):
            names[name] = types.FunctionType(value.__code__, names, value.__name__, value.__defaults__, value.__closure__)
            names[name].__kwdefaults__ = value.__kwdefaults__
    names["os"] = types.SimpleNamespace(**vars(os))
    return types.SimpleNamespace(**names)


PATHS = as_it_is(os.path)


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

    number, random = staticmethod(os.getpid), staticmethod(os.urandom)

    def __init__(self, salt):
        self.salt = salt
        self.id = "%x-%s" % (self.number(), self.random(6).hex())


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
        self.before_end = []  # Functions that write what was not complete until now.
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
        self.add(self.encode(record))

    def add(self, text):
        """Adds a line that is JSON already."""
        text = (text + "\n").encode("ascii")
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
            for write in self.before_end:
                self.guard(write)
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
            if is_of_signal(error):
                raise
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


def is_of_signal(error):
    """Whether a handler of a signal raised it, such as one that ends a test that takes too long: it came by chance while the recorder worked."""
    signal = sys.modules.get("signal")
    if signal is None:
        return False
    handlers = [getattr(one, "__func__", one) for one in map(signal.getsignal, range(1, signal.NSIG)) if type(one) in FUNCTIONS]
    codes = {getattr(one, "__code__", None) for one in handlers}
    place = error.__traceback__
    while place is not None and place.tb_frame.f_code not in codes:
        place = place.tb_next
    return place is not None


FUNCTIONS = (types.FunctionType, types.MethodType)


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
    """The paths of the user's own files in the evidence, by the name that code objects have for them.

    For all other code None, and False for that which runs event loops: frames above it have not called what runs in the loop.

    The user's own files are those below the root, without what was installed there and without the standard library.
    """

    LOOPS = ("asyncio/events.py", "asyncio\\events.py", "trio/_core/_run.py", "trio\\_core\\_run.py")
    FOREIGN = {"site-packages", "dist-packages", ".venv", "venv", "node_modules", ".tox", ".nox"}
    # Many names means that code is made again and again (`exec`): they are forgotten, and looked at once more.
    LIMIT = 20000

    def __init__(self, root, found):
        super().__init__()
        self.found = found  # Called with each new path and its file.
        self.roots = {os.path.join(os.path.normcase(one), "") for one in (root, os.path.realpath(root))}
        self.standard = os.path.join(os.path.normcase(os.path.dirname(os.__file__)), "")
        self.here = working_directory() or root

    def __missing__(self, name):
        if len(self) > self.LIMIT:
            self.clear()
        self[name] = path = self.path_of(name)
        return path

    def path_of(self, name):
        if type(name) is str and name.endswith(self.LOOPS):
            return False
        # `<string>` and `<frozen os>` are names of code without a file.
        if type(name) is not str or name.startswith("<"):
            return None
        file = PATHS.normpath(PATHS.join(self.here, name))
        path = self.below_root(file) or self.below_root(PATHS.realpath(file))
        return path if path is not None and self.found(path, file) else None

    def below_root(self, file):
        known = PATHS.normcase(file)
        root = next((one for one in self.roots if known.startswith(one)), None)
        if root is None or known.startswith(self.standard):
            return None
        parts = file[len(root) :].split(os.sep)
        return None if self.FOREIGN.intersection(parts) else "/".join(parts)


def working_directory():
    """None where it was removed."""
    try:
        return os.getcwd()
    except OSError:
        return None


class Places:
    """Where a frame of the user's own code is: `(path, line)`, from Python 3.11 on `(path, line, column, end line, end column)`."""

    CHAIN = 8

    def __init__(self, output):
        self.output = output
        self.paths = Paths(output.settings.root, self.found)
        self.wide = {}  # By path: the lines that are not ASCII, as UTF-8, by their number.
        self.asserts = {}  # By path: the line and column of each `assert`.
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
        if self.output.settings.mode == "record":
            self.output.line("file", {"path": path, "hash": sha256(data).hexdigest()[:16]})
        if path not in self.wide:
            lines = list(enumerate(utf8_lines(data), 1))
            self.wide[path] = {number: line for number, line in lines if not line.isascii()}
            self.asserts[path] = {(number, found.start()) for number, line in lines for found in ASSERT.finditer(line)}
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
            # pytest before 8.3 says of all that stands in an `assert` that it is where this begins and ends.
            if None not in (line, end_line, column, end_column) and (line, column) not in self.asserts[path]:
                return (path, line, self.units(path, line, column), end_line, self.units(path, end_line, end_column))
        return (path, frame.f_lineno)

    def units(self, path, line, column):
        """A column in UTF-16 units, as Python tells it in bytes of UTF-8."""
        text = self.wide[path].get(line)
        return column if text is None else len(text[:column].decode("utf-8", "ignore").encode("utf-16-le")) // 2

    def chain(self, frame):
        """The places of the user's frames above a frame, innermost first."""
        places = []
        paths = self.paths
        above = frame.f_back
        while above is not None and len(places) < self.CHAIN:
            path = paths[above.f_code.co_filename]
            if path:
                places.append(self.of(above))
            elif path is False:
                break
            above = above.f_back
        return tuple(places)

    def innermost(self, frame):
        """The place of the innermost frame of the user's own code from a frame on upwards; None where there is none."""
        while frame is not None:
            path = self.paths[frame.f_code.co_filename]
            if path:
                return self.of(frame)
            if path is False:
                return None
            frame = frame.f_back
        return None


ASSERT = re.compile(rb"\bassert\b")


def utf8_lines(data):
    """The lines of a file of Python as UTF-8."""
    if not data.isascii():
        import tokenize  # Few files need it.

        encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
        data = data.decode(encoding, "replace").encode("utf-8")
    return re.split(b"\r\n|\r|\n", data)


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

# As it is at the start: a suite may replace `json.loads` by a mock, which counts its calls.
DECODE = json.JSONDecoder().decode
sha256 = hashlib.sha256
# How JSON begins; most texts are none, and to find that out by reading takes ten times as long.
MAY_BE_JSON = {str: re.compile(r'\s*[\[{"\dtfnNI-]').match, bytes: re.compile(rb'\s*[\[{"\dtfnNI-]').match}
SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*://")


def described(value):
    """What a value is: its kind, and flags behind it: `mapping+none`. See `RecordedValue` in src/core/model/recorded.ts."""
    kind = kind_of(type(value))
    if kind == "text":
        return "+".join([kind, *flags_of_text(str.__str__(value))])
    if kind == "bytes":
        return "+".join([kind, *flags_of_bytes(bytes.__getitem__(value, slice(None)))])
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
    if not value:
        return ["empty"]
    return ["json"] if is_json(value) else []


def is_json(text):
    """Whether it can be read as JSON; a long one by how it begins and ends."""
    if not MAY_BE_JSON[type(text)](text):
        return False
    if len(text) > SHORT:
        ends = (text[:64].lstrip()[:1], text[-64:].rstrip()[-1:])
        return ends in (("{", "}"), ("[", "]"), (b"{", b"}"), (b"[", b"]"))
    try:
        DECODE(text if type(text) is str else text.decode("utf-8"))
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
    flags = flags_among(one for pair in pairs for one in pair)
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
                left(entry, name, self, response)
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
                left(entry, name, self, response)
                return response

        functools.update_wrapper(call, function)
        # `inspect.getfullargspec` does not look behind `__wrapped__`.
        call.__signature__ = inspect.signature(function)
        return call

    def entered(self, client, receiver, name, args, kwargs):
        """What is known of a call at its start; None for one that does not count."""
        try:
            frame = sys._getframe(2)
            if not self.places.paths[frame.f_code.co_filename]:
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
            if is_of_signal(error):
                raise
            self.output.problem("a call: %s" % where(error))
            return None

    def library(self, cls):
        if self.test_client is not None and issubclass(cls, self.test_client):
            return "test-client"
        return "httpx" if any(issubclass(cls, one) for one in self.libraries) else "other"

    def left(self, entry, name, receiver, response):
        """Notes a call that returned."""
        try:
            # All that a client sends goes through `send`.
            if name == "send" and self.test_client is not None and issubclass(type(receiver), self.test_client):
                self.reads.own(response, "response")
            if entry is None:
                return
            if issubclass(type(response), self.responses):
                self.table.count(entry + answer_of(response))
            elif entry[4] == "websocket_connect":
                self.table.count(entry + ("1xx", False))
        except Exception as error:
            if is_of_signal(error):
                raise
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
            if paths[frame_of(1).f_code.co_filename]:
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
            if paths[frame.f_code.co_filename]:
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
            if is_of_signal(error):
                raise
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


# --- What the application received --------------------------------------------------------------------------------------------------------------

# The classes that call an application, by module: what they keep it under is `app` in each of them, in every release.
TRANSPORTS = {
    "starlette.testclient": ("_ASGIAdapter", "_TestClientTransport", "WebSocketTestSession"),
    "httpx._transports.asgi": ("ASGITransport",),
    "httpx._transports.wsgi": ("WSGITransport",),
    "httpx._dispatch.asgi": ("ASGIDispatch",),
    "httpx2._transports.asgi": ("ASGITransport",),
    "httpx2._transports.wsgi": ("WSGITransport",),
}

# A line is written once its requests are as long as this, and a test does not keep more of them in memory than that.
LINE_LENGTH = 60000
KEPT_REQUESTS = 2000

BOUNDARY = re.compile(rb';\s*boundary=("[^"]*"|[^;]*)', re.IGNORECASE)
MADE_UP_BOUNDARY = re.compile(rb"--([0-9a-f]{32})\r\n")
PARAMETER = re.compile(rb';\s*(name|filename)="((?:[^"\\]|\\.)*)"')
HTTPX = re.compile(rb"^python-httpx2?/.*", re.DOTALL)

# How many digests and how many sets of headers are remembered: those that never come again must not fill the memory.
KNOWN_DIGESTS = 5000
KNOWN_HEADERS = 500

# Taken now, for a suite may replace them.
write_json_value = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
write_json = Output.encode
first = operator.itemgetter(0)
digest_of = hmac.digest
guess_type = mimetypes.guess_type


class NotedApp:
    """Stands on the class of a transport where its instances keep their application.

    Whoever reads `transport.app` gets the application itself, but for the code of the transport, which reads it to call it: that gets a `Noting`.
    So neither `client.app` nor any attribute changes, no method is replaced, and no traceback has a frame more.
    """

    def __init__(self, module, received):
        self.globals = vars(module)
        self.received = received
        self.places = weakref.WeakKeyDictionary()

    def __get__(self, transport, owner=None):
        if transport is None:
            return self
        try:
            app = vars(transport)["app"]
        except KeyError:
            raise AttributeError("'%s' object has no attribute 'app'" % type(transport).__name__) from None
        frame = sys._getframe(1)
        if frame.f_globals is not self.globals:
            return app
        received = self.received
        return Noting(app, self.places.get(transport) or received.guard(received.place, frame), received)

    def __set__(self, transport, app):
        # A WebSocket session is given what its transport has read, and reads it in another thread.
        if type(app) is Noting:
            self.places[transport] = app.at
            app = app.app
        vars(transport)["app"] = app

    def __delete__(self, transport):
        if vars(transport).pop("app", self) is self:
            raise AttributeError("app")


class Noting:
    """An application that notes what it is called with. It is no coroutine function, so it has no frame while the application runs."""

    def __init__(self, app, at, received):
        self.app = app
        self.at = at
        self.received = received

    def __call__(self, *args, **kwargs):
        __tracebackhide__ = True
        noted = self.received.guard(self.note, *args) if not kwargs else None
        return self.app(*(noted or args), **kwargs)

    def note(self, *args):
        """The arguments to call the application with, or None where they are of no request."""
        if len(args) == 2 and "REQUEST_METHOD" in args[0]:
            return note_wsgi(self.received, self.at, *args)
        if len(args) == 3 and args[0]["type"] in ("http", "websocket"):
            return note_asgi(self.received, self.at, *args)
        return None


def note_asgi(received, at, scope, receive, send):
    is_socket = scope["type"] == "websocket"
    request = Request("WEBSOCKET" if is_socket else scope["method"], scope["path"].encode("utf-8", "surrogatepass"))
    request.raw_path = scope.get("raw_path")
    request.base = (scope.get("scheme", "http"), scope.get("root_path", ""))
    request.query = scope.get("query_string") or b""
    request.headers = [(bytes(name).lower(), bytes(value)) for name, value in scope["headers"]]
    request.at = at or place_of_waiting(received, scope)
    sent = sent_request(receive) or sent_request(send)
    request.body = b"" if is_socket else sent_body(sent)
    # A request that is held on to keeps its files from being closed.
    request.sent = sent if request.body is None else None
    received.begin(request)
    if is_socket:
        received.finish(request)
        return scope, receive, send
    if request.body is None:
        receive = noting_body(received, request, receive)
    return scope, receive, noting_status(received, request, send)


def noting_body(received, request, receive):
    """A `receive` that notes what the application reads of the body."""

    async def receive_noted():
        __tracebackhide__ = True
        try:
            message = await receive()
        except BaseException as error:
            leave_out_frame(error)
            raise
        received.guard(note_chunk, received, request, message)
        return message

    return receive_noted


def note_chunk(received, request, message):
    if message["type"] != "http.request" or request.body is not None:
        return
    request.chunks.append(bytes(message.get("body", b"")))
    if not message.get("more_body", False):
        request.body = b"".join(request.chunks)
        if request.status is not None:
            received.finish(request)


def noting_status(received, request, send):
    """A `send` that notes the status. It returns what it is to be awaited, so no frame is added."""

    def send_noted(message):
        received.guard(note_answer, received, request, message)
        return send(message)

    return send_noted


def note_answer(received, request, message):
    if message["type"] == "http.response.start":
        request.status = message["status"]
        is_over = request.body is not None
    else:
        is_over = message["type"] == "http.response.body" and not message.get("more_body", False)
    if is_over:
        received.finish(request)


def note_wsgi(received, at, environ, start_response):
    request = Request(environ["REQUEST_METHOD"], wsgi_bytes(environ.get("PATH_INFO", "")))
    request.query = wsgi_bytes(environ.get("QUERY_STRING", ""))
    request.headers = [
        (wsgi_bytes((name[5:] if name.startswith("HTTP_") else name).replace("_", "-").lower()), wsgi_bytes(value))
        for name, value in environ.items()
        if type(name) is str and (name.startswith("HTTP_") or name in ("CONTENT_TYPE", "CONTENT_LENGTH"))
    ]
    request.at = at
    body = environ.get("wsgi.input")
    request.body = body.getvalue() if type(body) is io.BytesIO else None
    received.begin(request)

    def start_noted(status, *args, **kwargs):
        received.guard(note_answer, received, request, {"type": "http.response.start", "status": int(status[:3])})
        return start_response(status, *args, **kwargs)

    return environ, start_noted


def wsgi_bytes(text):
    """The bytes of a text of an environment, which has a character for each; httpx puts other characters there too."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def sent_request(function):
    """The request of the client's library that a `receive` or `send` is about, as its closure has it."""
    names = getattr(getattr(function, "__code__", None), "co_freevars", ())
    return function.__closure__[names.index("request")].cell_contents if "request" in names else None


def sent_body(sent):
    """The bytes that a request of requests or of httpx is to send, or None where they are still to be read from somewhere."""
    fields = getattr(sent, "__dict__", {})
    if "body" in fields and fields["body"] is None:
        return b""
    body = fields.get("body", fields.get("_content"))
    if type(body) is str:
        return body.encode("utf-8")
    return body if type(body) is bytes else None


def unread_body(sent):
    """The body of a form that nobody has read, where it can be had without anybody seeing that it was."""
    body = sent_body(sent)
    stream = getattr(sent, "__dict__", {}).get("stream")
    if body is not None or type(stream).__name__ != "MultipartStream":
        return body
    files = [part.file for part in stream.fields if hasattr(part, "file")]
    if not all(type(file) in (str, bytes, io.BytesIO, io.BufferedReader) for file in files):
        return None
    moved = [file for file in files if not isinstance(file, (str, bytes))]
    if not all(not file.closed and file.seekable() for file in moved):
        return None
    places = [file.tell() for file in moved]
    try:
        return b"".join(stream.iter_chunks())
    finally:
        for file, place in zip(moved, places):
            file.seek(place)


def place_of_waiting(received, scope):
    """The call that waits in another thread until the application has answered: newer transports call it from an event loop."""
    own = threading.get_ident()
    for thread, frame in list(sys._current_frames().items()):
        depth = 0
        while thread != own and frame is not None and depth < 40:
            if frame.f_code.co_name == "handle_request" and frame.f_locals.get("scope") is scope:
                return received.place(frame)
            frame, depth = frame.f_back, depth + 1
    return None


class Request:
    """A request that an application was called with. `body` is None until it is known, `texts` until it is ready to be written."""

    __slots__ = ("method", "path", "raw_path", "base", "query", "headers", "at", "sent", "body", "chunks", "status", "texts")

    def __init__(self, method, path):
        self.method = method
        self.path = path
        self.raw_path = self.at = self.sent = self.body = self.status = self.texts = None
        self.base = ("http", "")
        self.query = b""
        self.headers = ()
        self.chunks = []


class Received:
    """The requests of the test that runs, in order, until they are written."""

    def __init__(self, output, place):
        self.output = output
        self.guard = output.guard
        self.place = place  # The place of the innermost call of the user's own code, from a frame.
        self.test = ""
        self.begin_process()
        output.before_flush.append(self.write_finished)
        output.before_end.append(self.write)
        output.after_fork.append(self.begin_process)

    def begin_process(self):
        self.salted = [Salted(self.output, process) for process in self.output.processes]
        self.forget()

    def begin(self, request):
        with self.output.lock:
            self.waiting.append(request)
            if len(self.waiting) > KEPT_REQUESTS:
                self.write()

    def finish(self, request):
        """Digests a request of which no more is going to be known."""
        with self.output.lock:
            if request.texts is not None:
                return
            if request.body is None:
                request.body = self.guard(unread_body, request.sent)
            fields = self.guard(describe, request)
            request.texts = [fields and self.guard(one.text_of, fields) or "" for one in self.salted]
            request.sent, request.chunks, request.body, request.headers = None, (), b"", ()
            self.length += len(request.texts[0])
            if self.length > LINE_LENGTH:
                self.write_finished()

    def write_finished(self):
        """Writes all that stand before the first that the application still works on."""
        with self.output.lock:
            count = next((at for at, one in enumerate(self.waiting) if one.texts is None), len(self.waiting))
            done, self.waiting = self.waiting[:count], self.waiting[count:]
            self.length = sum(len(one.texts[0]) for one in self.waiting if one.texts is not None)
            for index, one in enumerate(self.salted):
                one.write(self.test, [request.texts[index] for request in done if request.texts[index]])

    def write(self):
        """Writes all, also those that the application did not answer."""
        with self.output.lock:
            for request in list(self.waiting):
                self.guard(self.finish, request)
            self.write_finished()

    def begin_test(self, test):
        self.write()
        self.test = test

    def forget(self):
        """Drops what is not written: the test is run again."""
        self.waiting, self.length = [], 0


# What is told of a request: `describe` says it in bytes, and a `Salted` writes it with digests in their place.


def describe(request):
    """The fields of a `ReceivedRequest`, in bytes, and in its order; those that it has not are None."""
    headers = sorted((one for one in request.headers if one[0] not in (b"cookie", b"content-length")), key=first)
    query = unescape(request.query.replace(b"+", b" "))
    content_type = next((value for name, value in headers if name == b"content-type"), b"")
    body = describe_body(content_type, request)
    return (
        request.method,
        request.path,
        raw_path_of(request),
        base_of(*request.base),
        query,
        bare(query),
        shape_of(request.query.replace(b"+", b" ")),
        tuple((name, header_value(name, value)) for name, value in headers),
        cookies_of(request.headers),
        length_of(request),
        body,
        request.status,
        request.at,
    )


def raw_path_of(request):
    if not request.raw_path:
        return None
    path = unescape(bytes(request.raw_path).partition(b"?")[0])
    return path if path != request.path else None


def base_of(scheme, root_path):
    """None where they are what they are if a suite says nothing."""
    if scheme in ("http", "ws") and not root_path:
        return None
    return ("%s %s" % (scheme, root_path)).encode("utf-8", "surrogatepass")


def unescape(text):
    return unquote_to_bytes(text) if b"%" in text else text


def bare(text):
    """A text with escapes undone until none is left, or None where that is the text itself."""
    before, now = text, unescape(text)
    while now != before:
        before, now = now, unescape(now)
    return now if now != text else None


def shape_of(query):
    """How long the names and values of a query are, in bytes without escapes; None where that is seen when its escapes are undone."""
    if b"%" not in query:
        return None
    fields = [[bare(one) or one for one in field.partition(b"=")] for field in query.split(b"&")]
    if [list(field.partition(b"=")) for field in (bare(query) or query).split(b"&")] == fields:
        return None
    return b"&".join(b"%d=%d" % (len(name), len(value)) for name, _, value in fields)


def header_value(name, value):
    if name == b"content-type" and value[:10].lower() == b"multipart/":
        # One that has none is no other's that had one: nobody can read its body.
        return BOUNDARY.sub(b"", value) if BOUNDARY.search(value) else value + b"; without a boundary"
    if name == b"user-agent":
        return HTTPX.sub(b"python-httpx", value)
    return value


def cookies_of(headers):
    pairs = [pair.strip() for name, value in headers if name == b"cookie" for pair in value.split(b";")]
    # What has no name is all value.
    named = [pair.partition(b"=")[::2] if b"=" in pair else (b"", pair) for pair in pairs if pair]
    return sorted(named, key=first) or None


def length_of(request):
    told = next((value for name, value in request.headers if name == b"content-length"), None)
    if told is None:
        return None
    if told == b"0" and request.body == b"":
        return "zero"
    return "bytes" if request.body is not None and told == b"%d" % len(request.body) else "other"


def describe_body(content_type, request):
    """A tuple: the kind of the body, and what its fields are made of. None: there is none."""
    body = request.body
    if body is None:
        is_sent = any(name in (b"content-length", b"transfer-encoding") and value != b"0" for name, value in request.headers)
        return ("unread",) if is_sent else None
    if not body:
        return None
    media_type = content_type.partition(b";")[0].strip().lower()
    boundary = boundary_of(content_type, media_type) or boundary_in(body)
    parts = parts_of(body, boundary) if boundary else None
    if parts is not None:
        return ("parts", parts)
    if media_type == b"application/x-www-form-urlencoded":
        return ("form", body, body.isascii(), fields_of(body))
    value = json_of(media_type, body)
    return ("json", body, value, body.isascii()) if value is not None else ("raw", body, body.isascii())


def boundary_of(content_type, media_type):
    told = BOUNDARY.search(content_type) if media_type == b"multipart/form-data" else None
    return told and told.group(1).strip().strip(b'"')


def boundary_in(body):
    """The one that a client made up although it was told another content type."""
    told = MADE_UP_BOUNDARY.match(body)
    return told and told.group(1)


def fields_of(body):
    pairs = [field.partition(b"=") for field in body.replace(b"+", b" ").split(b"&") if field]
    return [(unescape(name), unescape(value)) for name, _, value in pairs]


def json_of(media_type, body):
    """JSON as one way to write it, for clients have several; None where the body is none."""
    is_told = media_type == b"application/json" or media_type.endswith(b"+json")
    if not is_told and body[:1] not in (b"{", b"["):
        return None
    try:
        return write_json_value(DECODE(body.decode("utf-8"))).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        return None


def parts_of(body, boundary):
    """Name, file name, type, rest of the head and content of each part; None where the body has not that boundary."""
    sections = (b"\r\n" + body).split(b"\r\n--" + boundary)
    if len(sections) < 2 or not sections[-1].startswith(b"--"):
        return None
    return [part_of(section[2:] if section.startswith(b"\r\n") else section) for section in sections[1:-1]]


def part_of(section):
    head, _, content = section.partition(b"\r\n\r\n")
    lines = [line.partition(b":") for line in head.split(b"\r\n") if line]
    lines = [(name.strip().lower(), value.strip()) for name, _, value in lines]
    named = dict(lines)
    disposition = named.pop(b"content-disposition", b"")
    told = {key: value for key, value in PARAMETER.findall(disposition)}
    rest = PARAMETER.sub(b"", disposition).strip(b"; ")
    rest = rest[len(b"form-data") :].strip(b"; ") if rest[:9].lower() == b"form-data" else rest
    others = [name + b": " + value for name, value in lines if name not in (b"content-disposition", b"content-type")]
    if rest:
        others.append(b"content-disposition: " + rest)
    filename = told.get(b"filename")
    content_type = named.get(b"content-type")
    if filename is not None and content_type == guessed_type(filename):
        content_type = None
    return told.get(b"name", b""), filename, content_type, b"\n".join(sorted(others)) or None, content


def guessed_type(filename):
    guessed = guess_type(filename.decode("utf-8", "replace"))[0]
    return (guessed or "application/octet-stream").encode("latin-1", "replace")


class Salted:
    """Writes what was received with digests of one salt."""

    def __init__(self, output, process):
        self.output = output
        self.process = process
        self.salt = bytes.fromhex(process.salt)
        self.values = output.settings.values
        self.digests = {}
        self.headers = {}
        self.numbered = 0

    def digest(self, value):
        digest = self.digests.get(value)
        if digest is None:
            digest = digest_of(self.salt, value, "sha256").hex()[:12]
            if self.values:
                digest += ":" + value.decode("utf-8", "backslashreplace")[:1000]
            if len(value) < 200:
                if len(self.digests) > KNOWN_DIGESTS:
                    self.digests.clear()
                self.digests[value] = digest
        return digest

    def pairs(self, items):
        return [(name.decode("latin-1"), self.digest(value)) for name, value in items]

    def number_of(self, headers):
        number = self.headers.get(headers)
        if number is None:
            if len(self.headers) > KNOWN_HEADERS:
                self.headers.clear()
            self.numbered += 1
            self.headers[headers] = number = self.numbered
            self.output.line("headers", {"headers": number, "items": self.pairs(headers)}, self.process)
        return number

    def text_of(self, fields):
        """A `ReceivedRequest` as JSON."""
        method, path, raw_path, base, query, bare_query, query_shape, headers, cookies, length, body, status, at = fields
        digest = self.digest
        line = {"method": method, "path": digest(path)}
        if raw_path is not None:
            line["rawPath"] = digest(raw_path)
        if base is not None:
            line["base"] = digest(base)
        if query:
            line["query"] = digest(query)
        if bare_query is not None:
            line["bareQuery"] = digest(bare_query)
        if query_shape is not None:
            line["queryShape"] = digest(query_shape)
        line["headers"] = self.number_of(headers)
        if cookies:
            line["cookies"] = self.pairs(cookies)
        if length:
            line["length"] = length
        if body:
            line["body"] = self.body(*body)
        if status is not None:
            line["status"] = status
        if at:
            line["at"] = at[:2]  # Which of several calls on a line it was is not worth its bytes.
        return write_json(line)

    def body(self, kind, *told):
        digest = self.digest
        if kind == "raw":
            return {"is": kind, "all": digest(told[0]), "ascii": told[1]}
        if kind == "json":
            return {"is": kind, "all": digest(told[0]), "value": digest(told[1]), "ascii": told[2]}
        if kind == "form":
            fields = [(digest(name), digest(value)) for name, value in told[2]]
            return {"is": kind, "all": digest(told[0]), "ascii": told[1], "fields": fields}
        if kind == "parts":
            return {"is": kind, "parts": [self.part(part) for part in told[0]]}
        return {"is": kind}

    def part(self, values):
        told = zip(("name", "filename", "type", "rest", "content"), values)
        return {key: self.digest(value) for key, value in told if value is not None}

    def write(self, test, texts):
        """Adds the lines of requests, which are short enough to be appended in one piece."""
        head = '{"is":"received","process":%s,"test":%s,"requests":[' % (write_json(self.process.id), write_json(test))
        start = length = 0
        for index, text in enumerate(texts):
            length += len(text) + 1
            if length > LINE_LENGTH and index > start:
                self.output.add(head + ",".join(texts[start:index]) + "]}")
                start, length = index, len(text)
        if texts:
            self.output.add(head + ",".join(texts[start:]) + "]}")


# --- How tests end ------------------------------------------------------------------------------------------------------------------------------

# What happened to a test that several things happened to: the first of these.
OUTCOMES = ("failed", "error", "unexpected-success", "expected-failure", "skipped", "passed")


class Tests:
    """The tests that run: one, or several where a test runs a suite of its own."""

    def __init__(self, output, received):
        self.output = output
        self.received = received
        self.running = []  # Of each its name, who runs it, and what happened to it.

    def begin(self, test, by):
        if self.running and self.running[-1][0] == test:
            self.running.pop()
        del self.running[:-20]
        self.running.append((test, by, []))
        self.received.begin_test(test)

    def note(self, test, outcome):
        """Something happened to a test, or to none that runs: the class or the module of tests that cannot be run."""
        outcomes = self.outcomes_of(test)
        if outcomes is None:
            self.write(test, [outcome])
        else:
            outcomes.append(outcome)

    def run_again(self, test):
        """What happened until now does not count."""
        outcomes = self.outcomes_of(test)
        if outcomes is not None:
            outcomes[:] = ["rerun"]
            self.received.forget()

    def end(self, test, otherwise=None):
        """A test is over; `otherwise`: its outcome where nothing happened to it."""
        outcomes = self.outcomes_of(test)
        if outcomes is None:
            return
        while self.running.pop()[0] != test:
            pass
        self.received.begin_test(self.running[-1][0] if self.running else "")
        self.write(test, outcomes or [otherwise])

    def forget(self):
        del self.running[:]
        self.received.begin_test("")

    def outcomes_of(self, test):
        return next((outcomes for name, _, outcomes in self.running if name == test), None)

    def are_run_by(self, runner):
        return bool(self.running) and self.running[0][1] == runner

    def write(self, test, outcomes):
        outcome = min(outcomes, key=OUTCOMES.index)
        for process in self.output.processes:
            self.output.line("test", {"test": test, "outcome": outcome}, process)
        self.output.tick()


def watch_pytest(runner, tests):
    """Adds two hooks to the module of pytest that runs tests before pytest registers it: so there is no plugin more to be listed."""
    guard = tests.output.guard

    def pytest_runtest_logstart(nodeid):
        guard(tests.begin, nodeid, "pytest")

    def pytest_runtest_logreport(report):
        guard(note_report, tests, report)

    for hook in (pytest_runtest_logstart, pytest_runtest_logreport):
        if not hasattr(runner, hook.__name__):
            setattr(runner, hook.__name__, hook)


def note_report(tests, report):
    test, when, outcome = report.nodeid, report.when, report.outcome
    if hasattr(report, "node"):
        # The worker of pytest-xdist that ran it notes it, unless it crashed.
        tests.forget()
        if when not in ("setup", "call", "teardown"):
            tests.write(test, ["error"])
    elif outcome not in ("passed", "failed", "skipped"):
        # `rerun` of pytest-rerunfailures, and what a user has pytest-retry say.
        tests.run_again(test)
    elif hasattr(report, "context"):
        if outcome == "failed":
            tests.note(test, "failed")
    else:
        outcomes = tests.outcomes_of(test)
        if outcomes == ["rerun"]:
            # Some releases of pytest-rerunfailures report what is torn down, others go on with the next setup.
            if when == "teardown":
                return tests.run_again(test)
            del outcomes[:]
        tests.note(test, outcome_of(report, when, outcome))
        if when == "teardown":
            tests.end(test)


def outcome_of(report, when, outcome):
    if hasattr(report, "wasxfail"):
        return "expected-failure" if outcome == "skipped" else "unexpected-success"
    return "error" if outcome == "failed" and when != "call" else outcome


def watch_unittest(module, tests):
    """Wraps what a `TestResult` is told. pytest tells a class of its own, and is watched by itself."""

    def started(result, test):
        tests.begin(test.id(), "unittest")

    def stopped(result, test):
        tests.end(test.id(), "passed")

    def noting(outcome):
        return lambda result, test, *args, **kwargs: tests.note(test.id(), outcome)

    def subtest(result, test, subtest, err):
        if err is not None:
            tests.note(test.id(), "failed" if issubclass(err[0], test.failureException) else "error")

    watched = {
        "startTest": started,
        "stopTest": stopped,
        "addSuccess": noting("passed"),
        "addFailure": noting("failed"),
        "addError": noting("error"),
        "addSkip": noting("skipped"),
        "addExpectedFailure": noting("expected-failure"),
        "addUnexpectedSuccess": noting("unexpected-success"),
        "addSubTest": subtest,
    }
    methods = vars(module.TestResult)
    for name, note in watched.items():
        if name in methods:
            setattr(module.TestResult, name, noting_before(methods[name], note, tests))


def noting_before(method, note, tests):
    @functools.wraps(method)
    def noted(*args, **kwargs):
        if not tests.are_run_by("pytest"):
            tests.output.guard(note, *args, **kwargs)
        return method(*args, **kwargs)

    return noted


def watch_transports(module, received):
    for name in TRANSPORTS[module.__name__]:
        transport = vars(module).get(name)
        if isinstance(transport, type) and "app" not in vars(transport):
            transport.app = NotedApp(module, received)


def watch_received(output, imports, place):
    """Notes what applications receive and how tests end. `place` tells the call of the user's own code, from a frame."""
    received = Received(output, place)
    tests = Tests(output, received)
    for name in TRANSPORTS:
        imports.after_import(name, lambda module: watch_transports(module, received))
    imports.after_import("_pytest.runner", lambda module: watch_pytest(module, tests))
    imports.after_import("unittest.result", lambda module: watch_unittest(module, tests))


# --- Start --------------------------------------------------------------------------------------------------------------------------------------


def start(settings):
    """Begins to record this process."""
    output = Output(settings)
    imports = Imports(output)
    sys.meta_path.insert(0, imports)
    watch_processes(output)
    places = Places(output)
    watch_received(output, imports, places.innermost)
    if settings.mode == "record":
        calls = Calls(output, places, Reads(output, places))
        imports.after_import("starlette.testclient", calls.watch_starlette)
        imports.after_import("requests.sessions", calls.watch_requests)
        imports.after_import("httpx", calls.watch_httpx)
        imports.after_import("httpx2", calls.watch_httpx)


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
