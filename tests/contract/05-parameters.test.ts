import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { type Answer, type CallOptions, call, get } from '#tests/contract/http.ts'
import { EnvelopeShape, ExtendedMutationShape } from '#tests/contract/shapes/answers.ts'
import { InvocationShape } from '#tests/contract/shapes/function.ts'
import { InvocationShape as StoredShape } from '#tests/contract/shapes/resident.ts'
import { addSpace, addTrigger, addUnit, deployment, read, setter, settled } from '#tests/contract/triggers.ts'
import { document } from '#tests/contract/units.ts'

const kubernetes = 'Kubernetes/YAML'
const items = (answer: Answer) => z.array(InvocationShape).parse(answer.json)

const scale = {
  ToolchainType: kubernetes,
  FunctionInvocations: [
    {
      FunctionName: 'set-replicas',
      Arguments: [{ Value: '{{.Params.replicas}}', Evaluator: 'template' }],
    },
    {
      FunctionName: 'set-label',
      Arguments: [
        { Value: 'run' },
        { Value: 'functionContext.UnitSlug + "-" + params.team', Evaluator: 'cel' },
      ],
    },
  ],
  Parameters: [
    { ParameterName: 'replicas', DataType: 'int', Required: true, Min: 1, Max: 9 },
    { ParameterName: 'team', DataType: 'enum', EnumValues: ['fx', 'rates'] },
  ],
}

