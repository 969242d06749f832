import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Query,
  type QueryChip,
  type QueryTerm,
  queryChips,
  queryTexts,
  withChipReplaced,
  withoutChip,
  withQueryTerm,
} from '#lib/where/boolean/query-chips.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { parseComputed } from '#lib/where/computed/computed.ts'
import { dataTermFrom } from '#lib/where/data-builder.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { fieldsOfChip, subjectKind, termOf } from '#lib/where/subjects/fields.ts'
import { conditionsText } from '#lib/where/testing/arbitrary-conditions.ts'
import { dataText } from '#lib/where/testing/arbitrary-data.ts'

type Texts = {
  readonly where?: string
  readonly data?: string
  readonly type?: string
  readonly computed?: string
}

function read({ where = '', data = '', type = '', computed = '' }: Texts): Query {
  const conditions = readConditions(where, 'Unit')
  const content = parseWhereData(data)
  if (!conditions.ok) throw new Error(`${where}: ${conditions.error.message}`)
  if (!content.ok) throw new Error(`${data}: ${content.error.message}`)
  const here = parseComputed(computed)
  if (!here.ok) throw new Error(`${computed}: ${here.error.message}`)
  return { where: conditions.value, data: content.value, type, computed: here.value }
}

/** What the editor of a chip saves when nothing was changed in it. */
function saved(chip: QueryChip): QueryTerm | undefined {
  const fields = fieldsOfChip(chip)
  const term = fields && termOf(fields, subjectKind(fields.subject, true))
  if (fields !== undefined && !term?.ok) throw new Error(`${chip.text}: ${term?.error.message}`)
  return term?.ok ? term.value : undefined
}

const inOneSpelling = ({ where, data, type }: Texts) =>
  [where, data, type].map((text) => text?.replaceAll('!~~', 'NOT LIKE').replaceAll('~~', 'LIKE'))

const joined = (chips: readonly QueryChip[], on: QueryChip['on']) =>
  chips.flatMap((chip) => (chip.on === on ? [chip.text] : [])).join(' AND ')

describe('the chips of a query', () => {
  it('say every expression over documents, and lose nothing when they are saved as they are', () => {
    const seen = { read: 0, chips: 0, fields: 0 }
    fc.assert(
      fc.property(dataText, (data) => {
        if (!parseWhereData(data).ok) return
        seen.read += 1
        const query = read({ data })
        const chips = queryChips(query)
        const texts = queryTexts(query)
        expect(joined(chips, 'content')).toBe(texts.data)
        expect(queryTexts(read(texts))).toEqual(texts)
        for (const chip of chips) {
          const term = saved(chip)
          seen.chips += 1
          if (term === undefined) continue
          seen.fields += 1
          expect(inOneSpelling(withChipReplaced(query, chip, term))).toEqual(inOneSpelling(texts))
        }
      }),
      { seed: 20_261_130, numRuns: 20_000 },
    )
    expect(seen.read).toBeGreaterThan(19_000)
    expect(seen.fields / seen.chips).toBeGreaterThan(0.8)
  })

  it('are those of both texts and the type, and each goes alone', () => {
    const types = fc.constantFrom('', 'apps/v1/Deployment', ' v1/Service ')
    fc.assert(
      fc.property(conditionsText('Unit', 2), dataText, types, (where, data, type) => {
        if (!parseWhereData(data).ok) return
        const query = read({ where, data, type })
        const chips = queryChips(query)
        const texts = queryTexts(query)
        expect(joined(chips, 'content')).toBe(texts.data)
        expect(joined(chips, 'type')).toBe(texts.type)
        for (const chip of chips) {
          const left = queryChips(read(withoutChip(query, chip)))
          const others = chips.filter((other) => other !== chip).map(({ text }) => text)
          // A lone alternative loses its parentheses, or is the conditions inside of it.
          if (others.every((text) => !text.startsWith('(')))
            expect(left.map(({ text }) => text)).toEqual(others)
          const term = saved(chip)
          if (term !== undefined)
            expect(inOneSpelling(withChipReplaced(query, chip, term))).toEqual(inOneSpelling(texts))
        }
      }),
      { seed: 20_261_130, numRuns: 2000 },
    )
  })

  it.each([
    ["data.a IN (' a', 'c')", 'blanks around a value of a list'],
    ["data.a = ' a '", 'blanks around a value'],
  ])('are text where fields would say something else: %s (%s)', (data) => {
    expect(queryChips(read({ data }))).toEqual([{ on: 'content', index: 0, text: data }])
  })

  it.each([
    ["data.a IN ('a, b', 'c')", '"a, b", c'],
    ["data.a IN ('', ',')", '"", ","'],
  ])('have quotes around a value of a list that a comma would divide: %s', (data, value) => {
    const [chip] = queryChips(read({ data }))
    expect(chip && fieldsOfChip(chip)).toMatchObject({ value })
    expect(chip && saved(chip)).toEqual({ on: 'content', term: read({ data }).data.terms[0] })
  })

  it.each(['DisplayName', 'Slug', 'Labels.x', 'DataHash'])(
    'on documents never become one on units: %s',
    (key) => {
      const [chip] = queryChips(read({ data: `${key} = 'web'` }))
      expect(chip).toMatchObject({ on: 'content', fields: { path: key } })
      expect(chip && fieldsOfChip(chip)).toBe(undefined)
    },
  )

  it.each([
    ["data.a = '3'", 'string'],
    ['data.a = 3', 'int'],
    ['data.a != true', 'bool'],
    ["data.a IN ('true', '1')", 'string'],
  ])('keep the kind of a value: %s', (data, literal) => {
    expect(queryChips(read({ data }))).toMatchObject([{ fields: { literal } }])
  })

  it('take a condition once, and one of the other kind in its own text', () => {
    const query = read({ where: "Slug = 'a'", data: 'spec.replicas > 2', type: 'apps/v1/Deployment' })
    const [unit, type, content] = queryChips(query)
    const replicas = dataTermFrom({ path: 'spec.replicas', operator: '>', values: ['2'], literal: 'int' })
    if (!replicas.ok || unit === undefined || type === undefined || content === undefined) throw new Error()

    expect(withQueryTerm(query, { on: 'content', term: replicas.value })).toEqual(queryTexts(query))
    expect(withChipReplaced(query, unit, { on: 'content', term: replicas.value })).toEqual({
      where: '',
      data: 'spec.replicas > 2',
      type: 'apps/v1/Deployment',
      computed: '',
    })
    expect(withoutChip(query, type)).toMatchObject({
      where: "Slug = 'a'",
      data: 'spec.replicas > 2',
      type: '',
    })
    expect(withoutChip(query, content).data).toBe('')
  })
  it('take what is computed here once, in its own text, and give it up without the others', () => {
    const query = read({ where: "Slug = 'a'", computed: "get-replicas() < 2 AND get-x(a b) = 'c'" })
    const [unit, first, second] = queryChips(query)
    if (unit === undefined || first === undefined || second === undefined) throw new Error()

    expect([first.on, first.text, second.text]).toEqual([
      'computed',
      'get-replicas() < 2',
      "get-x(a b) = 'c'",
    ])
    expect(withoutChip(query, first)).toMatchObject({ where: "Slug = 'a'", computed: "get-x(a b) = 'c'" })
    const term = saved(second)
    if (term === undefined) throw new Error()
    expect(withQueryTerm(query, term)).toEqual(queryTexts(query))
    expect(withChipReplaced(query, second, term)).toEqual(queryTexts(query))
    expect(withChipReplaced(query, unit, term)).toEqual({ ...queryTexts(query), where: '' })
  })
})
