import { describe, expect, it } from 'vitest'
import type { RunContext } from '#hub/functions/function.ts'
import type { ValidationResult } from '#hub/functions/outputs.ts'
import { call, type GivenValues, runCalls } from '#hub/functions/testing/run-function.ts'

const document = `apiVersion: apps/v1
kind: Deployment
metadata: {name: trade, namespace: prod}
spec:
  replicas: 3
  selector: {matchLabels: {app: trade}}
  template:
    metadata: {labels: {app: trade}}
    spec:
      containers:
        - name: main
          image: ghcr.io/finos/trade:v1
          resources: {limits: {cpu: 1, memory: 1.5Gi}}
---
apiVersion: v1
kind: Service
metadata: {name: trade, namespace: prod}
spec: {ports: [{port: 80}]}
`

function judge(
  name: string,
  values: GivenValues = [],
  text = document,
  context: RunContext = {},
): ValidationResult | string | undefined {
  const ran = runCalls({ FunctionInvocations: [call(name, values)] }, text, context)
  return typeof ran === 'string' ? ran : ran.validations[0]
}

const released = (text: string | null) => ({ source: 'LastReleasedRevisionNum', text })
const passed = (name: string) => ({ Passed: true, FunctionName: name, Index: 0 })
const messages = (result: ReturnType<typeof judge>) =>
  typeof result === 'string' ? [result] : (result?.Issues ?? []).map(({ Message }) => Message)

describe('vet-cel', () => {
  it.each([
    "r.kind != 'Deployment' || r.spec.replicas > 2",
    "r.kind != 'Deployment' || r.spec.replicas == 3",
    'has(r.spec.replicas) ? r.spec.replicas > 2.5 : true',
    "r.kind != 'Deployment' || r.spec.template.spec.containers.all(c, c.image.startsWith('ghcr.io/'))",
    'object.metadata.?labels.orValue({}) == {}',
    "{'passed': true}",
  ])('%s holds', (expression) => {
    expect(judge('vet-cel', [expression])).toEqual(passed('vet-cel'))
  })

  it.each([
    [
      "r.kind != 'Deployment' || r.spec.replicas > 3",
      ["apps/v1/Deployment prod/trade: r.kind != 'Deployment' || r.spec.replicas > 3 does not hold"],
    ],
    [
      'r.spec.replicas > 0',
      ['v1/Service prod/trade: r.spec.replicas > 0 cannot be evaluated: No such key: replicas'],
    ],
    [
      "r.spec.replicas + 'x' == 'y'",
      expect.arrayContaining([expect.stringContaining('cannot be evaluated')]),
    ],
    [
      "{'passed': r.kind == 'Service', 'details': ['no ' + r.kind]}",
      expect.arrayContaining(['apps/v1/Deployment prod/trade: no Deployment']),
    ],
    ['r.metadata.name', expect.arrayContaining([expect.stringContaining('returns neither true nor false')])],
    ['r.constructor == 1', expect.arrayContaining([expect.stringContaining('No such key: constructor')])],
  ])('%s fails', (expression, said) => {
    const result = judge('vet-cel', [expression])
    expect(result).toMatchObject({ Passed: false })
    expect(messages(result)).toEqual(said)
  })

  it('can use parameters, and the Unit where it is known', () => {
    const most = 'r.kind != "Deployment" || r.spec.replicas <= int(params.most)'
    expect(judge('vet-cel', [most, 'most=3', 'other=a=b'])).toEqual(passed('vet-cel'))
    expect(judge('vet-cel', [most, 'most=2'])).toMatchObject({ Passed: false })
    expect(judge('vet-cel', [most, 'most'])).toContain('param must match')
    const named = 'functionContext.UnitSlug == "shop"'
    expect(judge('vet-cel', [named], document, { about: { UnitSlug: 'shop' } })).toEqual(passed('vet-cel'))
    expect(messages(judge('vet-cel', [named])).join()).toContain('No such key: UnitSlug')
  })

  it.each(['expression', 'validation-expr'])('takes its expression as %s', (name) => {
    expect(judge('vet-cel', { [name]: 'true' })).toEqual(passed('vet-cel'))
  })

  it('compares quantities, and uses has() on fields of list elements', () => {
    const expression = `r.kind != 'Deployment' || (has(r.spec.template.spec.containers[0].resources.limits)
      && quantity(r.spec.template.spec.containers[0].resources.limits.memory).isLessThan(quantity('2Gi')))`
    expect(judge('vet-cel', [expression])).toEqual(passed('vet-cel'))
  })

  it('names the field that failed', () => {
    const expression = `r.kind == 'Service' ? {'passed': true} :
      {'passed': false, 'failed_attributes': [{'Path': 'spec.replicas', 'Value': r.spec.replicas}]}`
    expect(judge('vet-cel', [expression])).toMatchObject({
      Passed: false,
      FailedAttributes: [{ ResourceName: 'prod/trade', Path: 'spec.replicas', DataType: 'int', Value: 3 }],
    })
  })

  it.each([
    ['r.spec.replicas >', 'Unexpected token'],
    ['nobody > 1', 'Unknown variable'],
    ['1 + 1', 'returns int'],
    ['r.a.all(a, r.b.all(b, r.c.all(c, r.d.all(d, true))))', 'nest at most 3 deep'],
    [`true${' || true'.repeat(3000)}`, 'At most 10000 characters'],
    [`true${' || true'.repeat(1200)}`, 'Exceeded'],
  ])('%.40s is refused before any unit is touched', (expression, message) => {
    expect(judge('cel-validate', [expression])).toContain(message)
  })
})

