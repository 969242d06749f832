import { verdictsOf } from '#lib/change/evidence/evidence-classes.ts'
import type { HeldRevision } from '#lib/change/evidence/read-held.ts'
import type { Comparison, EvidenceClass, Statement } from '#lib/change/evidence/statement.ts'
import type { WrittenUnit } from '#lib/change/evidence/written-units.ts'
import { shownText } from '#lib/change/record/record.ts'
import { mask } from '#lib/config/mask/spans.ts'
import type { Revision } from '#lib/confighub/schema/entities.ts'

export type NamedDifference = {
  readonly part: 'revision' | 'document' | 'validators'
  readonly unit: string
  readonly text: string
  /** It could not be read, so nothing contradicts the file. */
  readonly isUnknown?: boolean
}

/** `gone`: its unit is there, and has no such revision with the Tag. `unseen`: its unit is not there for this reader. */
export type Missing = 'gone' | 'unseen'

/** What ConfigHub holds otherwise about one unit. */
export function checkRevision(
  written: WrittenUnit,
  held: HeldRevision | Missing,
  { predicate }: Statement,
): NamedDifference[] {
  const { unit } = written
  if (typeof held === 'string') {
    const rest = { unit, text: 'could not be compared', isUnknown: true }
    return [missing(written, held), { part: 'document', ...rest }, { part: 'validators', ...rest }]
  }
  const { revision, before, comparison } = held
  // Only of a proven fact does the file say that the revision holds it too.
  const proven = (name: string) =>
    written.isSound
      ? predicate.facts.find((fact) => fact.name === name && fact.standing === 'proven')?.value
      : undefined
  const expected = [
    ['name', unit, held.unit],
    ['DataHash', written.sha256, revision.DataHash],
    ['CreatedAt', written.createdAt, revision.CreatedAt ?? ''],
    ['DataHash of the revision before', written.beforeHash, before?.DataHash ?? ''],
    ['UserID', proven('author') ?? revision.UserID, revision.UserID],
    ['Description', proven('reason') ?? reasonIn(revision), reasonIn(revision, proven('reason'))],
  ] as const
  return [
    ...expected
      .filter(([, told, now]) => told !== now)
      .map(([what, told, now]) => different('revision', unit, what, told, now)),
    ...checkComparison(unit, written.class.comparison, comparison),
    ...checkVerdicts(unit, written.class, held),
  ]
}

function missing({ unit, revisionNum }: WrittenUnit, how: Missing): NamedDifference {
  return how === 'gone'
    ? { part: 'revision', unit, text: `revision ${revisionNum} is gone, or does not carry the Tag` }
    : { part: 'revision', unit, text: 'the unit is gone, or cannot be seen with this token', isUnknown: true }
}

/** The description of a revision as far as it is the reason: what follows on lines of its own is not. */
function reasonIn({ Description = '' }: Revision, reason = ''): string {
  const told = shownText(Description)
  return reason !== '' && told.startsWith(`${reason}\n`) ? reason : told
}

function checkComparison(unit: string, told: Comparison, now: Comparison): NamedDifference[] {
  if ('unknown' in now) return [{ part: 'document', unit, text: now.unknown, isUnknown: true }]
  if ('unknown' in told || comparable(told) === comparable(now)) return []
  return [{ part: 'document', unit, text: 'its documents differ from one another in another way' }]
}

/** Which masks are equal is known to the deployment only. */
function comparable(comparison: Comparison): string {
  if ('unknown' in comparison) return ''
  const { changes, omitted } = comparison
  return JSON.stringify([changes.map(inOrder), omitted?.count ?? 0]).replaceAll(
    new RegExp(`${mask}[A-Za-z0-9]*`, 'g'),
    mask,
  )
}

function inOrder({
  resourceType,
  resourceName,
  path,
  change,
  from,
  to,
}: Extract<Comparison, { changes: unknown }>['changes'][number]) {
  return [resourceType, resourceName, path, change, from ?? null, to ?? null]
}

function checkVerdicts(
  unit: string,
  { validators }: EvidenceClass,
  { revision }: HeldRevision,
): NamedDifference[] {
  const now = verdictsOf(revision)
  return (['passed', 'warnings', 'errors'] as const)
    .filter((name) => validators[name].join() !== now[name].join())
    .map((name) => different('validators', unit, name, validators[name].join(', '), now[name].join(', ')))
}

function different(
  part: NamedDifference['part'],
  unit: string,
  what: string,
  told = '',
  now = '',
): NamedDifference {
  return { part, unit, text: `${what}: the file says “${told}”, ConfigHub holds “${shownText(now)}”` }
}
