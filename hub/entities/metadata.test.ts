import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHub } from '#hub/api/hub.ts'
import { addSpace, addUnit, deployment, type TestHub, testHub } from '#hub/testing/test-hub.ts'

let hub: TestHub

beforeAll(async () => {
  hub = await testHub()
})
afterAll(() => hub.store.close())

const addTag = async (space: string, Slug: string) =>
  (await hub.must<{ TagID: string }>('POST', `/space/${space}/tag`, { body: { Slug } })).TagID

it('a patch made for another version of a Space or Tag is refused', async () => {
  const space = await addSpace(hub, 'versions')
  const tag = await addTag(space, 'release')
  for (const path of [`/space/${space}`, `/space/${space}/tag/${tag}`]) {
    await hub.must('PATCH', path, { body: { Labels: { A: 'first' }, Version: 1 } })

    const late = await hub.call('PATCH', path, { body: { Labels: { A: 'late' }, Version: 1 } })

    expect([late.status, late.json]).toMatchObject([409, { message: expect.stringContaining('Version') }])
    expect(JSON.stringify((await hub.call('GET', path)).json)).toContain('"A":"first"')
  }
})

it('deleting a Space removes its Tags, from the revisions of other Spaces too', async () => {
  const [records, prod] = [await addSpace(hub, 'records'), await addSpace(hub, 'prod')]
  const tag = await addTag(records, 'change')
  const unit = await addUnit(hub, prod, 'trade', deployment('trade', 2))
  await hub.must('PUT', `${unit.path}/data?tag=${tag}`, { body: deployment('trade', 3) })
  const revisions = async () => JSON.stringify(await hub.must('GET', `${unit.path}/revision`))
  expect(await revisions()).toContain(tag)

  await hub.must('DELETE', `/space/${records}`)

  expect(await revisions()).not.toContain(tag)
})

it('the body of an unauthenticated caller is not read', async () => {
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent++ > 100) controller.close()
      else controller.enqueue(new Uint8Array(1024))
    },
  })
  const init = { method: 'POST', body, duplex: 'half', headers: { Authorization: 'Bearer none' } }

  const answer = await createHub(hub.store.db).fetch(new Request('http://hub/api/space', init as RequestInit))

  expect(answer.status).toBe(401)
  expect(sent).toBeLessThan(10)
})
