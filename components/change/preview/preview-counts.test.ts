import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreedOn, choiceOf, choose } from '#components/change/preview/choice.ts'
import {
  type Choice,
  consentedRows,
  countsText,
  inclusionOf,
  partsOf,
  rowsToWrite,
} from '#components/change/preview/preview-counts.ts'
import { groupRows } from '#lib/change/classes/classes.ts'
import type { Patch, PreviewRow } from '#lib/change/model.ts'

const frozen = (id: string, HeadRevisionNum = 3) => ({
  UnitID: id,
  SpaceID: 's',
  Slug: 'trade-service',
  SpaceSlug: `space-${id}`,
  HeadRevisionNum,
  DataHash: 'a',
})
const nothingIncluded = { patch: '', units: [] }
const concern = { kind: 'stops-workload', text: 'sets spec.replicas to 0' } as const
type Twist = { override?: boolean; concerned?: boolean; refusal?: string }
const change = (
  id: string,
  { override = false, concerned = false, refusal }: Twist = {},
  head = 3,
): PreviewRow => ({
  ...frozen(id, head),
  status: 'change',
  resultHash: 'b',
  changes: [],
  override,
  merged: false,
  concerns: concerned ? [concern] : [],
  ...(refusal === undefined ? {} : { refusal }),
})
const choice = (excluded: string[] = [], included: string[] = []): Choice => ({
  excluded: new Set(excluded),
  included: new Set(included),
})
const idsOf = (rows: readonly PreviewRow[]) => rows.map(({ UnitID }) => UnitID)

const rows: PreviewRow[] = [
  change('plain'),
  change('other'),
  change('override', { override: true }),
  change('consent', { concerned: true }),
  change('both', { concerned: true, override: true }),
  change('refused', { refusal: 'No.', concerned: true }),
  { ...frozen('same'), status: 'unchanged' },
]

describe('a unit of which it is not known yet whether it overwrites a local override', () => {
  const { override: _, ...unchecked } = change('plain') as Extract<PreviewRow, { status: 'change' }>

  it('can be neither written nor included, and has a count of its own', () => {
    expect(rowsToWrite([unchecked], choice([], ['plain']))).toEqual([])
    expect(choose({ excluded: [], included: nothingIncluded }, [unchecked], false, patch).excluded).toEqual(
      [],
    )
    expect(countsText([unchecked], choice())).toBe('1 not checked yet = 1 unit')
  })
})

describe('what is written', () => {
  it('is what changes, except overrides and units that need consent', () => {
    expect(idsOf(rowsToWrite(rows, choice()))).toEqual(['plain', 'other'])
  })

  it('excludes and includes units as chosen', () => {
    const chosen = choice(['other'], ['override', 'consent'])

    expect(idsOf(rowsToWrite(rows, chosen))).toEqual(['plain', 'override', 'consent'])
    expect(idsOf(consentedRows(rows, chosen))).toEqual(['consent'])
  })

  it('is never a unit that ConfigHub would refuse or that does not change, whatever was ticked', () => {
    expect(idsOf(rowsToWrite(rows, choice([], idsOf(rows))))).not.toContain('refused')
    expect(idsOf(rowsToWrite(rows, choice([], idsOf(rows))))).not.toContain('same')
  })

  it('is counted in parts', () => {
    expect(countsText(rows, choice(['other']))).toBe(
      '1 changes · 2 need consent · 1 override excluded · 1 excluded · 1 no change · 1 refused = 7 units',
    )
  })
})

const anyRow = fc
  .record({
    id: fc.nat(60),
    status: fc.constantFrom('change', 'unchanged', 'no-match', 'failed'),
    override: fc.boolean(),
    concerned: fc.boolean(),
    isRefused: fc.boolean(),
  })
  .map(({ id, status, isRefused, ...twist }): PreviewRow => {
    if (status === 'change') return change(String(id), isRefused ? { ...twist, refusal: 'No.' } : twist)
    if (status === 'unchanged') return { ...frozen(String(id)), status }
    return { ...frozen(String(id)), status: status === 'failed' ? 'failed' : 'no-match', reason: 'Because' }
  })
const anyRows = fc.uniqueArray(anyRow, { selector: ({ UnitID }) => UnitID, maxLength: 60 })
const anyIds = fc.array(fc.nat(60).map(String))

it('counts add up, in words and in figures, whatever the rows and whatever was chosen', () => {
  fc.assert(
    fc.property(anyRows, anyIds, anyIds, (some, excluded, included) => {
      const chosen = choice(excluded, included)
      const parts = partsOf(some, chosen)
      const figures = [...countsText(some, chosen).matchAll(/(?:^|[·=] )(\d+)/g)].map(([, figure]) =>
        Number(figure),
      )

      const sum = parts.reduce((total, { count }) => total + count, 0)
      expect(sum).toBe(some.length)
      expect(parts.find(({ kind }) => kind === 'written')?.count ?? 0).toBe(rowsToWrite(some, chosen).length)
      if (some.length > 0) {
        expect(figures.at(-1)).toBe(some.length)
        expect(figures.slice(0, -1).reduce((total, figure) => total + figure, 0)).toBe(some.length)
      }
      expect(groupRows(some).flatMap((group) => group.rows)).toHaveLength(some.length)
    }),
  )
})

const undecided = { excluded: [], included: nothingIncluded }
const patch: Patch = { kind: 'restore', to: '1' }
const otherPatch: Patch = { kind: 'restore', to: '2' }

describe('a choice', () => {
  it('includes and excludes a class as a whole', () => {
    const all = choose(undecided, rows, true, patch)
    const none = choose(all, rows, false, patch)

    expect(inclusionOf(rows.slice(0, 5), choiceOf(all, rows, patch))).toBe('all')
    expect(inclusionOf(rows.slice(0, 5), choiceOf(none, rows, patch))).toBe('none')
    expect(inclusionOf(rows.slice(0, 3), choiceOf(undecided, rows, patch))).toBe('some')
  })

  it('to include a unit despite a warning holds for one patch only', () => {
    const all = choose(undecided, rows, true, patch)

    expect(choiceOf(all, rows, otherPatch).included.size).toBe(0)
    expect(choose(all, rows.slice(3, 4), true, otherPatch).included.units).toEqual(['consent@3'])
  })

  it('begins with the overrides of the change that is gone on with, at their revision, and without consent', () => {
    const shown = [
      change('same', { override: true }),
      change('moved', { override: true }, 4),
      change('left', { override: true }),
      change('risky', { concerned: true }),
    ]
    const units = ['same', 'moved', 'risky'].map((UnitID) => ({ UnitID, previewed: 3 }))
    const included = agreedOn(units, shown, patch)

    expect([...choiceOf({ excluded: [], included }, shown, patch).included]).toEqual(['same'])
  })

  it('and for one revision of the unit only', () => {
    const all = choose(undecided, rows, true, patch)
    const later = [change('override', { override: true }, 4), change('consent', { concerned: true })]

    expect([...choiceOf(all, later, patch).included]).toEqual(['consent'])
  })

  it('to exclude a unit stays when the patch is edited', () => {
    const out = choose(undecided, rows.slice(0, 1), false, patch)

    expect([...choiceOf(out, rows, otherPatch).excluded]).toEqual(['plain'])
  })
})
