from starlette.testclient import TestClient

from shop.main import app

client = TestClient(app)
name = "ada"

client.post("/", content=u"raw")
client.post("/", content=r"\d")
client.post("/", content=B'raw')
client.post("/", content=rb"\d" b'\n')
client.post("/", content=F"{name!r:>10}" 'and' f"{{}}")
client.post("/", content='''
  "raw"
''')
print(f"{client.post('/', content='raw').text} {client.put('/', content=f'{name}').text:>{len(name)}}")
if name: client.post("/", content="a"); client.put("/", content="b")
