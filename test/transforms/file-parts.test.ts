import { rule } from '../../transforms/file-parts.ts';
import { cases, findings, noop } from '../support/rules.ts';
import { py } from '../support/snippets.ts';

cases(rule, [
  [
    'names bytes like their field [U2]',
    py`
      import io
      client.post("/", files={"f": b"x", 'g': io.BytesIO(b"x")})
      client.put("/", files=[("f", b"x")])
      client.post("/", files=dict(f=b"x"))
    `,
    py`
      import io
      client.post("/", files={"f": ("f", b"x"), 'g': ('g', io.BytesIO(b"x"))})
      client.put("/", files=[("f", ("f", b"x"))])
      client.post("/", files=dict(f=("f", b"x")))
    `,
  ],
  [
    'names text and encodes it [U7]',
    py`client.post("/", files={"f": "x", "g": ("g.txt", "a" + b), "h": (None, "x"), "i": ("i", f"{x}", "text/plain")})`,
    py`client.post("/", files={"f": ("f", "x".encode()), "g": ("g.txt", ("a" + b).encode()), "h": (None, "x".encode()), "i": ("i", f"{x}".encode(), "text/plain")})`,
  ],
  [
    'names a temporary file like its field [U3]',
    py`
      import tempfile
      def test_it():
          with tempfile.TemporaryFile() as file:
              client.post("/", files={"f": file})
    `,
    py`
      import tempfile
      def test_it():
          with tempfile.TemporaryFile() as file:
              client.post("/", files={"f": ("f", file)})
    `,
  ],
  [
    'opens a file in binary mode [U4]',
    py`
      import pathlib
      def test_it(tmp_path):
          client.post("/", files={"f": open(path)})
          client.post("/", files={"f": ("a.txt", open(path, "r", encoding="utf-8"))})
          with open(tmp_path / "a.txt") as file:
              client.post("/", files={"f": file})
          client.post("/", files=[("f", pathlib.Path("a").open())])
    `,
    py`
      import pathlib
      def test_it(tmp_path):
          client.post("/", files={"f": open(path, "rb")})
          client.post("/", files={"f": ("a.txt", open(path, "rb"))})
          with open(tmp_path / "a.txt", "rb") as file:
              client.post("/", files={"f": file})
          client.post("/", files=[("f", pathlib.Path("a").open("rb"))])
    `,
  ],
  [
    'makes a buffer of bytes of one of text [U4]',
    py`
      import io
      client.post("/", files={"f": io.StringIO("x"), "g": ("g.csv", io.StringIO("y"))})
    `,
    py`
      import io
      client.post("/", files={"f": ("f", io.BytesIO("x".encode())), "g": ("g.csv", io.BytesIO("y".encode()))})
    `,
  ],
  [
    'imports the buffer of bytes beside the one of text',
    py`
      from io import StringIO
      client.post("/", files={"g": ("g.csv", StringIO("y"))})
    `,
    py`
      from io import BytesIO, StringIO
      client.post("/", files={"g": ("g.csv", BytesIO("y".encode()))})
    `,
  ],
  [
    'reads a buffer of text that is written to',
    py`
      import csv
      import io
      def test_it():
          rows = io.StringIO()
          csv.writer(rows).writerow(["a"])
          rows.seek(0)
          client.post("/", files={"f": rows})
          client.post("/", files={"f": ("a.csv", rows)})
    `,
    py`
      import csv
      import io
      def test_it():
          rows = io.StringIO()
          csv.writer(rows).writerow(["a"])
          rows.seek(0)
          client.post("/", files={"f": ("f", rows.read().encode())})
          client.post("/", files={"f": ("a.csv", rows.read().encode())})
    `,
  ],
  [
    'makes a tuple of a list [U9]',
    py`client.post("/", files={"f": ["a.txt", b"x"], "g": ["b.txt", b"y", "text/plain"]})`,
    py`client.post("/", files={"f": ("a.txt", b"x"), "g": ("b.txt", b"y", "text/plain")})`,
  ],
  [
    'drops a part that is None, and makes bytes of a bytearray and a number [U10]',
    py`
      client.post("/", files={"f": None, "g": ("g", None), "h": ("h", b"x")})
      client.post("/", files=[("f", None), ("h", ("h", b"x"))])
      client.post("/", files={"f": bytearray(b"x"), "g": ("g", 5), "h": 5})
    `,
    py`
      client.post("/", files={"h": ("h", b"x")})
      client.post("/", files=[("h", ("h", b"x"))])
      client.post("/", files={"f": ("f", bytes(bytearray(b"x"))), "g": ("g", str(5).encode()), "h": ("h", str(5).encode())})
    `,
  ],
  [
    'writes the name of a field as text [U18]',
    py`client.post("/", files={b"f": ("a", b"x")})`,
    py`client.post("/", files={"f": ("a", b"x")})`,
  ],
  [
    'edits a dictionary where the name is bound that nothing else uses',
    py`
      def test_it():
          parts = {
              "f": b"x",  # one
          }
          client.post("/", files=parts, data={"a": "1"})
    `,
    py`
      def test_it():
          parts = {
              "f": ("f", b"x"),  # one
          }
          client.post("/", files=parts, data={"a": "1"})
    `,
  ],
]);

