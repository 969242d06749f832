import { TriangleAlert } from 'lucide-react'
import { type Leaving, leavingUnits } from '#components/change/preview/leaving-units.ts'
import { count } from '#lib/base/plural.ts'
import type { ChangedRow } from '#lib/change/classes/classes.ts'
import type { Selection } from '#lib/change/model.ts'

/** What is different about a change that makes no revision, and whether it takes units out of the query. */
export function MetadataNote({ rows, selection }: { rows: readonly ChangedRow[]; selection: Selection }) {
  const leaving = leavingText(leavingUnits(selection.where ?? '', rows))
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p className="text-muted">
        ConfigHub keeps no revision of metadata. What each unit has before and after is kept in the record of
        this change, and nowhere else.
      </p>
      {leaving !== undefined && (
        <p role="status" className="flex gap-1.5 text-attention">
          <TriangleAlert aria-hidden size={14} className="mt-1 shrink-0" />
          {leaving}
        </p>
      )}
    </div>
  )
}

function leavingText({ certain, possible }: Leaving): string | undefined {
  if (certain + possible === 0) return undefined
  const will = certain === 0 ? '' : `${count(certain, 'unit')} will no longer match this query`
  const may =
    possible === 0
      ? ''
      : `${count(possible, 'unit')} may no longer match ${will === '' ? 'this query' : 'it'}`
  return `${[will, may].filter(Boolean).join(', and ')} once this is written.`
}
