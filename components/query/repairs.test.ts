import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QueryFields } from '#components/query/query-fields.ts'
import { readQuery } from '#components/query/read-query.ts'
import { differenceOf, repairs, type WrongField } from '#components/query/repairs.ts'
import { readWhere } from '#lib/where/check.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { printWhere, printWhereData } from '#lib/where/print.ts'

type Query = Partial<QueryFields>
const whole = (fields: Query): QueryFields => ({ where: '', data: '', type: '', ...fields })

function repairsOf(query: Query, field: WrongField = 'where', takesContent = true) {
  const fields = whole(query)
  const { where, dataError } = readQuery(fields)
  const error = field === 'data' ? dataError : where.ok ? undefined : where.error
  return error === undefined ? [] : repairs(fields, field, error, { takesContent })
}

const texts = (query: Query, field: WrongField = 'where') =>
  repairsOf(query, field).map(({ fields }) => fields[field])

describe('repairs', () => {
  it('moves a path of the document to the content filter', () => {
    expect(repairsOf({ where: "Slug = 'a AND b' AND spec.replicas > 2" })).toContainEqual({
      label: 'Move it to the content filter',
      fields: { where: "Slug = 'a AND b'", data: 'spec.replicas > 2' },
      from: 'spec.replicas > 2',
      to: '',
    })
  })

  it('moves all paths at once, and keeps the content filter that is there', () => {
    const [repair] = repairsOf({
      where: "spec.replicas > 2 AND Slug = 'a' AND spec.paused = true",
      data: "kind = 'Deployment'",
    })

    expect(repair?.fields).toEqual({
      where: "Slug = 'a'",
      data: "kind = 'Deployment' AND spec.replicas > 2 AND spec.paused = true",
    })
  })

  it('moves nothing where the page would drop it', () => {
    expect(repairsOf({ where: "Slug = 'a' AND spec.replicas > 2" }, 'where', false)).toEqual([])
  })

  it.each([
    ['a condition inside the quotes it would close', "Slug != 'a AND HeadRevisionNum > 2"],
    ['a condition that cannot be read either', "Slug != 'a AND colour > 2"],
    ['nothing that stays wrong', 'spec.replicas >'],
    ['an operator for another', 'HeadRevisionNum > NULL'],
    ['a pattern for nothing', 'Slug LIKE NULL'],
    ['an operator that there is not', "Slug NOT ILIKE 'a'"],
    ['a condition out of its alternative', "Slug = 'a' OR Slug = 'b' AND spec.replicas > 2"],
    ['what may join two conditions', "Slug = 'a' OR Slug = 'b' Slug = 'c'"],
  ])('does not repair %s: %s', (_, where) => {
    expect(texts({ where })).toEqual([])
  })

  it.each([
    ['spec.cpu < .5'],
    ['spec.cpu <.5'],
    ['spec.paused = null'],
    ["spec.replicas > 1 AND metadata.name != 'a AND spec.b = 2"],
  ])('loses nothing of a content filter either: %s', (data) => {
    expect(texts({ data }, 'data')).toEqual([])
  })

  it.each([
    ['Slug = null', 'Slug IS NULL'],
    ["FromLink.Labels.Tier = 'x'", "FromLink.*.Labels.Tier = 'x'"],
    ['Space.*.Labels.Tier IS NULL', 'Space.Labels.Tier IS NULL'],
    ["Space.slug = 'slug'", "Space.Slug = 'slug'"],
    ["Target.targetid.x = 'a'", undefined],
    // The second error remains and is reported next.
    ["slug = 'a' and Colour = 'b'", "slug = 'a' AND Colour = 'b'"],
    ["slug = 'a' AND Colour = 'b'", "Slug = 'a' AND Colour = 'b'"],
    ["Slug = 'two\nlines'\nAND Slug != 'b'", undefined],
  ])('keeps key and value of %j', (where, repaired) => {
    expect(texts({ where })).toEqual(repaired === undefined ? [] : [repaired])
  })

  it.each([
    ['spec.replicas = 3 OR spec.replicas = 4', 'spec.replicas IN (3, 4)'],
    [
      "spec.containers.?name=main.image = 'a OR b' OR spec.containers.?name=main.image = 'c'",
      "spec.containers.?name=main.image IN ('a OR b', 'c')",
    ],
    [
      "spec.paused = true AND (spec.a.*.b = '(x)' or spec.a.*.b = 'y')",
      "spec.paused = true AND spec.a.*.b IN ('(x)', 'y')",
    ],
    ['spec.a = 1 OR spec.b = 2', undefined],
    ['spec.a = 1 OR spec.a > 2', undefined],
    ["spec.a = 'x' AND spec.b = 1 OR spec.b = 2", undefined],
    ["(spec.a = 1 OR spec.a = 2) OR spec.b = 'x'", undefined],
  ])('asks for several values of one path by a list, and never for other units: %s', (data, repaired) => {
    expect(texts({ data }, 'data')).toEqual(repaired === undefined ? [] : [repaired])
  })

  it.each([
    ["slug = 'a'", "Slug = 'a'", 'slug', 'Slug'],
    ["Slug = 'a' AND", "Slug = 'a'", 'AND', ''],
    ["Slug = 'a' Slug != 'b'", "Slug = 'a' AND Slug != 'b'", '', 'AND'],
    ['Slug = "a"', "Slug = 'a'", '"a"', "'a'"],
  ])('says what it changes in %s', (before, after, from, to) => {
    expect(differenceOf(before, after)).toEqual({ from, to })
  })
})

