import { describe, expect, it } from 'vitest'
import { chipsOf } from '#lib/where/boolean/chips.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { operatorMenu, termFrom } from '#lib/where/builder.ts'
import { readWhere } from '#lib/where/check.ts'
import { complete } from '#lib/where/complete.ts'
import { oppositeOf, plain, spellings } from '#lib/where/operators.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { printWhere, printWhereData } from '#lib/where/print.ts'
import { dataOperators, whereOperators } from '#lib/where/testing/corpus.ts'

// The examples are typed by the table: an operator without one does not compile.

const read = (text: string) => {
  const where = readWhere(text, 'Unit')
  if (!where.ok) throw new Error(`${text}: ${where.error.message}`)
  return where.value
}

describe.each(spellings)('%s', (op) => {
  const { text } = whereOperators[op]
  const [attribute = ''] = text.split(' ')

  it('is what its example uses, and is read and printed', () => {
    expect(text.startsWith(`${attribute} ${op}`)).toBe(true)
    expect(printWhere(read(text))).toBe(text)
    expect(printWhere(read(text.replace(' ', ' \t').replace(op, op.replaceAll(' ', '  '))))).toBe(text)
  })

  it('is a chip in its own spelling, which the fields of the editor can say', () => {
    const conditions = readConditions(text, 'Unit')
    const [chip] = conditions.ok ? chipsOf(conditions.value) : []
    const term = chip?.fields && termFrom(chip.fields, 'Unit')

    expect(chip?.fields).toMatchObject({ operator: plain(op) })
    expect(term?.ok && printWhere({ terms: [term.value] })).toBe(text.replace(op, plain(op)))
  })

  it('is offered in its own spelling, by menu and completion', () => {
    expect(operatorMenu(attribute, 'Unit')).toContain(plain(op))
    const unfinished = `${attribute} `
    const labels = complete(unfinished, unfinished.length, 'Unit').items.map(({ label }) => label)
    expect(labels).toContain(plain(op))
    expect(complete(`${text} `, text.length + 1, 'Unit').items.map(({ label }) => label)).toEqual([
      'AND',
      'OR',
    ])
  })

  it('stands where an opposite can be written instead of NOT before the condition', () => {
    const opposite = oppositeOf(op)
    const where = readWhere(`NOT ${text}`, 'Unit')
    const repaired = opposite === undefined ? undefined : text.replace(op, opposite)

    expect(where.ok ? 'accepted' : where.error.repair?.text).toBe(repaired)
  })

  it('is written in upper case, and a text is never repaired to itself', () => {
    for (const wrong of [text.replace(op, op.toLowerCase()), text.replace(op, `NOT ${op}`)]) {
      for (const result of [readWhere(wrong, 'Unit'), parseWhereData(wrong)]) {
        if (result.ok) continue
        const { message, span, repair } = result.error
        expect(repair?.text).not.toBe(wrong)
        const word = / is written in upper case/.test(message) ? wrong.slice(span.start, span.end) : ''
        expect(word === '' || word !== word.toUpperCase()).toBe(true)
      }
    }
  })
})

it.each(Object.entries(dataOperators))('where_data reads and prints %s', (op, { text }) => {
  const where = parseWhereData(text)

  expect(text.split(' ').slice(1).join(' ').startsWith(op)).toBe(true)
  expect(where.ok ? printWhereData(where.value) : where.error.message).toBe(text)
})

it.each([
  ["Slug NOT = 'a'", /^There is no NOT =\. Use !=\.$/],
  ["Slug NOT < 'a'", /^There is no NOT <\.$/],
  ['Slug NOT', /^NOT is followed by (?:\w+ or )+\w+\.$/],
])('explains %s in both languages', (text, message) => {
  for (const result of [readWhere(text, 'Unit'), parseWhereData(text)])
    expect(result.ok ? 'accepted' : result.error.message).toMatch(message)
})
