import { describe, expect, it } from 'vitest'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { timelineOf } from '#lib/history/timeline.ts'

const deployment = (replicas: number, more = '') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: trade\nspec:\n  replicas: ${replicas}\n${more}`

const revision = (RevisionNum: number, DataHash: string, more: object = {}): ExtendedRevision => ({
  Revision: {
    RevisionID: `r${RevisionNum}`,
    RevisionNum,
    UnitID: 'u',
    DataHash,
    Description: `change ${RevisionNum}`,
    UserAgent: 'cub/0.4.19',
    UserID: 'alice',
    ...more,
  },
  User: { UserID: 'alice', DisplayName: 'Alice Chen' },
})

const documents = new Map([
  ['three', deployment(3)],
  ['five', deployment(5)],
  ['commented', deployment(5, '# peak hours\n')],
])

describe('a timeline', () => {
  it('lists, newest first, what each revision changed, by whom, with which tool and why', () => {
    const entries = timelineOf(
      [
        revision(1, 'empty', { DataSize: 0 }),
        revision(2, 'three'),
        revision(3, 'five'),
        revision(4, 'commented'),
        revision(5, 'commented'),
        revision(6, 'three', { UserID: '00000000-0000-0000-0000-000000000000', UserAgent: 'hubdeck/0.1' }),
      ],
      documents,
    )

    expect(entries.map(({ RevisionNum, sentence }) => [RevisionNum, sentence])).toEqual([
      [6, 'spec.replicas 5 → 3'],
      [5, 'No change to the data'],
      [4, 'Comments or formatting only'],
      [3, 'spec.replicas 3 → 5'],
      [2, 'First document'],
      [1, 'Created'],
    ])
    expect(entries[0]).toMatchObject({
      isHead: true,
      tool: 'Hubdeck',
      reason: 'change 6',
      author: { name: 'Automation', isAutomation: true },
    })
    expect(entries[1]).toMatchObject({ isHead: false, tool: 'cub CLI', author: { name: 'Alice Chen' } })
  })

  it('reveals no secret that only its neighbour identifies', () => {
    const settings = (value: string) => `kind: App\nsettings:\n  - key: DB_PASSWORD\n    value: ${value}\n`
    const secrets = new Map([
      ['old', settings('hunter2')],
      ['new', settings('hunter3')],
    ])
    const [newest] = timelineOf([revision(3, 'new'), revision(2, 'old')], secrets)

    expect(newest?.sentence).toMatch(/^settings\..*••••/)
    expect(newest?.sentence).not.toContain('hunter')
  })

  it('says nothing about what it has not read: a gap, a missing document, the end of the list', () => {
    const entries = timelineOf([revision(9, 'five'), revision(8, 'unread'), revision(4, 'three')], documents)

    expect(entries.map(({ sentence }) => sentence)).toEqual([undefined, undefined, undefined])
  })
})
