import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { type Answer, type CallOptions, call } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { type HubProcess, startHubProcess } from '#tests/contract/hub-process.ts'
import { invocation } from '#tests/contract/invocations.ts'
import { add, type Ground, kindOf, kubernetes, newGround } from '#tests/contract/residents.ts'
import { putDocument, written } from '#tests/contract/units.ts'

// How much one request may delay others: while each attack runs, the health check is polled.
const mostMs = 5_000
/** On a busy machine it may take longer: as long as so many ordinary lists take there. On an idle one they take less. */
const mostLists = 50
const viewer = 'auditor@trading.com'
const names = Array.from({ length: 2_000 }, (_, index) => `n${index}`)
const target = [
  `kind: ConfigMap\nmetadata:\n  name: ${'a'.repeat(40)}!\ndata:`,
  `  text: ${'a'.repeat(20_000)}\n  list: [${names.join(', ')}]\n`,
].join('\n')

type Attack = readonly [string, readonly number[], (ground: Ground) => Promise<Answer>]

const body = (FunctionName: string, Value: string, more: object = {}) => ({
  ToolchainType: kubernetes,
  FunctionInvocations: [{ FunctionName, Arguments: [{ Value, ...more }] }],
})
const cel = (expression: string) => body('vet-cel', expression)
const invoke = ({ hub, units }: Ground, request: unknown, options: CallOptions = {}) =>
  call(hub, 'POST', '/function/invoke', {
    as: viewer,
    query: { where: `UnitID = '${units[0]}'`, dry_run: true },
    body: request,
    ...options,
  })
const put = ({ hub, SpaceID, units }: Ground, text: string) =>
  putDocument(hub, { path: `/space/${SpaceID}/unit/${units[1]}` }, text)
const patch = ({ hub, SpaceID }: Ground, patched: unknown) =>
  call(hub, 'PATCH', `/space/${SpaceID}`, { body: patched })
const times = (count: number, part: (index: number) => string, separator = '') =>
  Array.from({ length: count }, (_, index) => part(index)).join(separator)
const inLoops = (inner: string) => `r.data.list.all(a, r.data.list.all(b, r.data.list.all(c, ${inner})))`

/** Before the database is asked, or after it has answered: the same whichever it is. */
const ofTheHub: readonly Attack[] = [
  // The document is the one that was written last on the database.
  [
    'a diff of twenty thousand equal names',
    [200, 422],
    ({ hub, SpaceID, units }) =>
      call(hub, 'GET', `/space/${SpaceID}/unit/${units[1]}/diff`, { query: { include: 'Attribution' } }),
  ],
  [
    'a View with a pattern that never ends',
    [200],
    (ground) => viewed(ground, "r.metadata.name.matches('^(a+)+$')"),
  ],
  ['a View with loops in loops', [422], (ground) => viewed(ground, inLoops("a + b != c + 'x'"))],
  ['a pattern that never ends', [200], (ground) => invoke(ground, cel("r.metadata.name.matches('^(a+)+$')"))],
  ['loops in loops', [200, 207], (ground) => invoke(ground, cel(inLoops("a + b != c + 'x'")))],
  [
    'lists of lists',
    [200, 207],
    (ground) => invoke(ground, cel('r.data.list.map(a, r.data.list.map(b, [r, b])) == []')),
  ],
  [
    'text that doubles',
    [200, 207],
    (ground) =>
      invoke(
        ground,
        cel(
          `cel.bind(a, ${times(100, () => 'r.data.text', ' + ')}, cel.bind(b, ${times(100, () => 'a', ' + ')}, b + b + b)).size() > 0`,
        ),
      ),
  ],
  [
    'an argument that is computed for ever',
    [200, 207],
    (ground) =>
      invoke(ground, {
        ToolchainType: kubernetes,
        FunctionInvocations: [
          {
            FunctionName: 'set-annotation',
            Arguments: [
              { ParameterName: 'annotation-key', Value: 'k' },
              {
                ParameterName: 'annotation-value',
                Evaluator: 'cel',
                Value: `[${times(150, () => "'a'", ',')}].map(a, [${times(150, () => "'a'", ',')}].map(b, [${times(150, () => "'a'", ',')}].map(c, a + b + c))).size() > 0 ? 'x' : 'y'`,
              },
            ],
          },
        ],
      }),
  ],
  [
    'a replacement that explodes',
    [207],
    (ground) =>
      invoke(
        ground,
        invocation('search-replace', { 'search-value': 'a', 'replace-value': 'x'.repeat(200_000) }),
      ),
  ],
  [
    'ten thousand functions',
    [400],
    (ground) =>
      invoke(ground, {
        ToolchainType: kubernetes,
        FunctionInvocations: Array.from({ length: 10_000 }, () => ({ FunctionName: 'get-resources' })),
      }),
  ],
  ['an alias bomb', [200, 400], (ground) => put(ground, bomb())],
  ['a document nested 900 deep', [400], (ground) => put(ground, `${'['.repeat(900)}${']'.repeat(900)}`)],
  ['sixty thousand brackets', [400], (ground) => put(ground, '['.repeat(60_000))],
  [
    'a wide body',
    [400],
    ({ hub, SpaceID }) =>
      call(hub, 'POST', `/space/${SpaceID}/target`, {
        body: `{"Slug":"wide","Facts":[${times(340_000, () => '[]', ',')}]}`,
      }),
  ],
  [
    'ten thousand items',
    [400],
    ({ hub, SpaceID, units }) =>
      call(hub, 'POST', `/space/${SpaceID}/unit/${units[0]}/protection`, {
        body: {
          ResourceProtection: Array.from({ length: 10_000 }, (_, index) => ({
            Resource: { ResourceType: 'a', ResourceName: `${index}` },
            Protected: { a: true },
          })),
        },
      }),
  ],
]

