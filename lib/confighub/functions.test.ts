import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'

let hub: RunningHub
let client: ConfigHub
let where: string

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub)
  const { items } = await client.unitPage({
    where: "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-eu'",
    limit: 1,
  })
  where = `UnitID = '${items[0]?.Unit.UnitID}'`
})

afterAll(() => hub.stop())

const call = (FunctionName: string, Arguments: { ParameterName: string; Value: number }[] = []) => ({
  ToolchainType: 'Kubernetes/YAML',
  FunctionInvocations: [{ FunctionName, Arguments }],
})

it('a dry run of a function returns what it would write', async () => {
  const replicas = call('set-replicas', [{ ParameterName: 'replicas', Value: 4 }])

  const [result] = await client.invoke(replicas, { where, include: 'ConfigData', dry_run: true })

  expect(result?.ConfigData).toContain('replicas: 4')
})

it('outputs of functions arrive as text', async () => {
  const [result] = await client.invoke(call('get-replicas'), { where, dry_run: true })

  expect(JSON.parse(result?.Outputs?.AttributeValueList ?? '')).toMatchObject([
    { Path: 'spec.replicas', Value: 5 },
  ])
})