// Expressions made of valid conditions with one error in them.
const condition = fc.constantFrom(
  "Slug = 'a'",
  "Slug != 'trade AND b'",
  "Space.Slug LIKE '%prod%'",
  "Labels.Tier IN ('web', 'api')",
  'HeadRevisionNum > 2',
  'TargetID IS NULL',
  "Space.Labels.Environment = 'prod'",
  "UpdatedAt >= '2026-01-07'",
  'LEN(ApplyGates) > 0',
)
const path = fc.constantFrom(
  'spec.replicas > 2',
  "metadata.name = 'a'",
  "kind != 'Service'",
  'spec.paused = true',
)
const mistake = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.toLowerCase(),
  (text) => text.replace('=', '=='),
  (text) => text.replace('!=', '<>'),
  (text) => text.replaceAll("'", '"'),
  (text) => text.replaceAll("'", ''),
  (text) => text.replace(/'$/, ''),
  (text) => text.replace("'", ''),
  (text) => text.replace('Slug', 'Slgu'),
  (text) => text.replace('Labels', 'Label'),
  (text) => `NOT ${text}`,
  (text) => `(${text})`,
  (text) => text.replace(/'[^']*'/, 'NULL'),
  (text) => text.replace('.', '..'),
  (text) => text.replace('.', '.*.'),
  (text) => text.replace(' ', ' NOT '),
  (text) => text.slice(0, -1),
  (text) => text.slice(1),
  (text) => `${text} ${text}`,
)
const joint = fc.constantFrom(
  ' AND ',
  ' AND ',
  ' AND ',
  ' and ',
  ' OR ',
  'AND ',
  ' AND',
  ' ',
  ' && ',
  '\n',
  ' AND AND ',
)
const expression = fc
  .array(fc.tuple(fc.oneof(condition, condition, path), mistake, joint, fc.boolean()), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) =>
    parts
      .map(
        ([text, damage, join, isDamaged], at) =>
          (isDamaged ? damage(text) : text) + (at + 1 < parts.length ? join : ''),
      )
      .join(''),
  )

/**
 * Valid conditions that stand alone between two ANDs, which a repair must never lose. Found independently of the code
 * under test.
 */
function understood(text: string, as: 'where' | 'data'): string[] {
  const parts: string[] = ['']
  for (const token of text.match(/'[^']*'|\s+|[^\s']+|'/g) ?? []) {
    if (token === 'AND') parts.push('')
    else parts[parts.length - 1] += token
  }
  return parts.flatMap((part) => {
    if (part.trim() === '') return []
    const read = readWhere(part, 'Unit')
    if (as === 'where' && read.ok) return [printWhere(read.value)]
    if (as === 'where' && !/^\s*(?:spec|metadata|kind)\b/.test(part)) return []
    const data = parseWhereData(part)
    return data.ok ? [printWhereData(data.value)] : []
  })
}

describe('any repair of any text', () => {
  it('keeps every condition that was understood, value for value', () => {
    let offered = 0
    fc.assert(
      fc.property(expression, fc.constantFrom('', "kind = 'Deployment'", 'spec.a = 1'), (where, data) => {
        for (const repair of repairsOf({ where, data })) {
          offered += 1
          const after = whole({ where, data, ...repair.fields })
          const kept = [...understood(after.where, 'where'), ...understood(after.data, 'data')]
          const had = [...understood(where, 'where'), ...understood(data, 'data')]
          expect(kept).toEqual(expect.arrayContaining(had))
          expect(kept.length).toBeGreaterThanOrEqual(had.length)
          for (const [, value = ''] of where.matchAll(/'([^']*)'/g)) {
            expect(`${after.where} ${after.data}`).toContain(value)
          }
          expect(repair.from !== repair.to || /lines|space/.test(repair.label)).toBe(true)
        }
      }),
      { numRuns: 3000, seed: 7 },
    )
    expect(offered).toBeGreaterThan(300)
  })

  it('keeps every condition of a content filter', () => {
    let offered = 0
    const text = fc
      .array(fc.tuple(path, mistake, joint), { minLength: 1, maxLength: 3 })
      .map((parts) =>
        parts
          .map(
            ([part, damage, join], at) =>
              (at === 0 ? part : damage(part)) + (at + 1 < parts.length ? join : ''),
          )
          .join(''),
      )
    fc.assert(
      fc.property(text, (data) => {
        for (const { fields } of repairsOf({ data }, 'data')) {
          offered += 1
          const kept = understood(fields.data ?? '', 'data')
          expect(kept).toEqual(expect.arrayContaining(understood(data, 'data')))
        }
      }),
      { numRuns: 2000, seed: 7 },
    )
    expect(offered).toBeGreaterThan(100)
  })
})
