import { count } from '#lib/base/plural.ts'
import { subjectsOf } from '#lib/change/evidence/approval-subjects.ts'
import type { Check } from '#lib/change/evidence/check.ts'
import type { Approval, Approvals, Statement } from '#lib/change/evidence/statement.ts'
import { type WrittenUnit, writtenUnits } from '#lib/change/evidence/written-units.ts'

const name = 'Approvals'

/** Whether what the file says of approvals agrees with itself; nothing where the change began without a proposal. */
export function checkApprovals(statement: Statement): Check[] {
  const { approvals, approvalsUnknown } = statement.predicate
  if (approvalsUnknown !== undefined)
    return [{ name, verdict: 'unknown', text: `the file does not say who approved it: ${approvalsUnknown}` }]
  if (approvals === undefined) return []
  if (statement.predicate.metadata !== undefined) return [undated(approvals)]
  const units = writtenUnits(statement)
  const details = approvals.given.flatMap((each) =>
    contradictions(each, approvals.proposal, units).map((text) => `${each.UserID}: ${text}`),
  )
  const approved = new Set(approvals.given.flatMap((each) => subjectsOf(each, units.length)))
  const people = new Set(
    approvals.given.flatMap((each) => (each.standing === 'counted' ? [each.UserID] : [])),
  )
  const text = `${count(people.size, 'person approved', 'people approved')} ${approved.size} of ${count(units.length, 'unit')} before it was written`
  return [{ name, verdict: details.length === 0 ? 'passed' : 'failed', text, details }]
}

/** Of metadata, only the record says what was approved when it was written. */
function undated({ given }: Approvals): Check {
  const people = new Set(given.flatMap(({ standing, UserID }) => (standing === 'undated' ? UserID : [])))
  const text = `${count(people.size, 'person approved', 'people approved')} the proposal; ConfigHub does not say whether before its units were written`
  return { name, verdict: 'unknown', text }
}

function contradictions(
  approval: Approval,
  proposal: { readonly author: string; readonly hash: string },
  units: readonly WrittenUnit[],
): string[] {
  const { standing, subjects, UserID, Result, hash, from, to, expiresAt, revokedAt } = approval
  if (standing !== 'counted') return subjects === '' ? [] : ['it did not count, and yet for some units']
  const approved = subjectsOf(approval, units.length).flatMap((at) => units[at] ?? [])
  const times = approved.map(({ createdAt }) => createdAt)
  const written = times.map((time) => Date.parse(time))
  const [first, last] = [Math.min(...written), Math.max(...written)]
  const isBefore = (time: string | undefined) => time !== undefined && !(Date.parse(time) > last)
  if (times.length === 0) return ['it counted for no unit of the file']
  return [
    approved.some(({ isSound }) => !isSound) && 'it counted for a unit of which the record is not true',
    Result !== 'Pass' && `its Result is “${Result}”`,
    UserID === proposal.author && 'its author proposed the change',
    hash !== proposal.hash && 'it is of another proposal',
    !(Date.parse(from) <= Date.parse(to)) && 'its times are out of order',
    // Each of its Attestations counted for a unit, and each unit had one.
    !(Date.parse(from) <= first && Date.parse(to) <= last) && 'it came after a unit was written',
    isBefore(expiresAt) && 'it had expired when a unit was written',
    isBefore(revokedAt) && 'it was revoked before a unit was written',
  ].filter((text) => text !== false)
}
