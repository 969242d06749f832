import type { PathChange } from '#lib/config/compare/path-change.ts'

/** What is shown of a class, and the changes that its units have in common. */
export type Labelled = {
  /** Everything that is shown beside the label. */
  readonly look: string
  readonly label: string
  readonly changes: readonly PathChange[]
}

/**
 * The labels of classes, in order, such that no two different classes look equal: ambiguous labels get what only their
 * class has or, if that is not shown (masked, cut or left out), a number.
 */
export function distinctLabels(classes: readonly Labelled[]): string[] {
  const told = separated(classes, (alike) => alike.map((each) => withOwnChanges(each, alike)))
  const named = classes.map((each, at) => ({ ...each, label: told[at] ?? each.label }))
  return separated(named, (alike) =>
    alike.map(
      ({ label }, at) => `${label} (variant ${at + 1} of ${alike.length}, which differ in what is not shown)`,
    ),
  )
}

function separated(
  classes: readonly Labelled[],
  labelsOf: (alike: readonly Labelled[]) => readonly string[],
): string[] {
  const groups = Map.groupBy(classes, ({ look, label }) => `${look}\n${label}`)
  const labels = new Map<Labelled, string>()
  for (const alike of groups.values()) {
    const own = alike.length === 1 ? [] : labelsOf(alike)
    for (const [at, each] of alike.entries()) labels.set(each, own[at] ?? each.label)
  }
  return classes.map((each) => labels.get(each) ?? each.label)
}

const partsShown = 2
/** Characters of a value; longer ones are distinguished by number. */
const maxValue = 80

function withOwnChanges({ label, changes }: Labelled, alike: readonly Labelled[]): string {
  const own = countsOf(changes)
  const others = alike.map((each) => countsOf(each.changes))
  const parts = [...own].flatMap(([part, count]) => {
    if (others.every((counts) => counts.get(part) === count)) return []
    return count === 1 ? part : `${part} in ${count} resources`
  })
  if (parts.length === 0) return own.size === 0 ? label : `${label}; and nothing else`
  const rest = parts.length - partsShown
  const shown = parts.slice(0, partsShown).join(', ')
  return `${label}; with ${shown}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** Each change with its full path and values as written, and the number of resources of a unit that have it. */
function countsOf(changes: readonly PathChange[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const each of changes) {
    const part = [each.resourceType, each.path, valuesText(each)].filter(Boolean).join(' ')
    counts.set(part, (counts.get(part) ?? 0) + 1)
  }
  return counts
}

function valuesText({ change, from, to }: PathChange): string {
  if (change === 'Update') return `${shortJson(from)} → ${shortJson(to)}`
  return change === 'Add' ? `added ${shortJson(to)}` : `removed ${shortJson(from)}`
}

function shortJson(value: PathChange['from']): string {
  const text = value === undefined ? '(not shown)' : JSON.stringify(value)
  return text.length > maxValue ? `${text.slice(0, maxValue)}…` : text
}