findings(rule, [
  [
    'a dictionary that something else uses',
    py`
      def test_it():
          parts = {"f": b"x"}
          client.post("/", files=parts)
          print(parts)
    `,
    ['b"x"', 'write `("f", b"x")`', '`upload`'],
  ],
  [
    'a text file that is used for something else, or read otherwise',
    py`
      def test_it():
          with open(path) as file:
              client.post("/", files={"f": file})
              file.seek(0)
          client.post("/", files={"f": open(path, encoding="latin-1")})
          client.post("/", files={"f": open(path, errors="ignore")})
    `,
    ['file', 'write `open(..., "rb")`'],
    ['open(path, encoding="latin-1")', 'binary mode'],
    ['open(path, errors="ignore")', 'binary mode'],
  ],
  [
    'a part without a file name, an empty type and a type that is given twice',
    py`
      client.post("/", files={"f": ("", b"x")})
      client.post("/", files={"f": ("a", b"x", "")})
      client.post("/", files={"f": ("a", b"x", "text/plain", {"Content-Type": "a/b"})})
    `,
    ['""', 'form field'],
    ['""', 'an empty type is sent'],
    ['{"Content-Type": "a/b"}', 'wins now'],
  ],
  [
    'a test that expects no type of a file',
    py`
      def test_it():
          response = client.post("/", files={"f": ("a.txt", b"x")})
          assert response.json() == {"name": "a.txt", "content_type": ""}
      def test_item():
          response = client.post("/", files={"f": ("a.txt", b"x")})
          assert response.json()["content_type"] == ""
    `,
    ['("a.txt", b"x")', 'expect the type that belongs to the file name'],
    ['("a.txt", b"x")', 'text/plain'],
  ],
  [
    'a file that is sent or read before [U12]',
    py`
      import io
      def test_loop():
          with open(path, "rb") as file:
              for url in urls:
                  client.post(url, files={"f": file})
      def test_twice():
          with open(path, "rb") as one:
              client.post("/", files={"f": ("a.txt", one)})
              client.post("/", files={"f": ("a.txt", one)})
      def test_read():
          buffer = io.BytesIO()
          buffer.write(b"x")
          client.post("/", files={"f": ("a.txt", buffer)})
    `,
    ['file', 'write `("name", file.read())`'],
    ['one', 'write `one.read()`'],
    ['buffer', 'was read or sent before'],
  ],
  [
    'a text file that is sent more than once [U4, U12]',
    py`
      def test_loop():
          with open(path) as file:
              for url in urls:
                  client.post(url, files={"f": file})
      def test_function():
          with open(path) as other:
              def send():
                  client.post("/", files={"f": ("a.txt", other)})
              send()
              send()
    `,
    ['file', 'each call sends all of it then'],
    ['other', 'each call sends all of it then'],
  ],
  [
    'the header of a form with files',
    py`client.post("/", files={"f": ("f", b"x")}, headers={"content-type": "multipart/form-data; boundary=a"})`,
    ['"multipart/form-data; boundary=a"', 'remove it here'],
  ],
  [
    'parts that are made somewhere else, where they are made [U2, U4, U10]',
    py`
      import io, pytest
      CASES = {"one": {"f": open(path)}}
      class Holder:
          files = {"f": ("a.txt", bytearray(b"x"))}
      def make():
          return {"f": b"x"}
      @pytest.fixture
      def given():
          yield {"f": io.StringIO("x")}
      @pytest.mark.parametrize("files", [{"f": ("a.txt", b"x"), "g": None}])
      def test_it(files, given):
          client.post("/", files=CASES["one"])
          client.post("/", files=Holder.files)
          client.post("/", files=make())
          client.post("/", files=given)
          client.post("/", files=files)
    `,
    ['open(path)', 'write `open(..., "rb")`'],
    ['bytearray(b"x")', 'write `bytes(bytearray(b"x"))`'],
    ['b"x"', 'write `("f", b"x")`'],
    ['io.StringIO("x")', 'io.BytesIO("x".encode())'],
    ['None', 'remove the part'],
  ],
  [
    'parts that are given to a helper, by name and among its options [U4]',
    py`
      import io
      def upload(files):
          return client.post("/", files=files)
      def send(url, **options):
          return client.post(url, **options)
      def test_it():
          upload({"f": io.StringIO("a")})
          send("/", files={"f": open(path)})
    `,
    ['io.StringIO("a")', 'httpx takes no StringIO'],
    ['open(path)', 'binary mode'],
  ],
  [
    'one part that is made somewhere else, or put in later [U4]',
    py`
      import io
      def part():
          return ("a.txt", open(path))
      def test_it():
          client.post("/", files={"f": part()})
          files = {}
          files["f"] = open(other)
          client.post("/", files=files)
          both = {"g": io.StringIO("x")}
          client.post("/", files={**both, "h": ("a.txt", b"x")})
          print(both)
    `,
    ['open(path)', 'binary mode'],
    ['open(other)', 'binary mode'],
    ['io.StringIO("x")', 'httpx takes no StringIO'],
  ],
  [
    'a text file in a dictionary that is sent twice [U4, U12]',
    py`
      def test_it():
          files = {"f": open(path)}
          client.post("/", files=files)
          client.post("/", files=files)
    `,
    ['open(path)', 'binary mode'],
  ],
  [
    'a text file of a fixture where it is opened, and a StringIO where it is sent [U4]',
    py`
      import io, pytest
      @pytest.fixture
      def text():
          with open(path) as file:
              yield file
      @pytest.fixture
      def made():
          file = io.StringIO()
          file.write("a")
          file.seek(0)
          return [file]
      def test_it(text, made):
          client.post("/", files={"f": text})
          client.post("/", files={"f": ("a.txt", text)})
          parts = {"f": ("a.txt", made[0])}
          client.post("/", files=parts)
          print(parts)
    `,
    ['open(path)', 'binary mode'],
    ['made[0]', 'write `made[0].read().encode()`'],
  ],
  [
    'content that is text or a StringIO at times only, and what a comprehension makes [U4]',
    py`
      import io
      def make(content):
          return {"f": ("a.txt", content)}
      def test_it():
          client.post("/", files=make(b"x"))
          client.post("/", files=make(io.StringIO("x")))
          client.post("/", files=[("f", (name, open(name))) for name in names])
          client.post("/", files={name: open(name, "r") for name in names})
    `,
    ['io.StringIO("x")', 'io.BytesIO("x".encode())'],
    ['open(name)', 'binary mode'],
    ['open(name, "r")', 'binary mode'],
  ],
  [
    'a temporary file of text [U4]',
    py`
      import tempfile
      def test_it():
          with tempfile.NamedTemporaryFile("w+") as file, tempfile.NamedTemporaryFile() as raw:
              client.post("/", files={"f": ("a.txt", file), "g": ("b.txt", raw)})
    `,
    ['file', 'httpx takes no file of text'],
  ],
  [
    'parts that are all None, of which an empty form was sent',
    py`client.post("/", files={"f": None})`,
    ['None', 'remove the part'],
  ],
]);

