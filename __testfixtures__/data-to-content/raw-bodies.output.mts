import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { TestClient } from 'testing';

const client = TestClient.create(app);
const XML: string = '<tea/>';
const PNG = new Uint8Array([0x89, 0x50]);

async function send(body: string | Buffer, form: Record<string, string>) {
  await client.post('/raw', { content: body });
  await client.post('/form', { data: form });
}

test('texts', async () => {
  await client.put('/tea', { content: XML });
  await client.put('/tea', { content: `${XML}\n` + 'more', headers: { 'content-type': 'text/xml' } });
  await client.put('/tea', { content: JSON.stringify({ tea: 1 }), });
  await client.put('/tea', { content: await readFile('tea.xml', 'utf8') });
  await client.put('/tea', { json: { tea: 1 } });
});

test('bytes', async () => {
  await client.put('/picture', { content: PNG });
  await client.put('/picture', { content: readFileSync('tea.png') });
  await client.put('/picture', { content: new TextEncoder().encode(XML) });
});

test('forms', async () => {
  await client.post('/form', { data: { tea: 'assam' } });
  await client.post('/form', { data: new URLSearchParams({ tea: 'assam' }) });
  await client.post('/form', { data: new FormData() });
});

test('what cannot be told', async () => {
  await client.post('/raw', { data: new Blob([PNG]) });
  await client.post('/raw', { data: Math.random() > 0.5 ? 'tea' : { tea: 'assam' } });
  await client.post('/raw', { data: 'tea', files: { picture: PNG } });
  await client.post('/raw', { data: xml`<tea/>` });
});
