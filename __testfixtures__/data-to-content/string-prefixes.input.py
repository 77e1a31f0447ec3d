from starlette.testclient import TestClient

from shop.main import app

client = TestClient(app)
name = "ada"

client.post("/", data=u"raw")
client.post("/", data=r"\d")
client.post("/", data=B'raw')
client.post("/", data=rb"\d" b'\n')
client.post("/", data=F"{name!r:>10}" 'and' f"{{}}")
client.post("/", data='''
  "raw"
''')
print(f"{client.post('/', data='raw').text} {client.put('/', data=f'{name}').text:>{len(name)}}")
if name: client.post("/", data="a"); client.put("/", data="b")
