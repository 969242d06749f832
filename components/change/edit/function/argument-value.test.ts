import { describe, expect, it } from 'vitest'
import { readArgument, readArguments } from '#components/change/edit/function/argument-value.ts'

const int = { ParameterName: 'replicas', DataType: 'int', Required: true, Min: 0, Max: 50 }

describe('readArgument', () => {
  it.each([
    ['a missing required value', int, ''],
    ['a fraction', int, '1.5'],
    ['beyond 64 bits', { ParameterName: 'value', DataType: 'int' }, '9223372036854775808'],
    ['too small', int, '-1'],
    ['too large', int, '51'],
    ['no boolean', { ParameterName: 'on', DataType: 'bool' }, 'yes'],
    [
      'not of the enumeration',
      { ParameterName: 'policy', DataType: 'string', EnumValues: ['Always'] },
      'Never',
    ],
    ['no list', { ParameterName: 'attribute-list', DataType: 'AttributeValueList' }, '{"Path": "a"}'],
    ['not matching', { ParameterName: 'name', DataType: 'string', Regexp: '^[a-z]+$' }, 'A1'],
  ])('refuses %s', (_, parameter, text) => {
    expect(readArgument(parameter, text).ok).toBe(false)
  })

  it.each([-9223372036854775808n, 9223372036854775807n])('takes %s exactly', (value) => {
    expect(readArgument({ ParameterName: 'value', DataType: 'int' }, String(value))).toEqual({
      ok: true,
      value,
    })
  })

  it('takes an empty value only where the function declares that it may be empty', () => {
    const cpu = { ParameterName: 'cpu', DataType: 'string', Required: true, Regexp: '^([0-9]+m?)?$' }
    expect(readArgument(cpu, '')).toEqual({ ok: true, value: '' })
    expect(readArgument({ ...cpu, Regexp: '(?i)^$[[' }, '').ok).toBe(false)
  })

  it('says what a value has to match, with the example of the function', () => {
    const tag = { ParameterName: 'tag', DataType: 'string', Regexp: '^:[a-z0-9]+$', Example: ':v2' }
    expect(readArgument(tag, 'v2')).toEqual({ ok: false, message: 'Must match ^:[a-z0-9]+$, such as :v2' })
  })

  it('leaves an expression that only the server understands to the server', () => {
    const parameter = { ParameterName: 'name', DataType: 'string', Regexp: '(?i)^a$[[' }
    expect(readArgument(parameter, 'A')).toEqual({ ok: true, value: 'A' })
  })
})

describe('readArguments', () => {
  const signature = {
    FunctionName: 'f',
    Parameters: [
      int,
      { ParameterName: 'note', DataType: 'string' },
      { ParameterName: 'on', DataType: 'bool' },
    ],
  }

  it('types values by the signature and leaves out optional ones without a value', () => {
    expect(readArguments(signature, { on: 'true', replicas: '5', note: '' })).toEqual({
      ok: true,
      arguments: [
        { name: 'replicas', value: 5 },
        { name: 'on', value: true },
      ],
    })
  })

  it('gives each value of an argument that may be repeated, and no empty one', () => {
    const parameters = [
      { ParameterName: 'container-name', Required: true },
      { ParameterName: 'pair', Required: true },
    ]
    const several = { FunctionName: 'f', VarArgs: true, Parameters: parameters }

    expect(readArguments(several, { 'container-name': 'a', pair: ['A=1', '', 'B=2'] })).toEqual({
      ok: true,
      arguments: [
        { name: 'container-name', value: 'a' },
        { name: 'pair', value: 'A=1' },
        { name: 'pair', value: 'B=2' },
      ],
    })
    expect(readArguments(several, { 'container-name': 'a', pair: [''] })).toMatchObject({ isMissing: true })
  })

  it('names the argument that is wrong', () => {
    expect(readArguments(signature, {})).toEqual({
      ok: false,
      message: 'replicas: required',
      isMissing: true,
    })
  })
})
