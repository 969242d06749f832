import { cellClass, EvidenceTable, rowClass } from '#components/change/evidence/table.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { Fact, FactStanding } from '#lib/change/evidence/statement.ts'

/** In the order in which people ask. */
const labels: Readonly<Record<string, string>> = {
  author: 'Who',
  at: 'When, as the record says',
  made: 'When, as ConfigHub says',
  reason: 'Why',
  ticket: 'Ticket',
  patch: 'What, as a patch',
  query: 'Query',
  'where-data': 'Content filter',
  'resource-type': 'Resource type',
  selection: 'Chosen by',
  units: 'Units',
  'held-back': 'Held back',
  counts: 'Outcome',
  proposed: 'Kept as a proposal',
  rules: 'Approval rules',
  metadata: 'Values before and after',
  waves: 'Waves, as planned',
  state: 'State of the waves',
  undoes: 'Undoes the change',
  continues: 'Resumes the change',
  anew: 'Takes up anew what others changed of',
  seal: 'Seal',
  'patch-hash': 'Keyed hash of the patch',
  record: 'Tag',
  space: 'Space of the record',
  organization: 'Organization',
  hub: 'Hub',
}
const order = Object.keys(labels)

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
      columns={{
        Fact: 'w-[20%] max-sm:w-[26%]',
        Value: 'w-[38%] max-sm:w-auto',
        Standing: 'w-[13%] max-sm:w-[25%]',
        'Where in ConfigHub': 'w-[29%] max-sm:hidden',
      }}
    >
      {inOrder(facts).map(({ name, value, standing, source }) => (
        <tr key={name} className={rowClass}>
          <th scope="row" className={cellClass}>
            {labels[name] ?? name}
          </th>
          <td className={classNames(cellClass, 'mono')}>
            {people[value] !== undefined && <span className="block font-sans">{people[value]}</span>}
            {value}
            <span className="block text-muted sm:hidden">{source}</span>
          </td>
          <td className={classNames(cellClass, standing === 'claimed' && 'text-attention')}>
            {standings[standing]}
          </td>
          <td className={classNames(cellClass, 'mono text-muted max-sm:hidden')}>{source}</td>
        </tr>
      ))}
    </EvidenceTable>
  )
}

/** Facts that this version has no name for come last. */
function inOrder(facts: readonly Fact[]): Fact[] {
  const place = ({ name }: Fact) => (name in labels ? order.indexOf(name) : order.length)
  return facts.toSorted((a, b) => place(a) - place(b))
}
