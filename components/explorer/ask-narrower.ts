import { withValue } from '#components/query/with-value.ts'
import { notify } from '#components/ui/overlay/toast.tsx'

/** Asks the query with a condition more, or says why it cannot. */
export function askNarrower(
  where: string,
  [attribute, value]: readonly [attribute: string, value: string],
  ask: (fields: { where: string }) => void,
): void {
  const narrower = withValue(where, attribute, value)
  if (narrower === where) notify({ title: 'The query already has this condition' })
  else if (narrower === undefined)
    notify({ tone: 'attention', title: 'Not possible', description: unwritable })
  else ask({ where: narrower })
}

const unwritable = 'This value contains quotes or a backslash, which a query cannot express.'
