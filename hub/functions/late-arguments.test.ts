import { describe, expect, it } from 'vitest'
import type { FunctionContext } from '#hub/functions/function.ts'
import { prepare } from '#hub/functions/invoke.ts'
import { runCalls } from '#hub/functions/testing/run-function.ts'
import type { JsonMap } from '#lib/base/json.ts'

const about: FunctionContext = { UnitSlug: 'trade', SpaceLabels: { tier: 'Prod' } }
const text = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  replicas: 1\n'

function run(FunctionName: string, Arguments: object[], Params: JsonMap = {}, context = { about }) {
  const ran = runCalls(
    { FunctionInvocations: [{ FunctionName, Arguments, Params } as never] },
    text,
    context as { about: FunctionContext },
  )
  return typeof ran === 'string' ? ran : { text: ran.text, records: ran.records }
}

describe('an argument with an Evaluator', () => {
  it('gets its value from the template and the parameters, cast to its type, and is recorded with it', () => {
    expect(
      run('set-replicas', [{ Value: '{{.Params.count}}', Evaluator: 'template' }], { count: 4 }),
    ).toEqual({
      text: text.replace('replicas: 1', 'replicas: 4'),
      records: [{ FunctionName: 'set-replicas', Arguments: [{ ParameterName: 'replicas', Value: 4 }] }],
    })
  })

  it('sees the Unit, in CEL too', () => {
    const of = (Value: string, Evaluator: string) =>
      run('set-label', [{ Value: 'team' }, { Value, Evaluator }], { prefix: 'x-' })
    const wanted = { text: expect.stringContaining('team: x-trade') }
    expect(of('{{.Params.prefix}}{{.UnitSlug}}', 'template')).toMatchObject(wanted)
    expect(of('params.prefix + functionContext.UnitSlug', 'cel')).toMatchObject(wanted)
    expect(of('functionContext.SpaceLabels.tier', 'cel')).toMatchObject({
      text: expect.stringContaining('team: Prod'),
    })
  })

  it.each([
    [[{ Value: '{{.Params.count}}', Evaluator: 'template' }], '.Params.count has no value'],
    [[{ Value: '{{.UnitSlug}}', Evaluator: 'template' }], 'must be a whole number'],
    [[{ Value: '1 + 1', Evaluator: 'cel' }], 'must return a string'],
    [[{ Value: 'params.count', Evaluator: 'cel' }], 'cel: '],
    [[{ Value: '1 +', Evaluator: 'cel' }], 'cel: '],
    [[{ Value: 'nobody', Evaluator: 'cel' }], 'cel: '],
    [[{ Value: '{{if}}', Evaluator: 'template' }], 'not understood'],
    [[{ Value: 3, Evaluator: 'template' }], 'an expression must be a string'],
    [[{ Value: '3', Evaluator: 'starlark' }], 'Evaluator is template or cel'],
    [[{ ParameterName: 'count', Value: '{{.UnitSlug}}', Evaluator: 'template' }], 'unknown argument count'],
  ])('%j is refused', (given, message) => {
    expect(run('set-replicas', given)).toContain(message)
  })

  it.each([
    ['vet-approvedby', ['approvers', 'unit']],
    ['vet-no-merge-conflicts', ['conflicts', 'unit']],
    ['vet-immutable', ['other', 'unit']],
  ])('leaves %s the other facts it needs', (FunctionName, needs) => {
    const Arguments = [{ Value: '{{.UnitSlug}}', Evaluator: 'template' }]
    const prepared = prepare({ FunctionInvocations: [{ FunctionName, Arguments }] })
    expect(prepared.ok && [...prepared.value.needs].toSorted()).toEqual(needs)
  })

  it('needs a Unit', () => {
    const given = [{ Value: '{{.UnitSlug}}', Evaluator: 'template' }]
    expect(run('set-replicas', given, {}, {} as never)).toContain('need a Unit')
  })
})
