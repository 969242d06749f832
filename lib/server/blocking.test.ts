import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { answerPreview } from '#lib/server/changes/changes.ts'
import { work } from '#lib/server/work/pool.ts'

// How long this thread is blocked while its own routes compute. On an idle machine that is below 100 ms, most of it the
// hub's, which runs in the same thread here; before threads and budgets it was 5 to 55 s. On a busy machine, ordinary
// lists take longer as well.
async function bearableMs(): Promise<number> {
  const started = performance.now()
  await units()
  return Math.max(3000, 30 * (performance.now() - started))
}
const tradeInSome = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-c%'"

let hub: RunningHub
let client: ConfigHub

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub)
  work()
})

afterAll(async () => {
  await work().close()
  await hub.stop()
})

async function preview(patch: object, where = tradeInSome) {
  const session = { token: '', UserID: 'alice', OrganizationID: '', DisplayName: '' }
  const body = JSON.stringify({ selection: { kind: 'query', where }, patch })
  const request = new Request('http://deck.test/api/previews', { method: 'POST', body })
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }, 5)
  try {
    const answer = await answerPreview(request, { hub: client, requestId: 'req-1', session }).catch(
      (error: unknown) => error,
    )
    const text = answer instanceof Response ? await answer.text() : String(answer)
    return { answer, text, longest: Math.round(longest) }
  } finally {
    clearInterval(timer)
  }
}

const units = async () => (await client.allUnits({ where: tradeInSome })).length

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at))
const json = (operations: readonly object[]) => ({ kind: 'json', text: JSON.stringify(operations) })
const doubling = (count: number) =>
  json([
    { op: 'add', path: '/b', value: ['x'] },
    ...times(count, () => ({ op: 'copy', from: '/b', path: '/b/-' })),
  ])
const copied = (count: number) =>
  json([
    { op: 'add', path: '/b', value: 'y'.repeat(200_000) },
    ...times(count, (at) => ({ op: 'copy', from: '/b', path: `/c${at}` })),
  ])
const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
  .concat(times(5, (at) => `a${at + 1}: &a${at + 1} [${times(9, () => `*a${at}`).join(', ')}]`))
  .join('\n')

it.each([
  ['a list copied into itself 18 times', doubling(18), 'failed'],
  ['a list copied into itself 200 times', doubling(200), 'failed'],
  ['aliases of aliases', { kind: 'merge', text: bomb }, 'refused'],
  ['brackets', { kind: 'merge', text: '['.repeat(100_000) }, 'refused'],
  ['4,500 operations', json(times(4500, (at) => ({ op: 'add', path: `/k${at}`, value: at }))), 'change'],
  ['a text of 200 kB copied ten times into two resources', copied(10), 'failed'],
  ['a text of 200 kB copied five times into two resources', copied(5), 'change'],
])('a preview of %s blocks nobody', async (_, patch, how) => {
  const { answer, text, longest } = await preview(patch)

  expect(longest, `this thread was held for ${longest} ms at most`).toBeLessThan(await bearableMs())
  if (how === 'refused') {
    expect(answer).toMatchObject({ status: 422, code: 'too-large', message: /The patch is too large/ })
    return
  }
  const rows = text.split('\n').filter((line) => line.includes(`"status":"${how}"`))
  expect(rows, text.slice(0, 500)).toHaveLength(await units())
  if (how === 'failed') expect(rows[0]).toContain('The result of the patch is too large')
  // Nobody can read gigabytes of changes, nor can a browser.
  expect(text.length).toBeLessThan(4_000_000)
})

it('a preview of a stored text that is hard to search blocks nobody', async () => {
  const where = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-eu'"
  const [unit] = (await client.allUnits({ where })).map(({ Unit }) => Unit)
  if (unit === undefined) throw new Error('no unit')
  const text = `kind: ConfigMap\nmetadata: {name: a}\nspec:\n  x: ${'a.'.repeat(30_000)}\n`
  const terms = { ifMatch: unit.DataHash ?? '', lastChangeDescription: 'Long' }
  await client.putUnitData(unit.SpaceID, unit.UnitID, text, terms)

  const found = await preview({ kind: 'merge', text: 'spec: {y: 1}' }, where)

  expect(found.longest, `this thread was held for ${found.longest} ms at most`).toBeLessThan(
    await bearableMs(),
  )
  expect(found.text).toContain('"event":"done"')
})
