import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Term } from '#lib/where/ast.ts'
import { chipsOf, replaceCondition, withTerm } from '#lib/where/boolean/chips.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { termFrom } from '#lib/where/builder.ts'
import { readWhere } from '#lib/where/check.ts'
import { complete } from '#lib/where/complete.ts'
import { compares, kindOf, offered } from '#lib/where/operators.ts'
import { words } from '#lib/where/parse.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { printWhere, printWhereData } from '#lib/where/print.ts'
import { markedWhere, withBlanks } from '#lib/where/testing/arbitrary-where.ts'
import { invalidData, invalidWhere, validData, validWhere } from '#lib/where/testing/corpus.ts'
import { tokenize } from '#lib/where/tokens.ts'

const read = (text: string) => {
  const result = readWhere(text, 'Unit')
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`)
  return result.value
}
const readAll = (text: string) => {
  const result = readConditions(text, 'Unit')
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`)
  return result.value
}
const print = (text: string) => printWhere(read(text))

describe('where', () => {
  it.each(validWhere)('$id reads $text', ({ text, entity }) => {
    const result = readWhere(text, entity)

    expect(result.ok ? '' : result.error.message).toBe('')
  })

  it.each(validWhere)('$id prints to itself: $text', ({ text, entity }) => {
    const result = readWhere(text, entity)
    const printed = result.ok ? printWhere(result.value) : ''

    expect(printed).toBe(text.trim().replace(/\s+/g, ' ').replace("Slug='", "Slug = '"))
    const again = readWhere(printed, entity)
    expect(again.ok && printWhere(again.value)).toBe(printed)
  })

  it.each(invalidWhere)('$id refuses ($why) at the right place', ({ text, entity, at }) => {
    const result = readWhere(text, entity)

    expect(result.ok ? 'accepted' : result.error.span.start).toBe(at)
    expect(result.ok ? '' : result.error.message).toMatch(/^.{10,}[.?]$/)
  })

  it.each([
    ["Slug = 'a' OR Slug = 'b'", "Slug IN ('a', 'b')"],
    ["(Slug = 'a')", "Slug = 'a'"],
    ["NOT Slug = 'a'", "Slug != 'a'"],
    ["Slug = 'a' and Slug != 'b'", "Slug = 'a' AND Slug != 'b'"],
    ["Slug = 'a'AND Slug != 'b'", "Slug = 'a' AND Slug != 'b'"],
    ["Slug = 'a' ANDSlug != 'b'", "Slug = 'a' AND Slug != 'b'"],
    ["Slug = 'a' Slug != 'b'", "Slug = 'a' AND Slug != 'b'"],
    ["Slug = 'a' AND", "Slug = 'a'"],
    ["slug = 'a'", "Slug = 'a'"],
    ["Slg = 'a'", "Slug = 'a'"],
    ["Space.slug = 'a'", "Space.Slug = 'a'"],
    ['Slug = "a"', "Slug = 'a'"],
    ['Slug = a', "Slug = 'a'"],
    ["Slug == 'a'", "Slug = 'a'"],
    ["Slug <> 'a'", "Slug != 'a'"],
    ["Slug IN 'a'", "Slug IN ('a')"],
    ['TargetID = NULL', 'TargetID IS NULL'],
    ['TargetID != NULL', 'TargetID IS NOT NULL'],
    ['CreatedAt > 2026-01-07', "CreatedAt > '2026-01-07'"],
    ["FromLink.Slug = 'x'", "FromLink.*.Slug = 'x'"],
    ["Slug like 'a%'", "Slug LIKE 'a%'"],
    ["Slug = 'a", "Slug = 'a'"],
    ["Slug = 'a'\nAND Slug != 'b'", "Slug = 'a' AND Slug != 'b'"],
  ])('repairs %s to %s', (text, expected) => {
    const result = readWhere(text, 'Unit')

    expect(result.ok ? undefined : result.error.repair?.text).toBe(expected)
    expect(print(expected)).toBe(expected)
  })

  it.each([
    ['Slug ~ DisplayName', 7],
    ['Slug !~* Labels.pattern', 9],
    ["Conflicts.*.Reason.x = 'a'", 0],
    // Each is built in half a second: all together must not stop the database for a minute.
    [Array(5).fill("Slug !~ '(a?b?){140}'").join(' AND '), 52],
  ])('refuses %s at %i', (text, at) => {
    const result = readWhere(text, 'Unit')

    expect(result.ok ? 'accepted' : result.error.span.start).toBe(at)
  })

  it.each(['spec.replicas > 2', "Slug = 'a' AND metadata.name = 'b'"])(
    'sends %s to the content filter',
    (text) => {
      const result = readWhere(text, 'Unit')

      expect(result.ok ? '' : result.error.message).toContain('content filter')
    },
  )
})

