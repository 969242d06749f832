import type { Concern, MetadataChange, MetadataValues } from '#lib/change/model.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'

/** Stands for the unit itself, where other changes name the resource in its document. */
const ofUnit = 'Unit'

/** Names of Targets, by TargetID. */
export type TargetNames = ReadonlyMap<string, string>

/** Each place as a change of its own, so that units with the same before and after are one class. */
export function changesShown(
  { before, after }: MetadataChange,
  targets: TargetNames = new Map(),
): PathChange[] {
  return Object.keys(after).map((path) => {
    const shown = (value: MetadataValues[string] = null) =>
      path === 'TargetID' && typeof value === 'string' ? (targets.get(value) ?? value) : value
    const [from, to] = [shown(before[path]), shown(after[path])]
    const place = { resourceType: ofUnit, resourceName: '', path }
    if (from === null) return { ...place, change: 'Add', to }
    return to === null ? { ...place, change: 'Delete', from } : { ...place, change: 'Update', from, to }
  })
}

/** What keeps a unit from being deleted is taken away only on purpose. */
export function concernsOf({ after }: MetadataChange): Concern[] {
  return Object.entries(after).flatMap(([place, value]): Concern[] => {
    const [, gate] = /^DeleteGates\.(.*)$/s.exec(place) ?? []
    if (place === 'TargetID')
      return [{ kind: 'retargets', text: 'changes the target, and with it which releases publish the unit' }]
    if (gate === undefined || value !== null) return []
    return [{ kind: 'removes-gate', text: `removes the delete gate ${gate}, so the unit can be deleted` }]
  })
}

/** The seal and the record name what is written, and from what, by this. */
export function changeHash({ before, after }: MetadataChange): string {
  return documentHash(JSON.stringify([entriesOf(before), entriesOf(after)]))
}

function entriesOf(values: MetadataValues): [string, MetadataValues[string]][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))
}
