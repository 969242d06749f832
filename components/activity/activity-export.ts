import { csvLine, csvRemark } from '#lib/base/csv.ts'
import type { ActivityEntry } from '#lib/history/activity.ts'
import type { Axis } from '#lib/history/activity-axis.ts'

export type ExportScope = {
  readonly where: string
  readonly user: string
  readonly who: 'all' | 'people' | 'automation'
  /** Milliseconds; nothing before `readFrom` was read. */
  readonly window: Axis & { readonly readFrom?: number }
  readonly by: string
}

const columns = [
  'time',
  'who',
  'userId',
  'space',
  'unit',
  'revision',
  'reason',
  'source',
  'tool',
  'userAgent',
  'dataHash',
  'changeTag',
] as const

/** One row per revision, and a header that says where the rows come from and what was asked. */
export function exportActivity(
  format: 'csv' | 'ndjson',
  entries: readonly ActivityEntry[],
  scope: ExportScope,
) {
  const exportedAt = new Date().toISOString()
  const provenance = {
    exportedAt,
    exportedBy: scope.by,
    from: new Date(scope.window.from).toISOString(),
    to: new Date(scope.window.to).toISOString(),
    where: scope.where,
    user: scope.user,
    who: scope.who,
    oldestLeftOut: scope.window.readFrom !== undefined,
  }
  const rows = entries.flatMap(rowsOf)
  const name = `activity-${exportedAt.slice(0, 19).replaceAll(':', '')}.${format}`
  if (format === 'ndjson') {
    const lines = [{ provenance }, ...rows].map((row) => JSON.stringify(row))
    return { name, text: `${lines.join('\n')}\n`, type: 'application/x-ndjson' }
  }
  const header = Object.entries(provenance).map(([key, value]) => csvRemark(key, value))
  const lines = [columns.join(','), ...rows.map((row) => csvLine(columns.map((column) => row[column])))]
  return { name, text: `${[...header, ...lines].join('\r\n')}\r\n`, type: 'text/csv' }
}

function rowsOf(entry: ActivityEntry) {
  return entry.revisions.map(({ Revision, Unit, Space }) => ({
    time: Revision.CreatedAt ?? '',
    who: entry.author.name,
    userId: entry.author.UserID,
    space: Space?.Slug ?? Revision.SpaceSlug ?? '',
    unit: Unit?.Slug ?? Revision.UnitSlug ?? '',
    revision: Revision.RevisionNum,
    reason: Revision.Description ?? '',
    source: Revision.Source ?? '',
    tool: entry.tool,
    userAgent: Revision.UserAgent ?? '',
    dataHash: Revision.DataHash ?? '',
    changeTag: entry.tagId ?? '',
  }))
}