/** One of each, so that a new kind of term does not compile before the parser is asked for it. */
const kinds: Readonly<Record<Term['kind'], string>> = {
  compare: "Slug = 'a'",
  in: "Slug IN ('a')",
  null: 'TargetID IS NULL',
  has: "Labels ? 'a'",
  len: 'LEN(Labels) = 1',
}

describe('terms', () => {
  it.each(Object.entries(kinds))('of the kind %s are read from %s', (kind, text) => {
    expect(read(text).terms.map((term) => term.kind)).toEqual([kind])
  })

  it.each(Object.entries(kinds))('of the kind %s are completed and edited as a chip: %s', (_, text) => {
    const labels = (typed: string) => complete(typed, typed.length, 'Unit').items.map(({ label }) => label)
    const fields = chipsOf(readAll(text))[0]?.fields
    if (fields === undefined) throw new Error(`${text} is no chip with fields`)
    const term = termFrom(fields, 'Unit')

    expect(labels(`${fields.attribute} `)).toContain(fields.operator)
    expect(labels(`${text} `)).toContain('AND')
    expect(term.ok ? printWhere({ terms: [term.value] }) : term.error.message).toBe(text)
  })

  it('of every kind have an example that the hub is asked over HTTP', () => {
    const shown = validWhere.flatMap(({ text, entity }) => {
      const where = readWhere(text, entity)
      return where.ok ? where.value.terms.map((term) => term.kind) : []
    })

    expect([...new Set(shown)].toSorted()).toEqual(Object.keys(kinds).toSorted())
  })

  it('of every kind are made by the generator of tests', () => {
    const made = fc.sample(markedWhere('Unit').map(withBlanks), { seed: 1, numRuns: 300 })
    const found = made.flatMap((text) => read(text).terms.map((term) => term.kind))

    expect([...new Set(found)].toSorted()).toEqual(Object.keys(kinds).toSorted())
  })
})

describe('where_data', () => {
  it.each(validData)('$id reads and prints $text', ({ text }) => {
    const result = parseWhereData(text)

    expect(result.ok ? printWhereData(result.value) : result.error.message).toBe(text)
  })

  it.each(invalidData)('$id refuses $text ($why) at the right place', ({ text, at }) => {
    const result = parseWhereData(text)

    expect(result.ok ? 'accepted' : result.error.span.start).toBe(at)
  })

  it.each([
    ["data.a~3b = 'x'", 6, '~3'],
    ["data.~5x = 'x'", 5, '~5'],
    ["spec.list.?name=a~1b.image = 'x'", 17, '~1'],
  ])('refuses %s, whose place ConfigHub cannot name, as a whole and not for its ~', (text, at, code) => {
    const result = parseWhereData(text)

    expect(result.ok ? undefined : result.error.span).toEqual({ start: at, end: at + 2 })
    expect(result.ok ? '' : result.error.message).toContain(code)
  })

  it.each(['data.a|b = 1', 'data.a*b = 1', 'data.a@b = 1', 'data.a:b = 1', 'data.*x = 1'])(
    'refuses %s, which has more than the characters of a key',
    (text) => {
      expect(parseWhereData(text).ok).toBe(false)
    },
  )

  it("still reads ~ as an operator where text follows: data.a~'b'", () => {
    const result = parseWhereData("data.a~'b' AND data.c~*'d'")

    expect(result.ok ? printWhereData(result.value) : '').toBe("data.a ~ 'b' AND data.c ~* 'd'")
  })
})

