#!/usr/bin/env node
'use strict'

const { test } = require('node:test')
const { TestClient } = require('./testing')
const cache = new Map()

test('bodies', async () => {
  const client = new TestClient(app)
  await client.delete('/teas', { json: ['assam'] })
  await client['delete']('/teas', { json: ['assam'] })
  await client?.get(`/teas/${id}`, { content: 'black' })
  await client.head( // only look
    '/teas',
    { data: { tag: 'black' } },
  )
  await client
    // everything
    .options('*', { json: undefined, params: { all: 1 } })
  for (const method of ['get', 'delete', 'patch']) {
    const response = await client[method]('/teas', { json: {} })
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
