import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { FunctionValuesResponse } from '#lib/confighub/schema/function-values.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { answerFunctionValues } from '#lib/server/reads/function-values.ts'
import { functionCell } from '#lib/server/work/function-cells.ts'
import { parseFunctionCall } from '#lib/where/computed/function-call.ts'

let hub: RunningHub
let client: ConfigHub
let unitIds: string[]

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub)
  const { items } = await client.unitPage({ where: "Slug = 'trade-service'", limit: 5 })
  unitIds = items.map(({ Unit }) => Unit.UnitID)
})
afterAll(() => hub.stop())

async function ask(text: string) {
  const body = JSON.stringify({ ...parseFunctionCall(text), unitIds })
  const request = new Request('http://deck.test/api/function-values', { method: 'POST', body })
  const session = { token: '', UserID: 'alice', OrganizationID: '', DisplayName: 'Alice' }
  return answerFunctionValues(request, { hub: client, requestId: 'request-1', session })
}

it('says what the function answers for each unit, and stores nothing', async () => {
  const before = await client.unitsById(unitIds, { select: 'HeadRevisionNum,DataHash' })
  const { units } = FunctionValuesResponse.parse(await (await ask('get-replicas()')).json())

  expect(Object.keys(units)).toEqual(unitIds)
  for (const said of Object.values(units)) expect(said).toEqual({ cell: [{ value: expect.any(Number) }] })
  const image = FunctionValuesResponse.parse(await (await ask('get-container-image(trade-service)')).json())
  expect(JSON.stringify(image)).toContain('trade-service:')
  expect(await client.unitsById(unitIds, { select: 'HeadRevisionNum,DataHash' })).toEqual(before)
})

it.each([
  ['set-replicas(3)', 'writes'],
  ['vet-schemas()', 'judges'],
  ['get-cel(r.spec)', 'any expression'],
  ['get-resources()', 'not values at paths'],
  ['get-nothing()', 'has no function'],
  ['get-replicas(1)', 'takes 0 arguments'],
  ['get-env-var()', 'also needs'],
])('refuses %s, because it %s', async (text, reason) => {
  const answer = await ask(text)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain(reason)
})

it('shows no secret that a function reads', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec: {template: {spec: {containers: [{name: main, env: [{name: DB_PASSWORD, value: hunter2}]}]}}}
`
  const secret = {
    ResourceType: 'apps/v1/Deployment',
    Path: 'spec.template.spec.containers.?name=main.env.?name=DB_PASSWORD.value',
    Value: 'hunter2',
  }
  const cell = functionCell({ text, output: JSON.stringify([secret]) })
  expect(cell).toEqual([{ value: expect.stringContaining('•'), masked: true }])
  expect(functionCell({ text, output: 'no list' })).toBeUndefined()
})

it('shows nothing that has no place in the document, and no number that is a secret', () => {
  const text = 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {key: hunter2, pin: 1234}\n'
  const said = (Path: string, Value: unknown) =>
    functionCell({ text, output: JSON.stringify([{ ResourceType: 'v1/Secret', Path, Value }]) })

  expect(said('metadata.name', 'a')).toEqual([{ value: 'a' }])
  expect(said('stringData.other', 'hunter2')).toBeUndefined()
  expect(said('data["key"]', 'hunter2')).toBeUndefined()
  expect(said('stringData.pin', 1234)).toEqual([{ value: expect.stringContaining('•'), masked: true }])
})

it('calls a value masked whose secret stands after what is shown, and keeps the digits of large numbers', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {note: short}\n'
  const said = (json: string) =>
    functionCell({
      text,
      output: `[{"ResourceType": "v1/ConfigMap", "Path": "data.note", "Value": ${json}}]`,
    })
  const long = 'x'.repeat(600)

  expect(said(JSON.stringify(`${long} password=hunter2`))).toEqual([
    { value: `${long.slice(0, 512)}…`, masked: true, digest: expect.any(String) },
  ])
  expect(said(JSON.stringify({ long, password: 'hunter2' }))?.[0]?.masked).toBe(true)
  expect(said(`"${long}"`)?.[0]?.masked).toBeUndefined()
  expect(said('9223372036854775807')).toEqual([{ value: '9223372036854775807', isJson: true }])
})
