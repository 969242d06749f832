import { describe, expect, it } from 'vitest'
import { type ExportScope, exportActivity } from '#components/activity/activity-export.ts'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { groupActivity } from '#lib/history/activity.ts'

const revision = (number: number, description: string): ExtendedRevision => ({
  Revision: {
    RevisionID: `00000000-0000-4000-8000-00000000000${number}`,
    UnitID: '00000000-0000-4000-8000-0000000000aa',
    RevisionNum: number,
    UnitSlug: 'trade-service',
    SpaceSlug: 'prod-eu',
    Description: description,
    Source: 'UpdateUnit',
    UserAgent: 'cub/0.4.19',
    CreatedAt: `2026-11-23T03:0${number}:00.000Z`,
  },
})

const scope: ExportScope = {
  where: "Slug = 'trade-service'",
  user: '',
  who: 'people',
  window: { from: Date.UTC(2026, 10, 23), to: Date.UTC(2026, 10, 24), readFrom: Date.UTC(2026, 10, 23, 3) },
  by: 'Alice Chen',
}

describe('exportActivity', () => {
  const entries = groupActivity([revision(1, 'first, with "quotes"'), revision(2, '=HYPERLINK("x")')])

  it('writes one CSV row per revision under a header with the query', () => {
    const { text, name } = exportActivity('csv', entries, scope)
    const lines = text.trimEnd().split('\r\n')

    expect(name).toMatch(/^activity-.*\.csv$/)
    expect(lines.filter((line) => line.startsWith('# '))).toContain("# where: Slug = 'trade-service'")
    expect(lines.filter((line) => line.startsWith('# '))).toContain('# oldestLeftOut: true')
    expect(lines.filter((line) => line.startsWith('# '))).toContain('# who: people')
    expect(lines.filter((line) => line.startsWith('2026-'))).toHaveLength(2)
    expect(text).toContain('"first, with ""quotes"""')
  })

  it('never hands a spreadsheet a formula', () => {
    expect(exportActivity('csv', entries, scope).text).toContain(`"'=HYPERLINK(""x"")"`)
  })

  it('writes NDJSON whose lines parse', () => {
    const lines = exportActivity('ndjson', entries, scope).text.trimEnd().split('\n')
    const rows = lines.map((line) => JSON.parse(line))

    expect(rows[0]).toMatchObject({ provenance: { exportedBy: 'Alice Chen' } })
    expect(rows.slice(1).map((row) => row.revision)).toEqual([2, 1])
  })
})