describe('a pattern with catastrophic backtracking', () => {
  const hostile = `'${'a'.repeat(60)}!'.matches('^(a+)+$')`

  it('is evaluated in an expression in linear time', () => {
    const fails = expect.stringContaining('does not hold')
    expect(messages(judge('vet-cel', [hostile]))).toEqual([fails, fails])
  })

  it('is evaluated in WhereResource and where-filter, too', () => {
    const text = `kind: ${'a'.repeat(60)}!\n`
    expect(judge('where-filter', ['*', "kind ~ '^(a+)+$'"], text)).toMatchObject({ Passed: false })
    const request = { WhereResource: "kind ~ '^(a+)+$'", FunctionInvocations: [call('get-path', ['kind'])] }
    expect(runCalls(request, text)).toMatchObject({ outputs: { AttributeValueList: [] } })
  })
})

describe('get-cel', () => {
  const values = (...given: readonly string[]) => {
    const ran = runCalls({ FunctionInvocations: [call('get-cel', given)] }, document)
    return typeof ran === 'string' ? ran : ran.outputs.AttributeValueList
  }

  it('returns the result of the expression for each resource', () => {
    const expression = `r.kind == 'Deployment'
      ? [{'Path': 'spec.replicas', 'Value': r.spec.replicas, 'AttributeName': params.name}] : []`
    expect(values(expression, 'name=size')).toEqual([
      {
        ResourceName: 'prod/trade',
        ResourceNameWithoutScope: 'trade',
        ResourceType: 'apps/v1/Deployment',
        ResourceCategory: 'Resource',
        AttributeName: 'size',
        Path: 'spec.replicas',
        DataType: 'int',
        Value: 3,
      },
    ])
    expect(
      values("[{'Path': 'kind', 'Value': 'x', 'ResourceName': 'a/b', 'DataType': 'text'}]"),
    ).toContainEqual(
      expect.objectContaining({ ResourceName: 'a/b', ResourceNameWithoutScope: 'b', DataType: 'text' }),
    )
  })

  it.each([
    ['true', 'returns bool; it must return list'],
    ['r.spec', 'the expression does not return a list'],
    ['[1]', 'not a map with a Path'],
    ['r.spec.nothing', 'No such key: nothing'],
  ])('refuses %s', (expression, message) => {
    expect(values(expression)).toContain(message)
  })
})

describe('vet-no-merge-conflicts', () => {
  const conflicts = [
    {
      Reason: 'ProtectedPath',
      Path: 'spec.replicas',
      Resource: { ResourceName: 'prod/trade' },
      Source: { MutationType: 'Update' },
    },
    { Reason: 'DeleteShadowed' },
  ]

  it.each([
    [
      [],
      [
        'a merge could not apply update to prod/trade spec.replicas',
        'a merge could not apply a change to the document',
      ],
    ],
    [['DeleteShadowed'], ['a merge could not apply a change to the document']],
    [[' Subtracted , UnresolvedPath'], []],
  ])('of the reasons %j finds %j', (values, found) => {
    const result = judge('vet-no-merge-conflicts', values, document, { conflicts })
    expect(result).toMatchObject({ Passed: found.length === 0 })
    expect(messages(result)).toEqual(found)
  })

  it('passes without conflicts, and fails when they are not known', () => {
    const name = 'vet-no-merge-conflicts'
    expect(judge(name, [], document, { conflicts: [] })).toEqual(passed(name))
    expect(judge(name)).toContain('not known here')
  })
})

