import { afterAll, beforeAll, expect, it } from 'vitest'
import { columnValues } from '#hub/query/column-values.ts'
import { addSpace, addUnit, type NewUnit, type TestHub, testHub } from '#hub/testing/test-hub.ts'
import { readResources } from '#lib/config/document/document.ts'

const least = -(2n ** 63n)
const most = 2n ** 63n - 1n
const text = `apiVersion: example.com/v1
kind: Thing
metadata: {name: a}
spec:
  most: ${most}
  least: ${least}
  debug: on
  grouped: 1_000
  quoted: "on"
`

let hub: TestHub
let unit: NewUnit
beforeAll(async () => {
  hub = await testHub()
  const SpaceID = await addSpace(hub, 'values')
  unit = await addUnit(hub, SpaceID, 'thing', text)
})
afterAll(() => hub.store.close())

it.each([
  ['spec.debug = true', true],
  ["spec.debug = 'on'", false],
  ["spec.quoted = 'on'", true],
  ['spec.grouped = 1000', true],
  ['spec.most > 4294967296', true],
  ['spec.least < 0', true],
  [`spec.most IN ('${most}')`, true],
  [`spec.most IN ('${most - 1n}')`, false],
  [`spec.least IN ('${least}', 'x')`, true],
])('where_data %s matches what the cluster would: %s', async (where, isFound) => {
  const found = await hub.must<unknown[]>('GET', `/unit?where_data=${encodeURIComponent(where)}`)
  expect(found).toHaveLength(isFound ? 1 : 0)
})

it.each([least, most])(
  'a function sets %s through HTTP, and every answer keeps its digits',
  async (value) => {
    const body = {
      FunctionInvocations: [
        { FunctionName: 'set-int-path', Arguments: ['*', 'spec.limit', value].map((Value) => ({ Value })) },
        { FunctionName: 'get-int-path', Arguments: ['*', 'spec.limit'].map((Value) => ({ Value })) },
      ],
    }
    const where = encodeURIComponent(`UnitID = '${unit.UnitID}'`)
    const [answer] = await hub.must<{ ConfigData: string; Outputs: { AttributeValueList: string } }[]>(
      'POST',
      `/function/invoke?where=${where}`,
      { body },
    )
    expect(answer?.ConfigData).toContain(`  limit: ${value}\n`)
    expect(Buffer.from(answer?.Outputs.AttributeValueList ?? '', 'base64').toString()).toContain(`:${value}}`)
    expect(await hub.must<string>('GET', `${unit.path}/data`)).toContain(`  limit: ${value}\n`)
    const mutations = await hub.must<unknown>('GET', `${unit.path}/mutation`)
    expect(JSON.stringify(mutations)).toContain(`"Value":${value}`)
  },
)

it('stored functions keep the digits of their arguments', async () => {
  const Arguments = ['*', 'spec.limit', most].map((Value) => ({ Value }))
  const body = { Slug: 'most', FunctionInvocations: [{ FunctionName: 'set-int-path', Arguments }] }
  const path = `/space/${unit.SpaceID}/invocation`
  const made = await hub.must<{ InvocationID: string }>('POST', path, { body })
  const patched = await hub.must('PATCH', `${path}/${made.InvocationID}`, { body: { DisplayName: 'Most' } })
  for (const each of [made, patched, await hub.must('GET', path)])
    expect(JSON.stringify(each)).toContain(`"Value":${most}`)
})

it('a column shows the digits', () => {
  const read = readResources(text)
  const columns = [
    {
      Name: 'path',
      ColumnType: 'DataPath',
      ColumnSource: { DataPath: { Path: 'spec.most', WhereResource: undefined } },
    },
    { Name: 'cel', ColumnType: 'DataExpression', ColumnSource: { DataExpression: 'r.spec.least + 1' } },
  ] as const
  const subjects = [{ extended: {}, resources: read.ok ? read.value : [] }]
  expect(columnValues({ table: 'Unit', columns, subjects })).toEqual({
    ok: true,
    value: [
      [
        { Name: 'path', Value: String(most) },
        { Name: 'cel', Value: String(least + 1n) },
      ],
    ],
  })
})
