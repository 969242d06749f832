import { LinesPart } from '#components/change/evidence/parts.tsx'
import { count } from '#lib/base/plural.ts'
import type { Predicate } from '#lib/change/evidence/statement.ts'

type Status = NonNullable<Predicate['outcomes']>[number]['status']
type Why = NonNullable<Predicate['leftOut']>[number]['why']

const statuses: Readonly<Record<Status, string>> = {
  moved: 'someone changed it after the preview',
  'already-so': 'it was already so',
  'left-query': 'it no longer matched the query',
  refused: 'refused',
  unknown: 'ConfigHub did not answer',
  retried: 'written later',
  waiting: 'its wave has not begun',
  elsewhere: 'written under another record of this change',
}

const reasons: Readonly<Record<Why, string>> = {
  excluded: 'excluded',
  override: 'local overrides that were not included',
  consent: 'without the consent that they need',
  refused: 'ConfigHub would have refused them',
  unchanged: 'the patch does not change them',
}

/** Each unit of the preview that this record did not write, with why. */
export function NotWrittenParts({
  predicate: { notWritten, outcomes = [], leftOut = [] },
}: {
  predicate: Pick<Predicate, 'notWritten' | 'outcomes' | 'leftOut'>
}) {
  return (
    <>
      {notWritten.length > 0 && (
        <LinesPart
          title={`Not written: ${count(notWritten.length, 'unit')}`}
          lines={notWritten.map(({ unit, UnitID, outcome }) =>
            [unit ?? UnitID, textOf(outcome === undefined ? undefined : outcomes[outcome])]
              .filter(Boolean)
              .join(': '),
          )}
        />
      )}
      {leftOut.map(({ why, units, more = 0 }) => (
        <LinesPart
          key={why}
          title={`Left out of the change, ${reasons[why]}: ${count(units.length + more, 'unit')}`}
          lines={more === 0 ? units : [...units, `and ${more} more, which the record does not name`]}
        />
      ))}
    </>
  )
}

function textOf(outcome: NonNullable<Predicate['outcomes']>[number] | undefined): string {
  if (outcome === undefined) return ''
  return [statuses[outcome.status], outcome.why].filter(Boolean).join('. ')
}
