import { expect, it } from 'vitest'
import { freshClient, PartnerClient } from './clients.ts'
import { ADA, signIn } from './index.ts'

const STAY = { allowRedirects: false }

/** A body, and what says that it is JSON. */
const asJson = (value) => ({ data: JSON.stringify(value), headers: { 'content-type': 'application/json' } })

it('takes what partners say', async () => {
  const partner = new PartnerClient('gunpowder')
  const response = await partner.post('/hook', asJson({ event: 'arrived' }))
  expect(response.json()).toEqual({ event: 'arrived' })
})

it('lets partners in', async () => {
  const partner = new PartnerClient('gunpowder')
  const { status } = await signIn(partner)
  expect(status).toBe(303)
})

it('keeps partners where they are', async () => {
  const partner = new PartnerClient('gunpowder')
  const responses = [await partner.get('/profile', STAY), await partner.get('/tea/assam', STAY)]
  expect(responses.map(({ status }) => status)).toEqual([307, 301])
})

for (const method of ['get', 'options', 'post']) {
  it(`hears a ${method}`, async () => {
    const client = freshClient()
    const response = await client[method]('/teas', { data: '{"id":"oolong","tags":[]}' })
    expect(response.status).toBeLessThan(300)
  })
}

it('closes accounts', async () => {
  const client = freshClient()
  await client.post('/login', { data: ADA, ...STAY })
  const closed = await client?.delete('/account', { data: 'close ada' })
  expect(closed.status).toBe(204)
})
