import { describe, expect, it } from 'vitest'
import { termFrom, typeOf } from '#lib/where/builder.ts'
import { attributeMenu } from '#lib/where/menus/attribute-menu.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { menuOf, subjectKind, termOf } from '#lib/where/subjects/fields.ts'
import { attributeWords, commonPaths } from '#lib/where/subjects/plain-words.ts'
import { findSubjects, subjects } from '#lib/where/subjects/subjects.ts'
import { timeOfPhrase, timePhrases } from '#lib/where/subjects/times.ts'

const all = subjects(
  {
    keys: [
      { name: 'Space.Labels.Region', doc: '240 units' },
      { name: 'Labels.Team', doc: '12 units' },
    ],
    paths: [{ path: 'spec.strategy.type', doc: 'text in 12 units' }],
    functions: [{ call: 'get-replicas()', doc: 'computed here' }],
  },
  true,
)
const first = (typed: string) => findSubjects(all, typed)[0]?.name

describe('what a condition is about', () => {
  it.each([
    ['changed by', 'HeadRevision.UserID'],
    ['chan', 'HeadRevision.UserID'],
    ['changed', 'HeadRevision.CreatedAt'],
    ['region', 'Space.Labels.Region'],
    ['team', 'Labels.Team'],
    ['replicas', 'spec.replicas'],
    ['image', 'spec.template.spec.containers.*.image'],
    ['released', 'LastReleasedRevisionNum'],
    ['Slug', 'Slug'],
    ['Space.Sl', 'Space.Slug'],
    ['target', 'Target.Slug'],
    ['strategy', 'spec.strategy.type'],
    ['memory limit', 'spec.template.spec.containers.*.resources.limits.memory'],
    ['zero automation', 'HeadRevision.UserID'],
  ])('is found by %s: %s', (typed, name) => {
    expect(first(typed)).toBe(name)
  })

  it('is each thing once, and all of it for no text', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    expect(findSubjects(all, ' ')).toBe(all)
    expect(findSubjects(all, 'no such thing')).toEqual([])
  })

  it('is no path where the content of documents cannot be asked for', () => {
    expect(
      subjects(
        { keys: [], paths: [{ path: 'spec.x', doc: '' }], functions: [{ call: 'get-x()', doc: '' }] },
        false,
      ).every(({ on }) => on === 'unit'),
    ).toBe(true)
  })

  it.each(Object.keys(attributeWords))('has words only where there is such an attribute: %s', (name) => {
    const isMap = attributeMenu('Unit').some((choice) => choice.name === name && choice.needsKey)
    expect(isMap || typeOf(name, 'Unit') !== undefined).toBe(true)
  })

  it.each(commonPaths.map(({ path }) => path))('has words only where there is such a path: %s', (path) => {
    expect(parseWhereData(`${path} = 'x'`).ok).toBe(true)
  })
})

describe('a phrase for a time', () => {
  const now = Date.parse('2026-11-30T02:00:00.750Z')
  it.each([
    ['last hour', '2026-11-30T01:00:00Z'],
    ['last 24 h', '2026-11-29T02:00:00Z'],
    ['90 min', '2026-11-30T00:30:00Z'],
    ['2 weeks ago', '2026-11-16T02:00:00Z'],
    ['Last 7 days', '2026-11-23T02:00:00Z'],
    ['2026-11-01', undefined],
    ['hour', undefined],
    ['last', undefined],
    ['3 apples', undefined],
    ['9999 months', '1205-08-16T02:00:00Z'],
  ])('%s is the time %s', (text, time) => {
    expect(timeOfPhrase(text, now)).toBe(time)
  })

  it('that is offered is a literal that can be asked for', () => {
    for (const phrase of timePhrases) {
      const value = timeOfPhrase(phrase, now) ?? ''
      expect(termFrom({ attribute: 'UpdatedAt', operator: '>=', values: [value] }, 'Unit').ok).toBe(true)
    }
  })
})

describe('the operators offered for a subject', () => {
  it.each(['Slug', 'HeadRevisionNum', 'UpdatedAt', 'TargetID', 'Labels.Tier', 'Labels', 'spec.replicas'])(
    'make a condition on %s with a value, each of them',
    (subject) => {
      const kind = subjectKind(subject, true)
      const values = ['1', '2026-11-01', '7c61626f-ddbe-41af-93f6-b69f4ab6d308']
      const refused = menuOf(subject, kind).filter((operator) =>
        values
          .flatMap((value) => [value, `${value}, ${value}`])
          .every((value) => termOf({ subject, operator, value, literal: undefined }, kind)?.ok !== true),
      )

      expect(menuOf(subject, kind)).not.toEqual([])
      expect(refused).toEqual([])
    },
  )
})
