import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import { invocation } from '#tests/contract/invocations.ts'
import { ExtendedMutationShape } from '#tests/contract/shapes/answers.ts'
import { InvocationShape, SignatureShape } from '#tests/contract/shapes/function.ts'
import { document, revisions, unitAt } from '#tests/contract/units.ts'

describe.each(inject('readingHubs'))('functions on $database (contract 9)', (hub) => {
  const dryRun = async (body: unknown, where: string, more: Record<string, string> = {}) =>
    call(hub, 'POST', '/function/invoke', { body, query: { where, dry_run: true, ...more } })

  it('are listed with their parameters', async () => {
    const catalogue = z
      .record(z.string(), z.record(z.string(), SignatureShape))
      .parse((await get(hub, '/function')).json)
    const functions = catalogue['Kubernetes/YAML'] ?? {}

    for (const name of [
      'set-replicas',
      'set-container-image-reference',
      'set-int-path',
      'set-string-path',
      'set-env-var',
    ]) {
      expect(functions[name]).toMatchObject({ FunctionName: name, Mutating: true })
    }
    expect(functions['get-replicas']?.Mutating ?? false).toBe(false)
    expect(functions['set-replicas']?.Parameters).toMatchObject([
      { ParameterName: 'replicas', DataType: 'int', Required: true, Min: 0 },
    ])
  })

  it('report what they would do, and do nothing, on a dry run', async () => {
    const before = (await get(hub, '/unit', { where: "Slug = 'trade-service'", order_by: 'UnitID' })).text
    const answer = await dryRun(
      invocation('set-replicas', { replicas: 5 }),
      "Slug = 'trade-service' AND Space.Labels.Environment = 'prod'",
      { include: 'Diff' },
    )

    expect(answer.status).toBe(200)
    const items = z.array(InvocationShape).parse(answer.json)
    expect(items).toHaveLength(50)
    const changed = items.filter((item) => item.HasNewMutations)
    expect(changed).toHaveLength(44)
    for (const item of changed) {
      expect(item.ConfigData).toMatch(/^ {2}replicas: 5\b/m)
      expect(item.Mutations?.[0]?.PathMutationMap).toMatchObject({
        'spec.replicas': { MutationType: 'Update' },
      })
      expect(item.Diff?.Resources?.[0]?.Resource.ResourceType).toBe('apps/v1/Deployment')
    }
    expect(items.filter((item) => !item.HasNewMutations && item.ConfigData !== undefined)).toEqual([])
    const after = (await get(hub, '/unit', { where: "Slug = 'trade-service'", order_by: 'UnitID' })).text
    expect(after).toBe(before)
  })

  it('return ConfigData of unchanged units on request', async () => {
    const where = "Slug = 'trade-service' AND Space.Labels.Region = 'jp-tyo'"
    const answer = await dryRun(invocation('set-replicas', { replicas: 5 }), where, { include: 'ConfigData' })

    const [item] = z.array(InvocationShape).parse(answer.json)
    expect(item).toMatchObject({ HasNewMutations: false, ConfigData: expect.stringContaining('replicas: 5') })
  })

  it('read values, as base64 of JSON', async () => {
    const answer = await dryRun(invocation('get-replicas', {}), "Slug = 'trade-service'")
    const values = z
      .array(InvocationShape)
      .parse(answer.json)
      .map((item) => {
        const text = Buffer.from(item.Outputs?.AttributeValueList ?? '', 'base64').toString('utf8')
        return z.array(z.looseObject({ Path: z.string(), Value: z.int() })).parse(JSON.parse(text))[0]?.Value
      })

    const count = (replicas: number) => values.filter((value) => value === replicas).length
    expect([count(2), count(3), count(5), values.length]).toEqual([4, 45, 7, 56])
  })

  const one = "Slug = 'trade-service' AND Space.Labels.Region = 'fr-none'"
  it('select nothing with an empty list', async () => {
    const answer = await dryRun(invocation('get-replicas', {}), one)

    expect([answer.status, answer.json]).toEqual([200, []])
  })

  it.each([
    ['a function nobody has', invocation('set-everything', {})],
    ['a missing argument', invocation('set-replicas', {})],
    ['an argument it does not know', invocation('set-replicas', { replicas: 1, colour: 'red' })],
    ['a word where a number belongs', invocation('set-replicas', { replicas: 'many' })],
    ['a number below the least', invocation('set-replicas', { replicas: -1 })],
  ])('refuse %s, for the call or for each unit', async (_what, body) => {
    const answer = await dryRun(body, "Slug = 'trade-service' AND Space.Labels.Region = 'jp-tyo'")

    if (answer.status === 400) return
    const items = z.array(InvocationShape).parse(answer.json)
    expect(items.length).toBe(1)
    expect(items.every((item) => !item.Success && item.Error !== undefined)).toBe(true)
  })

  it('cast a number that came as text', async () => {
    const where = "Slug = 'trade-service' AND Space.Labels.Region = 'eu-vie'"
    const [item] = z
      .array(InvocationShape)
      .parse((await dryRun(invocation('set-replicas', { replicas: '4' }), where)).json)

    expect(item?.ConfigData).toMatch(/^ {2}replicas: 4$/m)
  })

  it('run only on units that hold a resource of the type', async () => {
    const where = "Space.Labels.Region = 'eu-vie'"
    const answer = await dryRun(invocation('get-replicas', {}), where, { resource_type: 'v1/Namespace' })

    expect(
      z
        .array(InvocationShape)
        .parse(answer.json)
        .map((item) => item.UnitSlug),
    ).toEqual(['ns-eu-vie'])
  })
})

