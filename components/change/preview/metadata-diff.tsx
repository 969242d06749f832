import { unitName } from '#components/change/preview/preview-lines.ts'
import { UnitNote } from '#components/change/preview/unit-note.tsx'
import { CloseDiff } from '#components/ui/editor/close-diff.tsx'
import type { PreviewRow } from '#lib/change/model.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'

/** The metadata of one unit, before and after. */
export function MetadataDiff({ row, onClose }: { row: PreviewRow; onClose: () => void }) {
  const name = unitName(row)
  return (
    <UnitNote name={name} close={<CloseDiff onClose={onClose} />} className="shrink-0 animate-appear">
      {row.status === 'change' ? (
        <table className="mt-1 w-full table-fixed text-left text-xs">
          <thead className="text-muted">
            <tr>
              <th className="font-normal">Field</th>
              <th className="font-normal">Before</th>
              <th className="font-normal">After</th>
            </tr>
          </thead>
          <tbody className="mono align-top">
            {row.changes.map((change) => (
              <tr key={change.path}>
                <td className="break-words pr-2">{change.path}</td>
                <td className="whitespace-pre-wrap break-words pr-2">{textOf(change.from)}</td>
                <td className="whitespace-pre-wrap break-words">{textOf(change.to)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="mt-1 text-muted">
          {row.status === 'unchanged' ? 'It is as wanted already.' : row.reason}
        </p>
      )}
    </UnitNote>
  )
}

function textOf(value: PathChange['from']): string {
  return value === undefined ? '(none)' : String(value)
}
