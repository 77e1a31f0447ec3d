#!/usr/bin/env node
'use strict'

const { test } = require('node:test')
const { TestClient } = require('./testing')
const cache = new Map()

test('bodies', async () => {
  const client = new TestClient(app)
  await client.request('DELETE', '/teas', { json: ['assam'] })
  await client['request']('DELETE', '/teas', { json: ['assam'] })
  await client?.request('GET', `/teas/${id}`, { content: 'black' })
  await client.request( // only look
    'HEAD',
    '/teas',
    { data: { tag: 'black' } },
  )
  await client
    // everything
    .options('*', { params: { all: 1 } })
  for (const method of ['get', 'delete', 'patch']) {
    const response = await client.request(method.toUpperCase(), '/teas', { json: {} })
    response.ok
  }
  cache.delete('/teas', { json: [] })
})

test('what is left', async () => {
  const client = new TestClient(app)
  const { delete: remove } = client
  await remove('/teas', { json: [] })
  await client.delete('/teas', options)
  await client.delete(...args)
})