noop(rule, [
  py`
    def test_it():
        response = client.post("/", files={"f": ("a.txt", b"x", "text/plain")})
        assert response.json() == {"content_type": "", "name": "a.txt"}
  `,
  py`
    def test_it():
        response = client.post("/", files={"f": ("a.txt", b"x")})
        assert response.json() == {"content_type": "text/plain", "name": "a.txt"}
        assert response.json()["note"] == ""
  `,
  py`client.post("/", files={"f": ("a.txt", b"x"), "g": ("b.txt", b"x", "text/plain"), "h": (None, b"x")})`,
  py`client.post("/", files={"f": open(path, "rb"), "g": ("g", open(path, mode="rb"))})`,
  py`
    import tempfile
    def test_it(file, parts):
        with open(path, "rb") as raw, tempfile.NamedTemporaryFile() as named:
            client.post("/", files={"f": file, "g": raw, "h": ("h", file), "i": named}, data={"a": "1"})
            client.post("/", files=parts)
  `,
  py`
    def test_it():
        with open(path, "rb") as file:
            for url in urls:
                file.seek(0)
                client.post(url, files={"f": file})
        for url in urls:
            with open(path, "rb") as other:
                client.post(url, files={"f": other})
        with open(path, "rb") as third:
            first = third.read()
            third.seek(0)
            client.post("/", files={"f": third})
        with open(path, "rb") as fourth:
            if verbose:
                print(fourth.read())
            client.post("/", files={"f": fourth})
  `,
  py`
    import io
    def test_it():
        file = io.BytesIO(b"x")
        file.name = "a.txt"
        client.post("/", files={"f": file})
  `,
  py`client.post("/", files=None)`,
  py`client.post("/", files={"f": [("a.txt", b"x"), ("b.txt", b"y")]})`,
  py`client.post("/", data={"f": b"x"}, headers={"content-type": "multipart/form-data"})`,
  py`
    import requests
    requests.post("/", files={"f": b"x"})
  `,
  py`
    def test_it(archive):
        client.post("/", files={"f": archive.open("a.txt"), "g": archive.open()["x"]})
  `,
  py`
    import httpx
    httpx.Client().post("/", files={"f": b"x"})
  `,
  py`
    import io, pytest
    PARTS = {"f": ("a.txt", b"x", "text/plain")}
    def make():
        return {"f": ("a.txt", io.BytesIO(b"x")), "g": ("b.txt", open(path, "rb"))}
    @pytest.mark.parametrize("files", [{"f": ("a.txt", b"x")}, [("f", ("a.txt", b"x"))], None])
    def test_it(files, given):
        client.post("/", files=PARTS)
        client.post("/", files=make())
        client.post("/", files=files)
        client.post("/", files=given)
        client.post("/", files={"f": given, "g": given()})
        client.post("/", files=given.parts["f"])
        client.post("/", files=[("f", (name, open(name, "rb"))) for name in given])
        client.post("/", files={name: (name, part) for name, part in given.items()})
  `,
  py`
    import io
    def parse(files):
        return files["f"].read()
    def test_it():
        assert parse({"f": io.StringIO("x")}) == "x"
        assert parse({"f": open(path)})
        client.post("/", files={"f": ("a.txt", b"x")})
  `,
]);
