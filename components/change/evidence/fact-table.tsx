import { cellClass, EvidenceTable, rowClass } from '#components/change/evidence/table.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { Fact, FactStanding } from '#lib/change/evidence/statement.ts'

const labels: Readonly<Record<string, string>> = {
  record: 'Tag',
  space: 'Space of the record',
  organization: 'Organization',
  hub: 'Hub',
  at: 'Time, as the record says',
  author: 'Who',
  reason: 'Why',
  ticket: 'Ticket',
  selection: 'Chosen by',
  query: 'Query',
  'where-data': 'Content filter',
  'resource-type': 'Resource type',
  patch: 'What, as a patch',
  'patch-hash': 'Keyed hash of the patch',
  seal: 'Seal',
  units: 'Units',
  undoes: 'Undoes the change',
  continues: 'Resumes the change',
  proposed: 'Kept as a proposal',
  waves: 'Waves, as planned',
  'held-back': 'Held back',
  counts: 'Outcome',
  state: 'State of the waves',
  made: 'Time, as ConfigHub says',
}

const standings: Readonly<Record<FactStanding, string>> = {
  held: 'held by ConfigHub',
  proven: 'proven',
  signed: 'signed',
  claimed: 'claimed only',
}

/** Each fact, how far it can be relied on, and where it stands. */
export function FactTable({
  facts,
  people,
}: {
  facts: readonly Fact[]
  people: Readonly<Record<string, string>>
}) {
  return (
    <EvidenceTable
      caption="Facts of the change"
      columns={[
        ['Fact', 'w-[22%]'],
        ['Value', 'w-[38%]'],
        ['Standing', 'w-[15%]'],
        ['Where in ConfigHub', 'w-[25%]'],
      ]}
    >
      {facts.map(({ name, value, standing, source }) => (
        <tr key={name} className={rowClass}>
          <th scope="row" className={cellClass}>
            {labels[name] ?? name}
          </th>
          <td className={classNames(cellClass, 'mono')}>
            {people[value] !== undefined && <span className="block font-sans">{people[value]}</span>}
            {value}
          </td>
          <td className={classNames(cellClass, standing === 'claimed' && 'text-attention')}>
            {standings[standing]}
          </td>
          <td className={classNames(cellClass, 'mono text-muted')}>{source}</td>
        </tr>
      ))}
    </EvidenceTable>
  )
}