describe.each(inject('writingHubs'))('Parameters of Invocations on $database (contract 4.10)', (hub) => {
  const store = (space: string, body: object, query: CallOptions['query'] = {}) =>
    call(hub, 'POST', `/space/${space}/invocation`, { body, query })
  const invoke = (space: string, body: object, query: CallOptions['query'] = {}) =>
    call(hub, 'POST', `/space/${space}/function/invoke`, { body, query })

  it('get their values from the call, evaluated for each Unit, and are recorded', async () => {
    const space = await addSpace(hub, 'parameters-values')
    const one = await addUnit(hub, space, 'one', deployment('one', 1))
    const two = await addUnit(hub, space, 'two', deployment('two', 1))
    const created = await store(space, { Slug: 'scale', ...scale })
    const { InvocationID, Parameters } = StoredShape.parse(created.json)
    expect(Parameters).toEqual(scale.Parameters)
    const body = {
      ParameterizedInvocations: [{ InvocationID, Parameters: { replicas: '4', team: 'fx' } }],
    }

    const before = await document(hub, one)
    const dry = items(await invoke(space, body, { dry_run: true }))
    expect(dry.map(({ ConfigData }) => ConfigData?.includes('replicas: 4'))).toEqual([true, true])
    expect(await document(hub, one)).toBe(before)
    expect(items(await invoke(space, body)).map(({ Success, Mutators }) => [Success, Mutators])).toEqual([
      [true, [0, 1]],
      [true, [0, 1]],
    ])

    expect(await document(hub, one)).toContain('run: one-fx')
    expect(await document(hub, two)).toContain('run: two-fx')
    const where = "InvocationParams.team = 'fx' AND InvocationParams.replicas = '4'"
    const mutations = z
      .array(ExtendedMutationShape)
      .parse((await get(hub, `${one.path}/mutation`, { where, order_by: 'MutationNum' })).json)
    expect(mutations.map(({ Mutation }) => Mutation)).toMatchObject([
      {
        InvocationID,
        InvocationParams: { replicas: 4, team: 'fx' },
        FunctionInvocation: { Arguments: [{ ParameterName: 'replicas', Value: 4 }] },
      },
      { InvocationID, FunctionInvocation: { FunctionName: 'set-label' } },
    ])
  })

  it('are refused before any Unit is touched when they are missing, unknown or of the wrong type', async () => {
    const space = await addSpace(hub, 'parameters-refused')
    const unit = await addUnit(hub, space, 'one', deployment('one', 1))
    const { InvocationID } = StoredShape.parse((await store(space, { Slug: 'scale', ...scale })).json)

    for (const [body, message] of [
      [{ ParameterizedInvocations: [{ InvocationID }] }, 'needs a value of its parameter replicas'],
      [{ Invocations: [InvocationID] }, 'ParameterizedInvocations'],
      [
        { ParameterizedInvocations: [{ InvocationID, Parameters: { replicas: 3, colour: 'red' } }] },
        'no parameter colour',
      ],
      [{ ParameterizedInvocations: [{ InvocationID, Parameters: { replicas: 'many' } }] }, 'whole number'],
      [{ ParameterizedInvocations: [{ InvocationID, Parameters: { replicas: 10 } }] }, 'at most 9'],
      [
        { ParameterizedInvocations: [{ InvocationID, Parameters: { replicas: 1, team: 'x' } }] },
        'one of fx, rates',
      ],
      [{ ParameterizedInvocations: [InvocationID] }, 'ParameterizedInvocations'],
    ] as const) {
      const answer = await invoke(space, body)
      expect([body, answer.status]).toEqual([body, 400])
      expect(EnvelopeShape.parse(answer.json).Message).toContain(message)
    }
    const gone = { InvocationID: '8a4d5f43-1b7e-4c3a-9d53-3a0b4f2c1d10' }
    expect((await invoke(space, { ParameterizedInvocations: [gone] })).status).toBe(404)
    expect((await read(hub, unit)).HeadRevisionNum).toBe(2)
  })

  it('that are optional and left out fail the Units whose functions name them', async () => {
    const space = await addSpace(hub, 'parameters-left-out')
    await addUnit(hub, space, 'one', deployment('one', 1))
    const { InvocationID } = StoredShape.parse((await store(space, { Slug: 'scale', ...scale })).json)
    const body = { ParameterizedInvocations: [{ InvocationID, Parameters: { replicas: 3 } }] }

    const answer = await invoke(space, body)

    expect(answer.status).toBe(207)
    expect(items(answer)).toMatchObject([{ Success: false, Error: { Message: expect.any(String) } }])
  })

  it('may be given to a function of the call itself', async () => {
    const space = await addSpace(hub, 'parameters-direct')
    const unit = await addUnit(hub, space, 'one', deployment('one', 1))
    const [first] = scale.FunctionInvocations

    const answer = await invoke(space, { FunctionInvocations: [{ ...first, Params: { replicas: 6 } }] })

    expect(items(answer)).toMatchObject([{ Success: true }])
    expect(await document(hub, unit)).toContain('replicas: 6')
  })

  it('cannot be used by Triggers, which have no values for them, though expressions can', async () => {
    const space = await addSpace(hub, 'parameters-triggers')
    const { InvocationID, Version } = StoredShape.parse(
      (
        await store(space, {
          Slug: 'scale',
          ...scale,
          Parameters: [],
          FunctionInvocations: [setter('set-replicas', 2)],
        })
      ).json,
    )
    const trigger = { Slug: 't', Event: 'Mutation', ToolchainType: kubernetes, Disabled: true }
    const used = await call(hub, 'POST', `/space/${space}/trigger`, { body: { ...trigger, InvocationID } })
    expect(used.status).toBe(200)
    const needing = { Parameters: scale.Parameters, Version }
    const path = `/space/${space}/invocation/${InvocationID}`
    expect((await call(hub, 'PATCH', path, { body: needing })).status).toBe(400)
    const other = StoredShape.parse((await store(space, { Slug: 'other', ...scale })).json)
    const refused = await call(hub, 'POST', `/space/${space}/trigger`, {
      body: { ...trigger, Slug: 'u', InvocationID: other.InvocationID },
    })
    expect([refused.status, EnvelopeShape.parse(refused.json).Message]).toEqual([
      400,
      expect.stringContaining('replicas'),
    ])

    await addTrigger(hub, space, 'stamp', {
      FunctionName: 'set-label',
      Arguments: [{ Value: 'of' }, { Value: '{{.SpaceSlug}}', Evaluator: 'template' }],
    })
    const unit = await addUnit(hub, space, 'one', deployment('one', 1))
    await settled(hub, unit)
    expect(await document(hub, unit)).toContain('of: parameters-triggers')
  })

  it.each([
    [{ Parameters: [{ ParameterName: '' }] }, 'ParameterName'],
    [{ Parameters: [{ ParameterName: 'a' }, { ParameterName: 'a' }] }, 'one name'],
    [{ Parameters: [{ ParameterName: 'a', Regexp: '(' }] }, 'regular expression'],
    [{ Parameters: [] }, '.Params.replicas is not one of the Parameters'],
    [
      {
        FunctionInvocations: [
          { FunctionName: 'set-replicas', Arguments: [{ Value: '1', Evaluator: 'perl' }] },
        ],
      },
      'Evaluator',
    ],
  ])('%j is refused', async (body, message) => {
    const space = await addSpace(hub, `parameters-wrong-${message.length}`)
    const answer = await store(space, { Slug: 'x', ...scale, ...body })
    expect([answer.status, EnvelopeShape.parse(answer.json).Message]).toEqual([
      400,
      expect.stringContaining(message),
    ])
  })
})
