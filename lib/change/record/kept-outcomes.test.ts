import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Outcome } from '#lib/change/model.ts'
import { keepHeldBack, readHeldBack } from '#lib/change/record/held-back.ts'
import { type KeptOutcome, keepOutcomes, readOutcomes } from '#lib/change/record/kept-outcomes.ts'

const frozen = { SpaceID: 's', Slug: 'a', SpaceSlug: 'b', HeadRevisionNum: 1, DataHash: 'h' }
const planned = Array.from({ length: 40 }, (_, index) => `unit-${index}`)
const ending = fc.oneof(
  fc.constant<Pick<Outcome, 'status'>>({ status: 'left-query' }),
  fc.record({ status: fc.constantFrom('written' as const, 'already-so' as const), revisionNum: fc.nat() }),
  fc.record({
    status: fc.constantFrom('moved' as const, 'refused' as const, 'unknown' as const),
    reason: fc.constantFrom('Not today.', 'No answer.', '', 'x'.repeat(400)),
  }),
)
const outcomes = fc
  .array(fc.option(ending, { nil: undefined }), { maxLength: planned.length })
  .map((ends) => {
    const found = new Map<string, Outcome>()
    for (const [index, end] of ends.entries()) {
      const UnitID = planned[index] ?? ''
      if (end !== undefined) found.set(UnitID, { ...frozen, UnitID, ...end } as Outcome)
    }
    return found
  })

const none: ReadonlyMap<string, KeptOutcome> = new Map()

describe('what a record keeps of its outcomes', () => {
  it('is read back: each unit that was not written with its status and why, and no other', () => {
    fc.assert(
      fc.property(outcomes, (ends) => {
        const read = readOutcomes(keepOutcomes(planned, none, ends), planned)

        for (const id of planned) {
          const end = ends.get(id)
          if (end === undefined || end.status === 'written') expect(read.get(id)).toBeUndefined()
          else expect(read.get(id)).toMatchObject({ status: end.status })
          if (end !== undefined && 'reason' in end && end.reason.length <= 300)
            expect(read.get(id)?.why).toBe(end.reason)
        }
      }),
    )
  })

  it('says after a second commit what was written only then, and keeps what that commit was not about', () => {
    fc.assert(
      fc.property(outcomes, outcomes, (first, second) => {
        const earlier = readOutcomes(keepOutcomes(planned, none, first), planned)
        const read = readOutcomes(keepOutcomes(planned, earlier, second), planned)

        for (const id of planned) {
          const before = earlier.get(id)
          const end = second.get(id)
          if (end === undefined) expect(read.get(id)).toEqual(before)
          else if (end.status === 'written')
            expect(read.get(id)).toEqual(before && { status: 'retried', why: before.why })
          else expect(read.get(id)?.status).toBe(end.status)
        }
      }),
    )
  })

  it('stays small: ten thousand refused units take one line, a thousand different reasons lose only their words', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => String(index))
    const refused = (reasonOf: (id: string) => string) =>
      new Map(
        ids.map((UnitID): [string, Outcome] => [
          UnitID,
          { ...frozen, UnitID, status: 'refused', reason: reasonOf(UnitID) },
        ]),
      )
    expect(
      keepOutcomes(
        ids,
        none,
        refused(() => 'Not today.'),
      ),
    ).toBe('[["refused","Not today.","0-9999"]]')

    const many = readOutcomes(
      keepOutcomes(
        ids,
        none,
        refused((id) => `No ${id}.`),
      ),
      ids,
    )
    expect(many.size).toBe(10_000)
    expect([...many.values()].filter(({ why }) => why !== '')).toHaveLength(100)
  })

  it.each([
    '',
    '[]',
    '{',
    'null',
    '[["eaten","x","0"]]',
    '[["moved","x","x-y"]]',
    '[["moved","x","99999-999999999"]]',
  ])('of an edited text %j says nothing', (text) => {
    expect(readOutcomes(text, planned).size).toBe(0)
  })
})

describe('what a record keeps of units that are left out', () => {
  const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  const previewed = (number: number, more: object = {}) => ({ ...frozen, UnitID: id(number), ...more })

  it('is read back with the reason of each', () => {
    const units = [
      previewed(1, { resultHash: 'h' }),
      previewed(2, { resultHash: 'h' }),
      previewed(3, { resultHash: 'h', mark: 'override' }),
      previewed(4, { resultHash: 'h', mark: 'consent' }),
      previewed(5, { resultHash: 'h', mark: 'refused' }),
      previewed(6),
    ]
    const { why, moreUnchanged } = readHeldBack(keepHeldBack(units, new Set([id(1)])))

    expect([...why].sort()).toEqual([
      [id(2), 'excluded'],
      [id(3), 'override'],
      [id(4), 'consent'],
      [id(5), 'refused'],
      [id(6), 'unchanged'],
    ])
    expect(moreUnchanged).toBe(0)
  })

  it('counts unchanged units that are too many to name, and is empty without any', () => {
    const units = Array.from({ length: 2500 }, (_, index) => previewed(index))
    const { why, moreUnchanged } = readHeldBack(keepHeldBack(units, new Set()))
    expect([why.size, moreUnchanged]).toEqual([2000, 500])

    expect(keepHeldBack([previewed(1, { resultHash: 'h' })], new Set([id(1)]))).toBe('')
    expect(readHeldBack('{"excluded":7}').why.size).toBe(0)
  })
})