const ofTheDatabase: readonly Attack[] = [
  ['a View of whole documents', [200, 400, 422], (ground) => viewed(ground, 'r.data.list.map(x, r)')],
  [
    'a where_data pattern over long text',
    [200, 207],
    (ground) =>
      invoke(ground, body('get-path', 'data.text'), {
        query: { where: `UnitID = '${ground.units[0]}'`, where_data: "data.text ~ '(a|a)*(a|a)*b'" },
      }),
  ],
  [
    'a large resource to be written',
    [200, 207],
    (ground) =>
      invoke(
        ground,
        invocation('upsert-resource', {
          'resource-list': JSON.stringify([
            {
              ResourceType: 'v1/ConfigMap',
              ResourceName: '/a',
              ResourceBody: `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${times(60_000, (index) => `  k${index}: v\n`)}`,
            },
          ]),
          'resource-type': 'v1/ConfigMap',
          'resource-name': '/a',
        }),
      ),
  ],
  [
    'two megabytes of YAML',
    [200],
    (ground) =>
      put(
        ground,
        times(100_000, (index) => `key-${index}: value ${index}\n`),
      ),
  ],
  [
    'twenty thousand equal names',
    [200],
    async (ground) => {
      written(
        await put(
          ground,
          times(20_000, () => 'kind: A\nmetadata:\n  name: same\n', '---\n'),
        ),
      )
      return call(ground.hub, 'GET', '/resource', {
        query: { where: `UnitID = '${ground.units[1]}'`, limit: 1000, select: 'ResourceName' },
      })
    },
  ],
  [
    '4,500 labels',
    [200],
    (ground) =>
      patch(ground, {
        Labels: Object.fromEntries(Array.from({ length: 4_500 }, (_, index) => [`k${index}`, 'v'])),
      }),
  ],
  [
    'a huge where',
    [200, 400],
    ({ hub }) =>
      call(hub, 'GET', '/unit', {
        query: { where: times(60, () => "Labels.a ~ '(a|b)*(c|d){3}x?'", ' AND ') },
      }),
  ],
  [
    'an order of seven hundred',
    [200],
    ({ hub }) => call(hub, 'GET', '/unit', { query: { order_by: times(700, () => 'Slug', ','), limit: 1 } }),
  ],
  [
    'eight hundred expansions',
    [200],
    ({ hub }) => call(hub, 'GET', '/unit', { query: { include: times(800, () => 'SpaceID', ',') } }),
  ],
  [
    'a list of functions by pattern',
    [200, 400],
    ({ hub }) =>
      call(hub, 'GET', '/function', {
        query: { where: times(90, () => "Description ~ '(a|b|c|d|e)*z'", ' AND ') },
      }),
  ],
]

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let level = 1; level < 9; level += 1)
    lines.push(`a${level}: &a${level} [${times(10, () => `*a${level - 1}`, ', ')}]`)
  return `${lines.join('\n')}\n`
}

