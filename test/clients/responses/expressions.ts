/**
 * What code asks a response `r` of a client: an expression, or the statements of a function. The rule rewrites them, and the old form
 * on the old client has to give what the new form gives on each new one.
 */
export const EXPRESSIONS: readonly string[] = [
  'r.ok',
  'not r.ok',
  'r.ok is True, r.ok == False, r.ok is not True, False != r.ok',
  'f"{r.ok} {r.ok!r}"',
  '[r.ok + 1, int(r.ok), r.ok == x]',
  '"fine" if r.ok else "bad"',
  'all(one.ok for one in [r])',
  'bool(r)',
  'not r',
  '"fine" if r else "bad"',
  '1 if r and r.status_code < 300 else 2',
  'assert r\nreturn "passed"',
  'if not r or r.status_code == 200:\n    return 1\nreturn 2',
  'r.reason',
  'r.is_redirect',
  'not r.is_redirect',
  'r.is_permanent_redirect',
  'not r.is_permanent_redirect, [r.is_permanent_redirect]',
  'r.next is None',
  'r.next.url.endswith("200"), r.next.method',
  'str(r.next.url)',
  'r.url.endswith("200"), r.url.split("/"), r.url.replace("http", "https")',
  'url = r.url\nreturn url.startswith("http"), url.upper()',
  'r.request.url.partition("://")',
  'r.url == f"http://testserver{path}", f"{r.url}", "%s" % r.url, str(r.url), r.url in ["x"], r.url != ""',
  'len(r.url), r.url[4:], r.url + "x", "x" + r.url, "200" in r.url, "x" not in r.request.url',
  'from urllib.parse import urlparse, unquote\nimport json, re\nreturn urlparse(r.url), unquote(r.url), json.dumps([re.findall("[0-9]", r.url)]), json.dumps(r.url)',
  'r.request.body is None',
  'r.request.body is not None',
  'r.request.path_url',
  'list(r.iter_content())',
  'list(r.iter_content(3)), list(r.iter_content(chunk_size=2)), b"".join(r.iter_content(None))',
  '"".join(r.iter_content(3, decode_unicode=True))',
  'list(r.iter_lines(decode_unicode=True)), list(r.iter_lines(100))',
  'list(r), [len(chunk) for chunk in r], b"".join(r)',
  'r.raw.headers.getlist("set-cookie")',
  'r.raw.headers.get("location"), r.raw.headers["x-kind"]',
  'with client.get(path, allow_redirects=False) as again:\n    return again.status_code, again.ok',
];

/** A module with a function for each of them, by name; each takes the path that is asked for. */
export const MODULE: string = [
  'from starlette.testclient import TestClient',
  '',
  'client = TestClient(app)',
  'x = True',
  ...EXPRESSIONS.flatMap((text, index) => [
    '',
    '',
    `def ask_${index}(path):`,
    '    r = client.get(path, allow_redirects=False)',
    ...(/^(?:assert|if|with|from|url =)/.test(text) ? text : `return ${text}`)
      .split('\n')
      .map((line) => `    ${line}`),
  ]),
  '',
].join('\n');
