import { describe, expect, it } from 'vitest'
import {
  emptyField,
  guessType,
  readFieldValue,
  textOf,
  typeOf,
  withText,
} from '#components/change/edit/field-value.ts'

describe('guessType', () => {
  it.each([
    ['5', 'number'],
    ['-1.5', 'number'],
    ['true', 'boolean'],
    ['{"a":1}', 'json'],
    ['null', 'json'],
    ['v1.2', 'string'],
    // A leading zero, an exponent or a unit is text in the documents people write.
    ['007', 'string'],
    ['1e3', 'string'],
    ['500m', 'string'],
    ['', 'string'],
  ])('%j looks like a %s', (text, type) => {
    expect(guessType(text)).toBe(type)
  })
})

describe('an amount', () => {
  it.each([
    ['add', ' -1 ', -1],
    ['add', '+2', 2],
    ['multiply', '1.5', 1.5],
    ['at-least', '250m', '250m'],
    ['at-most', '1Gi', '1Gi'],
  ] as const)('to %s is read from %j, whatever the type', (how, text, value) => {
    expect(readFieldValue({ text, type: 'string', how })).toEqual({ ok: true, value })
  })

  it.each([
    ['add', 'many'],
    ['add', ''],
    ['multiply', '2Gi'],
    ['add', '1.0000000000000001'],
  ] as const)('to %s is not %j', (how, text) => {
    expect(readFieldValue({ text, type: 'string', how })).toMatchObject({ ok: false })
  })

  it('is no element of a list, which has a type', () => {
    expect(readFieldValue({ text: '80', type: 'string', how: 'append' })).toEqual({ ok: true, value: '80' })
    expect(readFieldValue({ text: '{}', type: 'json', how: 'remove' })).toMatchObject({ ok: false })
  })
})

describe('readFieldValue', () => {
  it('writes what the shown type says, not what the text looks like', () => {
    expect(readFieldValue({ text: '5', type: 'string' })).toEqual({ ok: true, value: '5' })
    expect(readFieldValue({ text: ' 5 ', type: 'number' })).toEqual({ ok: true, value: 5 })
    for (const value of [-9223372036854775808n, 9007199254740993n, 9223372036854775807n])
      for (const type of ['number', 'json'] as const)
        expect(readFieldValue({ text: String(value), type })).toEqual({ ok: true, value })
  })

  it.each([
    ['', 'number'],
    ['five', 'number'],
    ['9223372036854775808', 'number'],
    ['9007199254740993.0', 'number'],
    ['0.1000000000000000055', 'number'],
    ['yes', 'boolean'],
    ['{', 'json'],
  ] as const)('refuses %j as %s with a reason', (text, type) => {
    expect(readFieldValue({ text, type })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/\w{3}/),
    })
  })

  it('reads back every JSON value that it prints', () => {
    for (const value of ['', 'a', 0, -1.5, true, null, ['a', 1], { a: { b: [] } }]) {
      expect(readFieldValue({ text: textOf(value), type: typeOf(value) })).toEqual({ ok: true, value })
    }
  })
})

describe('withText', () => {
  it('adapts the type until the person has chosen one', () => {
    const typed = withText(emptyField('a'), '5')
    expect(typed.type).toBe('number')
    expect(withText({ ...typed, type: 'string', isTypeChosen: true }, '6').type).toBe('string')
  })
})
