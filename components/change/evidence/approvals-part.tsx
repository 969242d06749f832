import { Part } from '#components/change/evidence/parts.tsx'
import { cellClass, EvidenceTable, rowClass } from '#components/change/evidence/table.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { count } from '#lib/base/plural.ts'
import { subjectsOf } from '#lib/change/evidence/approval-subjects.ts'
import type { Approval, Approvals, Statement } from '#lib/change/evidence/statement.ts'

/** Characters of an id in the file. */
const packedIdLength = 22

const standings: Readonly<Record<Approval['standing'], string>> = {
  counted: 'counted when they were written',
  revoked: 'was revoked before',
  expired: 'had expired',
  failed: 'says that it fails',
  own: 'is of the one who proposed it',
  program: 'is of a service account',
  'other-proposal': 'is of something else than this proposal',
  late: 'came after the writing',
  'other-revision': 'is of no revision that was written over',
  undated: 'stands; when metadata was written ConfigHub does not say',
}

/** Who approved what was written, until when, and whether it counted then. */
export function ApprovalsPart({ approvals, statement }: { approvals: Approvals; statement: Statement }) {
  const { people } = statement.predicate
  const { given, proposal } = approvals
  const nameOf = (userId: string) => people[userId] ?? userId
  return (
    <Part title="Approvals">
      <p className="text-sm [overflow-wrap:anywhere]">
        Proposed by {nameOf(proposal.author)} as <span className="mono text-xs">{proposal.hash}</span>.{' '}
        {given.length === 0 && 'Nobody approved it.'}
      </p>
      {given.length > 0 && (
        <EvidenceTable
          caption="Approvals of the proposal"
          columns={{ Who: 26, When: 28, 'Whether it counted': 24, Attestations: 22 }}
        >
          {given.map((each) => (
            <Row
              key={JSON.stringify(each)}
              approval={each}
              name={nameOf(each.UserID)}
              units={subjectsOf(each, statement.subject.length).length}
            />
          ))}
        </EvidenceTable>
      )}
    </Part>
  )
}

function Row({ approval, name, units }: { approval: Approval; name: string; units: number }) {
  const { note, from, to, expiresAt, revokedAt, standing, attestations } = approval
  return (
    <tr className={rowClass}>
      <th scope="row" className={cellClass}>
        {name}
        {note !== undefined && <span className="block text-muted">“{note}”</span>}
      </th>
      <td className={cellClass}>
        {shownTime(from)}
        {from !== to && ` to ${shownTime(to)}`}
        {expiresAt !== undefined && <span className="block">until {shownTime(expiresAt)}</span>}
        {revokedAt !== undefined && (
          <span className="block text-attention">revoked {shownTime(revokedAt)}</span>
        )}
      </td>
      <td className={classNames(cellClass, standing !== 'counted' && 'text-attention')}>
        {standings[standing]}
        {standing === 'counted' && `: ${count(units, 'unit')}`}
      </td>
      <td className={cellClass}>{attestations.length / packedIdLength}</td>
    </tr>
  )
}

/** As it is in the file, with a place to break. */
function shownTime(time: string): string {
  return time.replace('T', ' ')
}