describe('vet-schemas', () => {
  it('passes what the cluster would accept', () => {
    expect(judge('vet-schemas')).toEqual(passed('vet-schemas'))
  })

  it('reports where a value does not fit', () => {
    const result = judge(
      'validate',
      [],
      document.replace('replicas: 3', 'replicas: "3"').replace('port: 80', 'port: http'),
    )
    expect(result).toMatchObject({
      Passed: false,
      FailedAttributes: [{ Path: 'spec.replicas', Value: '3' }, {}],
    })
    expect(messages(result)).toEqual([
      'apps/v1/Deployment prod/trade: spec.replicas must be integer',
      expect.stringMatching(/^v1\/Service prod\/trade: spec\.ports\..*port must be integer$/),
    ])
  })

  it('looks into lists', () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: 3}, spec: {containers: []}}\n'
    expect(messages(judge('vet-schemas', [], list))).toEqual([
      'v1/Pod number 1: metadata.name must be string',
    ])
  })

  it.each(['example.com/v1', '../v1', 'v1/../apps/v1', 'apps/v1'])(
    'notes a kind of %s it does not know',
    (apiVersion) => {
      const kind = apiVersion === 'apps/v1' ? '../../package' : 'Deployment'
      const result = judge(
        'vet-schemas',
        [],
        `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: x}\n`,
      )
      expect(result).toMatchObject({ Passed: true, Issues: [{ Identifier: 'not-checked' }] })
    },
  )

  it.each([
    ['a part of a resource is no kind', 'apiVersion: v1\nkind: Container\nname: x\n', true],
    ['without a kind', 'a: 1\n', false],
  ])('%s', (_what, text, Passed) => {
    expect(judge('vet-schemas', [], text)).toMatchObject({ Passed })
  })
})

describe('the other validators', () => {
  it.each([
    ['vet-placeholders', [], document],
    ['vet-format', [], document],
    ['vet-merge-keys', [], document],
    ['where-filter', ['apps/v1/Deployment', 'spec.replicas > 2'], document],
    ['where-filter', ['*', "kind = 'Service' AND spec.ports.*.port = 80"], document],
    ['vet-approvedby', [2], document],
    ['is-approved', [0], document],
    ['vet-immutable', [], document.replace('v1\n          res', 'v2\n          res')],
  ])('%s %j passes', (name, values, text) => {
    expect(judge(name, values, text, { approvers: 2, other: released(document) })).toEqual(passed(name))
  })

  it.each([
    [
      'vet-placeholders',
      [],
      document.replaceAll('prod', 'confighubplaceholder'),
      'metadata.namespace has not been filled in',
    ],
    [
      'no-placeholders',
      [],
      document.replace('replicas: 3', 'replicas: 999999999'),
      'spec.replicas has not been filled in',
    ],
    ['vet-format', [], 'kind: X\n', 'apiVersion is missing'],
    ['vet-format', [], document.replace('name: trade,', ''), 'metadata.name is missing'],
    ['vet-format', [], document.replace('replicas: 3', 'paused: yes'), 'yes is a boolean'],
    ['vet-format', [], document.replace('replicas: 3', 'mode: 0755'), '0755 is octal'],
    ['vet-format', [], document.replace('replicas: 3', 'replicas:'), 'replicas has no value'],
    ['vet-format', [], 'apiVersion: v1\nkind: X\nmetadata: &m {name: x}\nagain: *m\n', '*m is an alias for'],
    [
      'vet-merge-keys',
      [],
      document.replace('- name: main', '- name: main\n        - name: main'),
      'containers.1 has the name of an element above it',
    ],
    ['where-filter', ['v1/Service', 'spec.replicas > 2'], document, 'No resource of type v1/Service'],
    ['vet-approvedby', [3], document, '2 of 3 approvals'],
    [
      'vet-immutable',
      ['immutable'],
      document.replace('{app: trade}}\n  t', '{app: other}}\n  t'),
      'spec.selector.matchLabels.app cannot change',
    ],
  ])('%s %j fails', (name, values, text, message) => {
    const result = judge(name, values, text, { approvers: 2, other: released(document) })
    expect(result).toMatchObject({ Passed: false })
    expect(messages(result).join('\n')).toContain(message)
  })

  it.each([
    ['vet-approvedby', [1], {}, 'is not known here'],
    ['vet-immutable', [], { other: released('a: [') }, 'other_data_source: '],
    ['where-filter', ['*', 'spec.replicas >'], {}, 'needs a value after it'],
  ])('%s %j without what it needs says so', (name, values, context, message) => {
    expect(messages(judge(name, values, document, context)).join('\n')).toContain(message)
  })

  it('without a revision to compare with, nothing has changed', () => {
    expect(judge('vet-immutable', [], document, { other: released(null) })).toEqual(passed('vet-immutable'))
  })
})
