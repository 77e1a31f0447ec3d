import { rule } from '../../transforms/websocket-denial.ts';
import { findings, noop } from '../support/rules.ts';
import type { Snippet } from '../support/snippets.ts';

const file = (...lines: readonly string[]): Snippet => ({
  language: 'python',
  text: [
    'import pytest',
    'from fastapi import HTTPException, WebSocketDisconnect',
    'from starlette.testclient import TestClient',
    'client = TestClient(app)',
    ...lines,
    '',
  ].join('\n'),
});

findings(rule, [
  [
    'an HTTPException that is expected of a connection [W8]',
    file(
      'def test_a():',
      '    with pytest.raises(HTTPException) as error:',
      '        with client.websocket_connect("/ws"):',
      '            pass',
      '    assert error.value.status_code == 403',
    ),
    ['HTTPException', 'expect `WebSocketDenialResponse`', 'wait for ever'],
  ],
  [
    'an HTTPException that is expected in the same statement, or caught [W8]',
    file(
      'def test_a():',
      '    with pytest.raises(HTTPException), client.websocket_connect("/ws"):',
      '        pass',
      '    try:',
      '        with client.websocket_connect("/ws"):',
      '            pass',
      '    except HTTPException:',
      '        pass',
    ),
    ['HTTPException', '`client.websocket_connect`'],
    ['HTTPException', '`client.websocket_connect`'],
  ],
  [
    'a pattern for the text of a WebSocketDisconnect [W7]',
    file(
      'def test_a():',
      '    with pytest.raises(WebSocketDisconnect, match="4001"):',
      '        with client.websocket_connect("/ws") as session:',
      '            session.receive_text()',
    ),
    ['match="4001"', 'compare `error.value.code`', 'empty since Starlette 0.37'],
  ],
  [
    'a session that is used without `with` [W9]',
    file(
      'def test_a():',
      '    session = client.websocket_connect("/ws")',
      '    session.send_text("a")',
      '    session.close()',
    ),
    [
      'client.websocket_connect',
      'write `with client.websocket_connect(...) as session:`',
      'since Starlette 0.45.1',
    ],
  ],
]);

noop(rule, [
  file('def test_a():', '    with pytest.raises(HTTPException):', '        check(1)'),
  file('def test_a():', '    with pytest.raises(HTTPException):', '        client.get("/")'),
  file(
    'def test_a():',
    '    with pytest.raises(WebSocketDisconnect):',
    '        with client.websocket_connect("/ws"):',
    '            pass',
  ),
  file(
    'def test_a():',
    '    with pytest.raises(WebSocketDisconnect, match=""):',
    '        with client.websocket_connect("/ws"):',
    '            pass',
  ),
  file(
    'def test_a():',
    '    with client.websocket_connect("/ws") as session:',
    '        session.send_text("a")',
  ),
  file(
    'def test_a():',
    '    session = client.websocket_connect("/ws")',
    '    with session:',
    '        session.send_text("a")',
  ),
  file(
    'def test_a(stack):',
    '    session = stack.enter_context(client.websocket_connect("/ws"))',
    '    session.send_text("a")',
  ),
  file('def test_a():', '    session = client.websocket_connect("/ws")', '    talk(session)'),
  file('def test_a(other):', '    session = other.websocket_connect("/ws")', '    session.send_text("a")'),
  file(
    'def test_a(other):',
    '    with pytest.raises(HTTPException):',
    '        with other.websocket_connect("/ws"):',
    '            pass',
  ),
]);
