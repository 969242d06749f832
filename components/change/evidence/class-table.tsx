import { cellClass, EvidenceTable, rowClass } from '#components/change/evidence/table.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { Json } from '#lib/base/json.ts'
import { count } from '#lib/base/plural.ts'
import type { Comparison, EvidenceClass, Verdicts } from '#lib/change/evidence/statement.ts'
import { typeLabel } from '#lib/path/path-label.ts'

/** Units with the same changes: each path before and after, and what validators said. */
export function ClassTable({ number, of, units }: { number: number; of: EvidenceClass; units: number }) {
  return (
    <div className="flex flex-col gap-1">
      <h3 className="break-after-avoid font-medium text-sm">
        Class {number}: {count(units, 'unit')}
      </h3>
      <Changes comparison={of.comparison} number={number} />
      <VerdictLine verdicts={of.validators} />
    </div>
  )
}

function Changes({ comparison, number }: { comparison: Comparison; number: number }) {
  if ('unknown' in comparison)
    return <p className="text-attention text-sm">Not known what changed: {comparison.unknown}</p>
  const { changes, omitted } = comparison
  if (changes.length === 0 && omitted === undefined)
    return <p className="text-sm">No value differs: formatting only.</p>
  return (
    <>
      <EvidenceTable
        caption={`Changes of class ${number}`}
        columns={{ 'Resource and path': 50, Before: 25, After: 25 }}
      >
        {changes.map(({ resourceType, resourceName, path, change, from, to }) => (
          <tr key={`${resourceType} ${resourceName} ${path}`} className={rowClass}>
            <th scope="row" className={cellClass}>
              <span className="block text-muted">
                {typeLabel(resourceType)} {resourceName}
              </span>
              <span className="mono">{path === '' ? 'the whole resource' : path}</span>
            </th>
            <Value value={change === 'Add' ? absent : from} tone="text-removed" />
            <Value value={change === 'Delete' ? absent : to} tone="text-added" />
          </tr>
        ))}
      </EvidenceTable>
      {omitted && (
        <p className="text-muted text-xs">
          and {count(omitted.count, 'change')} more, SHA-256{' '}
          <span className="mono [overflow-wrap:anywhere]">{omitted.digest}</span>
        </p>
      )}
    </>
  )
}

const absent = Symbol('absent')

function Value({ value, tone }: { value: Json | typeof absent | undefined; tone: string }) {
  if (value === absent) return <td className={classNames(cellClass, 'text-muted')}>absent</td>
  if (value === undefined) return <td className={classNames(cellClass, 'text-muted')}>not shown</td>
  return (
    <td className={classNames(cellClass, 'mono', tone)}>
      {/* A text is in quotes, so that it cannot be taken for a number. */}
      {JSON.stringify(value)}
    </td>
  )
}

function VerdictLine({ verdicts: { passed, warnings, errors } }: { verdicts: Verdicts }) {
  const told = [
    ['passed', passed],
    ['with warnings', warnings],
    ['with errors', errors],
  ] as const
  if (told.every(([, names]) => names.length === 0))
    return <p className="text-muted text-xs">No validator has said anything.</p>
  return (
    <p className="text-xs [overflow-wrap:anywhere]">
      Validators:{' '}
      {told
        .filter(([, names]) => names.length > 0)
        .map(([how, names]) => `${how}: ${names.join(', ')}`)
        .join('; ')}
    </p>
  )
}
