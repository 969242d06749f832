import { describe, expect, it } from 'vitest'
import { ageText, blockLabel, named, originSentence, originText } from '#components/unit/blame-words.ts'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { timelineOf } from '#lib/history/timeline.ts'

const revision: ExtendedRevision = {
  Revision: {
    RevisionID: 'x',
    RevisionNum: 6,
    UnitID: 'u',
    UserID: 'alice',
    UserAgent: 'hubdeck/0.1',
    CreatedAt: '2026-11-20T03:04:11Z',
  },
  User: { UserID: 'alice', DisplayName: 'Alice Chen' },
}
const entries = new Map(timelineOf([revision]).map((entry) => [entry.RevisionNum, entry]))
const now = Date.parse('2026-11-23T04:00:00Z')

describe('the words of blame', () => {
  it('say who set which lines, when and with which tool', () => {
    const block = named({ from: 6, to: 6, firstLine: 6, lastLine: 8 }, entries)
    expect(originText(block.block)).toBe('r6')
    expect(blockLabel(block, now)).toBe('r6 Alice Chen, 3 d ago, lines 6 to 8')
    expect(originSentence(block, now)).toMatch(
      /^Alice Chen set lines 6–8 with Hubdeck, 3 d ago \(Fri, 20 Nov 2026, \d\d:\d\d:11 .+\)\.$/,
    )
    expect(originSentence(block, undefined)).toMatch(/ with Hubdeck, Fri, 20 Nov 2026, 03:04:11 UTC\.$/)
  })

  it('never name a single revision when several are possible', () => {
    const block = named({ from: 1, to: 51, firstLine: 4, lastLine: 4 }, entries)
    expect(block.entry).toBeUndefined()
    expect(originText(block.block)).toBe('r1–r51')
    expect(blockLabel(block, now)).toBe('r1–r51 unknown which, line 4')
    expect(originSentence(block, now)).toContain('one of r1 to r51')
    expect(originSentence(named({ from: 5, to: 6, firstLine: 1, lastLine: 1 }, entries), now)).toContain(
      'r5 or r6',
    )
  })

  it('leave out an unknown age', () => {
    expect(ageText('', now)).toBe('')
    expect(ageText('2026-11-23T03:59:50Z', now)).toBe('just now')
    expect(ageText('2026-11-20T03:04:11Z', now)).toBe('3 d')
  })
})
