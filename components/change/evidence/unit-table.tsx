import { cellClass, EvidenceTable, rowClass } from '#components/change/evidence/table.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { Statement } from '#lib/change/evidence/statement.ts'
import { writtenUnits } from '#lib/change/evidence/written-units.ts'

/** Each revision that the change made, with the hashes of its document and of the one before; or whose metadata it wrote. */
export function UnitTable({ statement }: { statement: Statement }) {
  const { units, metadata } = statement.predicate
  const isMetadata = metadata !== undefined
  return (
    <EvidenceTable
      caption={isMetadata ? 'Units and the hashes of their values' : 'Units and their revisions'}
      columns={
        isMetadata
          ? { Unit: 30, 'SHA-256 of the values before and after': 46, Written: 16, Class: 8 }
          : { 'Unit@revision': 30, 'SHA-256 before and after (DataHash)': 46, Written: 16, Class: 8 }
      }
    >
      {writtenUnits(statement).map(
        ({ unit, revisionNum, UnitID, beforeHash, sha256, createdAt, isSound }, at) => (
          <tr key={`${UnitID} ${revisionNum}`} className={rowClass}>
            <th scope="row" className={classNames(cellClass, 'mono')}>
              {isMetadata ? unit : `${unit}@${revisionNum}`}
              {!isSound && (
                <span className="block font-sans text-removed">
                  {isMetadata
                    ? 'the record does not say that it was written'
                    : 'the record is not true of it'}
                </span>
              )}
            </th>
            <td className={classNames(cellClass, 'mono text-2xs')}>
              {!isMetadata && <span className="block text-muted">{beforeHash || 'no revision before'}</span>}
              <span className="block">{sha256}</span>
            </td>
            <td className={cellClass}>{createdAt.replace('T', ' ') || 'not known'}</td>
            <td className={cellClass}>{(units.rows[at]?.[3] ?? 0) + 1}</td>
          </tr>
        ),
      )}
    </EvidenceTable>
  )
}