describe.each(inject('writingHubs'))('invocation that writes on $database (contract 5.5)', (hub) => {
  const invoke = async (body: unknown, where: string) =>
    z
      .array(InvocationShape)
      .parse((await call(hub, 'POST', '/function/invoke', { body, query: { where } })).json)

  it.each([
    ['set-replicas', { replicas: 6 }, /^ {2}replicas: 6$/m],
    [
      'set-container-image-reference',
      { 'container-name': 'trade-service', 'image-reference': ':v7' },
      /image: ghcr\.io\/finos\/traderx\/trade-service:v7$/m,
    ],
    [
      'set-int-path',
      { 'resource-type': 'apps/v1/Deployment', path: 'spec.minReadySeconds', 'attribute-value': 12 },
      /^ {2}minReadySeconds: 12$/m,
    ],
    [
      'set-string-path',
      { 'resource-type': 'v1/Service', path: 'spec.type', 'attribute-value': 'ClusterIP' },
      /^ {2}type: ClusterIP$/m,
    ],
    [
      'set-env-var',
      { 'container-name': 'trade-service', 'env-var': 'TRADING_ALGORITHM', 'env-value': 'v2' },
      /name: TRADING_ALGORITHM\n +value: v2$/m,
    ],
    [
      'set-env-var',
      { 'container-name': '*', 'env-var': 'LOG_LEVEL', 'env-value': 'debug' },
      /name: LOG_LEVEL\n +value: debug$/m,
    ],
  ] as const)('%s %o makes one revision and keeps the comments', async (name, values, expected) => {
    const unit = await unitAt(hub, 'prod-eu-bru', 'trade-service')
    const comments = ((await document(hub, unit)).match(/#.*/g) ?? []).length
    const [item] = await invoke(invocation(name, values, `by ${name}`), `UnitID = '${unit.UnitID}'`)

    expect(item).toMatchObject({ Success: true, HasNewMutations: true })
    const text = await document(hub, unit)
    expect(text).toMatch(expected)
    expect(text.match(/#.*/g)).toHaveLength(comments)
    const [head] = await revisions(hub, unit)
    expect(head?.Revision).toMatchObject({
      RevisionNum: unit.HeadRevisionNum + 1,
      Source: 'Invoke',
      Description: `by ${name}`,
    })
    const where = `RevisionNum = ${unit.HeadRevisionNum + 1}`
    const mutations = z
      .array(ExtendedMutationShape)
      .parse((await get(hub, `${unit.path}/mutation`, { where })).json)
    expect(mutations.map((mutation) => mutation.Mutation.FunctionInvocation?.FunctionName)).toEqual([name])
  })

  it('makes no revision where nothing changes', async () => {
    const unit = await unitAt(hub, 'prod-eu-lis', 'trade-service')
    const [item] = await invoke(
      invocation('set-replicas', { replicas: 3 }, 'same'),
      `UnitID = '${unit.UnitID}'`,
    )

    expect(item).toMatchObject({ Success: true })
    expect(item?.HasNewMutations ?? false).toBe(false)
    expect(await unitAt(hub, 'prod-eu-lis', 'trade-service')).toEqual(unit)
  })

  it('runs several functions in order into one revision', async () => {
    const unit = await unitAt(hub, 'prod-eu-lis', 'trade-service')
    const body = {
      ToolchainType: 'Kubernetes/YAML',
      ChangeDescription: 'two at once',
      FunctionInvocations: [
        { FunctionName: 'set-replicas', Arguments: [{ Value: 4 }] },
        { FunctionName: 'set-replicas', Arguments: [{ Value: 6 }] },
      ],
    }
    await invoke(body, `UnitID = '${unit.UnitID}'`)

    expect(await document(hub, unit)).toMatch(/^ {2}replicas: 6$/m)
    expect((await unitAt(hub, 'prod-eu-lis', 'trade-service')).HeadRevisionNum).toBe(unit.HeadRevisionNum + 1)
  })
})