describe('chips', () => {
  it.each(validWhere.filter(({ entity }) => entity === 'Unit'))('say all of $id', ({ text }) => {
    const chips = chipsOf(readAll(text))

    expect(chips.map((chip) => chip.text).join(' AND ')).toBe(print(text))
    for (const chip of chips) {
      const term = chip.fields && termFrom(chip.fields, 'Unit')
      if (term === undefined) continue
      expect(term.ok ? printWhere({ terms: [term.value] }) : term.error.message).toBe(
        chip.text.replace(/!~~/, 'NOT LIKE'),
      )
    }
  })

  it('add and change one condition of the same text', () => {
    const where = readAll("Slug = 'trade-service'")
    const term = termFrom({ attribute: 'Space.Slug', operator: 'LIKE', values: ['%prod%'] }, 'Unit')
    if (!term.ok) throw new Error(term.error.message)

    const both = withTerm(where, term.value)
    expect(both).toBe("Slug = 'trade-service' AND Space.Slug LIKE '%prod%'")
    expect(withTerm(readAll(both), term.value)).toBe(both)
    expect(replaceCondition(readAll(both), 0, term.value)).toBe(
      "Space.Slug LIKE '%prod%' AND Space.Slug LIKE '%prod%'",
    )
  })

  it.each([
    [{ attribute: 'HeadRevisionNum', operator: '>', values: ['five'] }, 'number'],
    [{ attribute: 'Slug', operator: '=', values: ["it's"] }, 'quotes'],
    [{ attribute: 'Nothing', operator: '=', values: ['x'] }, 'no attribute'],
    [{ attribute: 'UnitID', operator: '=', values: ['x'] }, 'id'],
  ] as const)('refuse %o', (draft, reason) => {
    const term = termFrom(draft, 'Unit')

    expect(term.ok ? '' : term.error.message).toContain(reason)
  })
})

describe('complete', () => {
  const labels = (text: string, known = {}) =>
    complete(text, text.length, 'Unit', known).items.map(({ label }) => label)

  it('offers attributes, operators, known values and AND where each may stand', () => {
    expect(labels('Sl')[0]).toBe('Slug')
    expect(labels("Slug = 'a' AND Space.Sl")).toContain('Space.Slug')
    expect(labels('Slug ')).toContain('LIKE')
    expect(labels('Slug NOT ').toSorted()).toEqual(offered.filter((op) => op.startsWith('NOT ')).toSorted())
    expect(labels("Slug = 'tr", { Slug: ['trade-service', 'ns-base'] })).toEqual(['trade-service'])
    expect(labels("Slug = 'a' ")).toEqual(['AND', 'OR'])
    expect(labels("Slug = 'some text ")).toEqual([])
  })
})

describe('completion at every place of every valid expression', () => {
  const ofUnits = validWhere.filter(({ entity }) => entity === 'Unit').map(({ text }) => text)
  const beyond = [
    "NOT (Slug = 'a' OR Labels.Tier IS NULL) AND NOT LEN(Labels) > 1",
    "(Slug IN ('a', 'b') OR (Space.Slug = 'x' AND HeadRevisionNum >= 3)) AND Labels ? 'a'",
    "FromLink.*.Slug = 'a' IS NOT TRUE OR Slug = DisplayName",
  ]

  it.each([...ofUnits, ...beyond])('offers what may stand next, and nothing that may not: %s', (text) => {
    const tokens = tokenize(text, words)
    const starts = tokens.ok ? tokens.value.map(({ span }) => span.start) : []
    expect(starts.length).toBeGreaterThan(2)
    for (const start of starts) {
      const prefix = text.slice(0, start)
      const { span, items } = complete(prefix, start, 'Unit')
      expect(items.length, prefix).toBeGreaterThan(0)
      expect(new Set(items.map(({ label }) => label)).size, prefix).toBe(items.length)
      for (const { insert } of items) {
        const next = prefix.slice(0, span.start) + insert
        const read = readConditions(next, 'Unit')
        // Wrong only by what is still missing at its end, or by a parenthesis that is still open.
        const isUnfinished =
          read.ok || read.error.span.end >= next.trimEnd().length || / not closed/.test(read.error.message)
        expect([next, isUnfinished || read.error.message]).toEqual([next, true])
      }
    }
  })

  it('offers what begins as the word that is being typed', () => {
    for (const text of ofUnits) {
      const tokens = tokenize(text, words)
      for (const { kind, span, text: word } of tokens.ok ? tokens.value : []) {
        // Keys of maps are the fleet's; there is none here.
        if (kind !== 'word' || /^(?:true|false|LEN|.*[./].*)$/.test(word)) continue
        const typed = text.slice(0, span.start + 1)
        const labels = complete(typed, typed.length, 'Unit').items.map(({ label }) => label)
        expect([typed, labels.some((label) => label.includes(word))]).toEqual([typed, true])
      }
    }
  })
})

