import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inStates, shownChanges } from '#components/change/list/shown-changes.ts'
import type { ListedChange } from '#lib/change/record/change-list.ts'
import { changeStates } from '#lib/change/record/change-states.ts'

const change = (number: number, state: ListedChange['state']): ListedChange => ({
  TagID: String(number),
  SpaceID: 's',
  SpaceSlug: 's',
  Slug: 's',
  CreatedAt: new Date(number * 1000).toISOString(),
  reason: '',
  ticket: '',
  author: '',
  selection: 'query',
  where: '',
  whereData: '',
  resourceType: '',
  sealHash: '',
  planned: 1,
  undoes: '',
  continues: '',
  proposed: '',
  proof: { signature: 'ours', hasReadRevisions: false, differences: [], more: 0, unread: 0 },
  state,
})

const state = fc.constantFrom(...changeStates)
const list = fc
  .uniqueArray(fc.record({ number: fc.nat(60), state }), { selector: ({ number }) => number })
  .map((all) => all.sort((a, b) => b.number - a.number).map((each) => change(each.number, each.state)))

it('a later look moves no row, changes what it found, and counts what came', () => {
  fc.assert(
    fc.property(list, list, (read, latest) => {
      const pages = [read.slice(0, 3), read.slice(2)]
      const shown = shownChanges(pages, latest)

      expect(shown.changes.map(({ TagID }) => TagID)).toEqual(read.map(({ TagID }) => TagID))
      for (const each of shown.changes)
        expect(each).toEqual([...latest, ...read].find(({ TagID }) => TagID === each.TagID))
      const total = [...shown.counts.values()].reduce((sum, number) => sum + number, 0)
      expect(total).toBe(read.length)
      expect(shown.added).toBeLessThanOrEqual(latest.filter((each) => !shown.changes.includes(each)).length)
    }),
  )
})

it('a change that leaves a state stays in the list of that state until it is read again', () => {
  const read = [change(2, 'running'), change(1, 'done')]
  const { changes } = shownChanges([read], [change(2, 'done')])
  const readStates = new Map(read.map((each) => [each.TagID, each.state]))

  expect(inStates(changes, readStates, ['running']).map((each) => each.state)).toEqual(['done'])
  expect(inStates(changes, new Map(), ['running'])).toEqual([])
})