async function viewed(ground: Ground, DataExpression: string): Promise<Answer> {
  const Slug = `view-${randomBytes(4).toString('hex')}`
  const Columns = [{ Name: 'x', ColumnType: 'DataExpression', ColumnSource: { DataExpression } }]
  const { id } = await add(ground, kindOf('View'), { Slug, Of: 'Unit', Columns })
  const query = { view: id, where: `UnitID = '${ground.units[0]}'` }
  return call(ground.hub, 'GET', '/unit', { query, as: viewer })
}

/** The longest time that a health check took while `work` ran. */
async function waitedDuring<T>(hub: HubAddress, work: Promise<T>): Promise<{ longestMs: number; value: T }> {
  let ended = false
  const done = work.finally(() => {
    ended = true
  })
  // It is awaited below, but may reject before that.
  done.catch(() => undefined)
  let longestMs = 0
  do {
    const since = performance.now()
    const answer = await fetch(`${hub.url}/info`)
    await answer.text()
    longestMs = Math.max(longestMs, performance.now() - since)
    await setTimeout(5)
  } while (!ended)
  return { longestMs, value: await done }
}

async function bearableMs({ hub }: Ground): Promise<number> {
  const since = performance.now()
  const answer = await call(hub, 'GET', '/unit', { query: { include: 'SpaceID,HeadRevisionNum' } })
  expect(answer.status).toBe(200)
  return Math.max(mostMs, mostLists * (performance.now() - since))
}

describe.each([
  ['PGlite', (): string => 'memory', [...ofTheDatabase, ...ofTheHub]],
  ['PostgreSQL', (): string => inject('emptyDatabases').busy, ofTheDatabase],
] as const)('others, on %s,', (database, data, attacks) => {
  let process: HubProcess
  let ground: Ground
  const figures: [string, number][] = []
  beforeAll(async () => {
    const adminToken = randomBytes(24).toString('base64url')
    process = await startHubProcess({
      data: data(),
      fleet: 'microtraderx',
      token: adminToken,
      // What takes a busy machine longer than the usual 30 s is not what this test is about.
      flags: ['--query-timeout', '300'],
    })
    ground = await newGround({ database, url: process.url, adminToken }, 'attacked')
    written(
      await putDocument(ground.hub, { path: `/space/${ground.SpaceID}/unit/${ground.units[0]}` }, target),
    )
  })
  afterAll(async () => {
    const lines = figures.map(([what, ms]) => `  ${Math.round(ms)} ms: ${what}`)
    console.log(`The longest that others waited on ${database}:\n${lines.join('\n')}`)
    await process.stop()
  })

  it.each(attacks)('hardly wait for %s', async (what, statuses, attack) => {
    const { longestMs, value } = await waitedDuring(ground.hub, attack(ground))

    figures.push([what, longestMs])
    expect(statuses).toContain(value.status)
    expect(longestMs).toBeLessThan(await bearableMs(ground))
  })

  it('find the hub unchanged afterwards', async () => {
    const answer = await call(ground.hub, 'GET', '/unit', {
      query: { where: `SpaceID = '${ground.SpaceID}'` },
    })
    expect(z.array(z.unknown()).parse(answer.json)).toHaveLength(2)
    expect(process.output()).not.toContain('"level":"error"')
  })
})
