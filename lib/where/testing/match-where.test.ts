import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entity } from '#lib/where/attributes.ts'
import { type CheckedWhere, readWhere } from '#lib/where/check.ts'
import { printWhere } from '#lib/where/print.ts'
import { placed } from '#lib/where/testing/arbitrary-row.ts'
import { markedWhere, withBlanks, withOddBlanks } from '#lib/where/testing/arbitrary-where.ts'
import type { Row } from '#lib/where/testing/attribute-value.ts'
import { matchWhere, type Related } from '#lib/where/testing/match-where.ts'

const read = (text: string, entity: Entity): CheckedWhere => {
  const result = readWhere(text, entity)
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`)
  return result.value
}

const id = 'abcdef00-0000-4000-8000-000000000000'
const unit: Row = {
  UnitID: id,
  Slug: 'trade-service',
  HeadRevisionNum: 4,
  Labels: { Tier: 'web', 'app.kubernetes.io/name': 'trade' },
  ApplyGates: { 'a/b/c': true },
  ValidationWarnings: { 'a/b/w': false },
  Values: { 'a/b/count': 3, 'a/b/list': [1, { b: true, aa: null }], 'a/b/none': null },
  FromLinkID: [id],
  Conflicts: [{ Reason: 'ProtectedPath' }, { Path: 'spec.x' }],
  CreatedAt: '2026-01-07T00:00:00.000Z',
}
const reached: Readonly<Record<string, Row | readonly Row[]>> = {
  Space: { Slug: 'prod', Labels: { Environment: 'prod' } },
  FromLink: [{ Slug: 'first' }, { Slug: 'second', AutoUpdate: true }],
}

describe('matchWhere', () => {
  it.each([
    ['', true],
    ["Slug = 'trade-service' AND Space.Labels.Environment = 'prod'", true],
    ["Slug = 'trade-service' AND Space.Labels.Environment = 'test'", false],
    // Text and numbers that are absent are empty.
    ["DisplayName = ''", true],
    ['DisplayName IS NULL', false],
    ['UpstreamRevisionNum = 0', true],
    ['Annotations IS NOT NULL AND LEN(Annotations) = 0', true],
    // Ids, keys and related entities that are absent are unknown.
    [`TargetID = '${id}'`, false],
    [`TargetID != '${id}'`, false],
    [`TargetID = '${id}' IS NOT TRUE`, true],
    [`TargetID = '${id}' IS NOT FALSE`, true],
    [`TargetID = '${id}' IS FALSE`, false],
    ["Labels.Team != 'x'", false],
    ["Labels.Team NOT IN ('x') IS NOT FALSE", true],
    ['Labels.Team IS NULL AND Labels.Tier IS NOT NULL', true],
    ['Labels.constructor IS NULL', true],
    ["Labels ? 'constructor'", false],
    ['UpstreamUnit.HeadRevisionNum > 0', false],
    ['UpstreamUnit.Slug IS NULL AND UpstreamUnit.Labels IS NULL', true],
    ['LEN(UpstreamUnit.Labels) = 0 IS TRUE', false],
    ["UpstreamUnit.Labels ? 'x' IS FALSE", false],
    // Ids in any case.
    [`UnitID = '${id.toUpperCase()}' AND FromLinkID ? '${id.toUpperCase()}'`, true],
    [`UnitID IN ('${id.toUpperCase()}')`, true],
    // Some element of a list, and never unknown.
    ["FromLink.*.Slug = 'second'", true],
    ["FromLink.*.Slug = 'third' IS FALSE", true],
    ['FromLink.*.AutoUpdate = false', true],
    ["Conflicts.*.Reason = 'ProtectedPath' AND Conflicts.*.Reason IS NULL AND LEN(Conflicts) = 2", true],
    // Both names of the gates.
    ["ApplyGates ? 'a/b/c' AND ApplyGates.a/b/c = true", true],
    ['ApplyWarnings.a/b/w = false AND LEN(ApplyWarnings) = 1', true],
    // Values that are no text, as the database prints them.
    ["Values.a/b/count = '3'", true],
    ['Values.a/b/none IS NULL', true],
    ["Values.a/b/list LIKE '[1, {_b_: true, _aa_: null}]'", true],
    // Times.
    ["CreatedAt = '2026-01-07' AND CreatedAt < '2026-01-07T00:00:00.000001'", true],
    ["CreatedAt < '2026-01-07T00:00:00.0000004Z'", false],
    // The attribute on the right.
    ['HeadRevisionNum > LastReleasedRevisionNum AND Unit.Slug = Slug', true],
    ['Space.Slug != Labels.Team', false],
  ])('%s: %s', (text, expected) => {
    expect(matchWhere(read(text, 'Unit'), unit, (relation) => reached[relation])).toBe(expected)
  })

  it('tells text apart by code point, and a switch that is off from a key that is not there', () => {
    const none: Related = () => undefined
    expect(matchWhere(read("Slug > '\ue000'", 'Unit'), { Slug: '🚀' }, none)).toBe(true)
    expect(matchWhere(read('Disabled = false', 'Trigger'), {}, none)).toBe(true)
    expect(matchWhere(read('ValidationPassed.x IS NULL', 'Revision'), {}, none)).toBe(true)
    expect(matchWhere(read('FunctionName IS NULL', 'Mutation'), {}, none)).toBe(true)
    const call = { FunctionInvocation: { FunctionName: 'set-image' } }
    expect(matchWhere(read("FunctionName = 'set-image'", 'Mutation'), call, none)).toBe(true)
    const resource = { Data: { spec: { replicas: 3, ports: [{ name: 'http' }] } } }
    const path = "Data.spec.replicas = '3' AND Data.spec.ports.0.name = 'http' AND Data.spec.x IS NULL"
    expect(matchWhere(read(path, 'Resource'), resource, none)).toBe(true)
  })
})

describe('the printed text', () => {
  const entities: readonly Entity[] = ['Unit', 'Revision', 'Space', 'Link', 'Mutation']
  const blanks = fc.array(fc.constantFrom('', '', ' ', '\t', '  ', ' \t '), { minLength: 1, maxLength: 9 })

  it.each(entities)(
    'of any expression over %ss is stable, is the one canonical text, and selects the same',
    (entity) => {
      const rows = fc.sample(placed(entity), { seed: 5, numRuns: 12 })
      const select = (where: CheckedWhere) =>
        rows.map(({ row, related }) => matchWhere(where, row, (relation) => related[relation]))
      let told = 0
      fc.assert(
        fc.property(markedWhere(entity), blanks, (marked, between) => {
          const written = read(withOddBlanks(marked, between), entity)
          const printed = printWhere(written)
          const again = read(printed, entity)
          expect(printWhere(again)).toBe(printed)
          expect(printed).toBe(printWhere(read(withBlanks(marked), entity)))
          const selected = select(written)
          expect(select(again)).toEqual(selected)
          if (new Set(selected).size === 2) told += 1
        }),
        { seed: 20_261_123, numRuns: 2500 },
      )
      // Expressions that select all or nothing would show little.
      expect(told).toBeGreaterThan(800)
    },
  )
})