// Seeded, so that a failure can be run again.
const seeded = { seed: 20_261_123, numRuns: 500 }

describe('laws', () => {
  const text = fc.stringMatching(/^[A-Za-z0-9 _%.:()^$*+-]{0,20}$/)
  const quoted = text.map((value) => `'${value}'`)
  const key = fc.stringMatching(/^[A-Za-z0-9]([-_./A-Za-z0-9]{0,12}[A-Za-z0-9])?$/)
  const truth = fc.constantFrom('', ' IS TRUE', ' IS NOT TRUE', ' IS FALSE', ' IS NOT FALSE')
  const attribute = fc.oneof(
    fc.constantFrom('Slug', 'DisplayName', 'Space.Slug', 'UpstreamUnit.Slug', 'HeadRevision.Description'),
    key.map((name) => `Labels.${name}`),
    key.map((name) => `Space.Labels.${name}`),
  )
  const term = fc.oneof(
    fc
      .tuple(attribute, fc.constantFrom(...compares.filter((op) => kindOf(op) !== 'regex')), quoted, truth)
      .map(([a, op, b, t]) => `${a} ${op} ${b}${t}`),
    fc
      .tuple(attribute, fc.constantFrom('IN', 'NOT IN'), fc.array(quoted, { minLength: 1, maxLength: 4 }))
      .map(([a, op, list]) => `${a} ${op} (${list.join(', ')})`),
    fc
      .tuple(
        fc.constantFrom('HeadRevisionNum', 'UpstreamRevisionNum', 'LEN(Labels)'),
        fc.constantFrom('=', '<', '>='),
        fc.nat(9_999),
      )
      .map((parts) => parts.join(' ')),
    fc.tuple(key, fc.constantFrom('IS NULL', 'IS NOT NULL')).map(([name, op]) => `Labels.${name} ${op}`),
    quoted.map((value) => `Labels ? ${value}`),
  )
  const query = fc.array(term, { minLength: 1, maxLength: 6 }).map((terms) => terms.join(' AND '))

  it('a printed query reads as the same query', () => {
    fc.assert(
      fc.property(query, (written) => {
        expect(print(written)).toBe(written)
        expect(print(print(written))).toBe(print(written))
      }),
      seeded,
    )
  })

  it('every query is its chips, in order', () => {
    fc.assert(
      fc.property(query, (written) => {
        const chips = chipsOf(readAll(written))
        expect(chips.map((chip) => chip.text).join(' AND ')).toBe(written)
      }),
      seeded,
    )
  })

  const broken = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .tuple(query, fc.nat(200), fc.string({ maxLength: 3 }))
      .map(([written, at, noise]) => written.slice(0, at) + noise + written.slice(at + 1)),
    fc
      .array(
        fc.constantFrom(
          "'",
          '"',
          '(',
          ')',
          ',',
          'AND',
          'OR',
          'NOT',
          'IN',
          'ILIKE',
          'like',
          'IS',
          'Slug',
          'spec.replicas',
          '=',
          '!',
          '~',
          '?',
          '*',
          '.|',
          '#',
          '1',
          '-',
          ' ',
          '\n',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  )

  it('reading never throws, a complaint points into the text, and no text is repaired to itself', () => {
    fc.assert(
      fc.property(broken, (written) => {
        for (const result of [readWhere(written, 'Unit'), parseWhereData(written)]) {
          if (result.ok) continue
          const { start, end } = result.error.span
          expect(start >= 0 && start <= end && end <= written.length + 1).toBe(true)
          expect(result.error.repair?.text).not.toBe(written)
        }
        expect(() => complete(written, written.length, 'Unit')).not.toThrow()
      }),
      { ...seeded, numRuns: 2000 },
    )
  })
})
