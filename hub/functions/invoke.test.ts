import { describe, expect, it } from 'vitest'
import { castArguments } from '#hub/functions/arguments.ts'
import { catalogue } from '#hub/functions/catalogue.ts'
import { prepare } from '#hub/functions/invoke.ts'
import { call, changesOf, type Requested, runCalls } from '#hub/functions/testing/run-function.ts'
import { unbuilt } from '#hub/functions/unbuilt.ts'

const deployment = (name: string, replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: prod}
spec:
  replicas: ${replicas} # of ${name}
`
const document = `${deployment('a', 1)}---\n${deployment('b', 2)}`

describe('WhereResource', () => {
  it.each([
    [{ WhereResource: "ConfigHub.ResourceName = 'prod/b'" }, undefined, ['b']],
    [{}, "ConfigHub.ResourceNameWithoutScope IN ('a')", ['a']],
    [{ WhereResource: 'spec.replicas > 1' }, undefined, ['b']],
    [{ WhereResource: 'spec.replicas > 1' }, "metadata.name = 'a'", []],
    [{ WhereResource: ' ' }, '', ['a', 'b']],
  ])('%j and %s leaves the others alone', (request: Requested, own, names) => {
    const ran = runCalls({ ...request, FunctionInvocations: [call('set-replicas', [9], own)] }, document)
    expect(changesOf(ran)).toEqual(
      names.map((name) => `Deployment prod/${name} spec.replicas: ${name === 'a' ? 1 : 2} -> 9`),
    )
  })

  it('narrows what is read and what is validated', () => {
    const WhereResource = "metadata.name = 'b'"
    const FunctionInvocations = [call('get-replicas'), call('vet-cel', ['r.spec.replicas == 2'])]
    expect(runCalls({ WhereResource, FunctionInvocations }, document)).toMatchObject({
      outputs: {
        AttributeValueList: [{ ResourceName: 'prod/b', Value: 2 }],
        ValidationResultList: [{ Passed: true, FunctionName: 'vet-cel', Index: 1 }],
      },
    })
  })

  it('is checked before anything runs', () => {
    const request = { WhereResource: 'spec.replicas', FunctionInvocations: [call('get-replicas')] }
    expect(runCalls(request, document)).toContain('WhereResource: The path needs an operator')
  })
})

describe('several functions in one call', () => {
  it('validators after setters check what would be written', () => {
    const vet = call('vet-cel', ['r.spec.replicas >= 3'])
    const ran = runCalls({ FunctionInvocations: [vet, call('set-replicas', [3]), vet] }, document)
    expect(ran).toMatchObject({
      mutators: [1],
      outputs: {
        ValidationResultList: [
          { Passed: false, Index: 0 },
          { Passed: true, Index: 2 },
        ],
      },
    })
  })

  it('a single function returns its result, not a list', () => {
    const ran = runCalls({ FunctionInvocations: [call('vet-format')] }, document)
    expect(ran).toMatchObject({ outputs: { ValidationResult: { Passed: true } } })
  })

  it('returns the document after each of them', () => {
    const FunctionInvocations = [
      call('set-replicas', [3]),
      call('get-replicas'),
      call('set-label', ['k', 'v']),
    ]
    const ran = runCalls({ FunctionInvocations }, document)
    expect(ran).toMatchObject({
      mutators: [0, 2],
      texts: [expect.not.stringContaining('k: v'), ran instanceof Object ? ran.text : ''],
    })
  })
})

describe('NumFilters', () => {
  const filter = (expression: string) => call('where-filter', ['*', expression])

  it.each([
    ['spec.replicas > 1', false, 2],
    ['spec.replicas > 5', true, 0],
  ])('%s filters the unit out: %s', (expression, filteredOut, changes) => {
    const request = { NumFilters: 1, FunctionInvocations: [filter(expression), call('set-replicas', [9])] }
    const ran = runCalls(request, document)
    expect(ran).toMatchObject({ filteredOut })
    expect(changesOf(ran)).toHaveLength(changes)
  })

  it('a filter after one that passed counts too, and returns nothing when it fails', () => {
    const FunctionInvocations = [
      filter('spec.replicas > 1'),
      filter('spec.replicas > 5'),
      call('get-replicas'),
    ]
    const ran = runCalls({ NumFilters: 2, FunctionInvocations }, document)
    expect(ran).toMatchObject({ filteredOut: true, validations: [{ Index: 0, Passed: true }] })
  })

  it.each([
    [1, [call('set-replicas', [1])], 'set-replicas is not'],
    [2, [call('vet-format')], 'the first 2 functions have to be validating'],
  ])('%s of %j is refused', (NumFilters, FunctionInvocations, message) => {
    expect(runCalls({ NumFilters, FunctionInvocations }, document)).toContain(message)
  })
})

describe('a function that fails', () => {
  const FunctionInvocations = [
    call('set-int-path', ['*', 'metadata.name.x', 1]),
    call('set-int-path', ['*', 'kind.x', 1]),
  ]

  it.each([
    [true, 1],
    [false, 2],
  ])('with StopOnError %s, %s of two failures are reported', (StopOnError, count) => {
    const message = runCalls({ StopOnError, FunctionInvocations }, document)
    expect(String(message).split('\n')).toHaveLength(count)
    expect(message).toContain('"metadata.name" is not a map')
  })

  it('in a document that does not parse', () => {
    expect(runCalls({ FunctionInvocations: [call('get-replicas')] }, 'a: [\n')).toContain('(line ')
  })
})

describe('what is not served is refused by name', () => {
  it.each([...unbuilt.keys()])('%s', (FunctionName) => {
    expect(prepare({ FunctionInvocations: [{ FunctionName }] })).toMatchObject({
      ok: false,
      status: 501,
      message: expect.stringContaining(FunctionName),
    })
  })

  it.each([
    [{ Triggers: ['x'] }, 'Triggers'],
    [{ Invocations: ['x'] }, 'Invocations'],
    [{ ParameterizedInvocations: [{}] }, 'ParameterizedInvocations'],
    [{ UpdateValidationResults: true }, 'UpdateValidationResults'],
    [{ FunctionInvocations: [{ FunctionName: 'get-replicas', Guards: ['x'] }] }, 'Guards of get-replicas'],
  ])('%j', (request, message) => {
    const whole = { FunctionInvocations: [call('get-replicas')], ...request }
    expect(prepare(whole)).toMatchObject({
      ok: false,
      status: 501,
      message: expect.stringContaining(message),
    })
  })

  it.each([
    [{ FunctionInvocations: [] }, 'at least one function'],
    [
      { ToolchainType: 'AppConfig/Text', FunctionInvocations: [call('get-path', ['a'])] },
      'no functions for toolchain',
    ],
  ])('%j is a mistake of the caller', (request, message) => {
    expect(prepare(request)).toMatchObject({
      ok: false,
      status: 400,
      message: expect.stringContaining(message),
    })
  })
})

describe.each([...catalogue])('the signatures for %s', (toolchain, functions) => {
  it.each([...functions])('%s are complete', (name, { signature }) => {
    expect(signature).toMatchObject({ FunctionName: name, ToolchainType: toolchain })
    expect(signature.Mutating && signature.Validating).toBe(false)
    expect(signature.OutputInfo === undefined).toBe(signature.Mutating)
    const required = signature.Parameters.filter(({ Required }) => Required)
    expect(signature.Parameters.slice(0, required.length)).toEqual(required)
    expect(signature.RequiredParameters).toBe(required.length)
  })

  it.each([...functions])('%s accept their own examples', (_name, { signature }) => {
    const examples = signature.Parameters.map(({ ParameterName, Example, DataType }) => ({
      ParameterName,
      Value: Example ?? (DataType === 'bool' ? 'true' : DataType === 'int' ? '1' : 'text'),
    }))
    expect(castArguments(signature, examples)).toMatchObject({ ok: true })
  })
})

it('deprecated names do the same and name their replacement', () => {
  const names = [
    'set-image',
    'set-image-reference',
    'set-image-uri',
    'get-image',
    'cel-validate',
    'vet-celexpr',
  ]
  for (const name of [...names, 'validate', 'no-placeholders', 'is-approved'])
    expect(catalogue.get('Kubernetes/YAML')?.get(name)?.signature.Description).toContain('Deprecated: use ')
})
