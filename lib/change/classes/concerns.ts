import { equalJson, isJsonMap, type Json, member } from '#lib/base/json.ts'
import {
  type KindCheck,
  type KindFault,
  type Kinds,
  loadKinds,
} from '#lib/change/classes/kubernetes-kinds.ts'
import { emptiedConcerns, placeConcerns } from '#lib/change/classes/place-concerns.ts'
import type { Concern, ConcernKind } from '#lib/change/model.ts'
import { diffResources, pairResources } from '#lib/config/compare/diff.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { pathLabel } from '#lib/path/path-label.ts'

/** People read only a few, and a row of a large preview must stay small. */
const maxConcerns = 12

/**
 * What a person has to consent to before a change is written, from the resources before and after. Only what this
 * change introduces counts: an existing fault is not a concern.
 */
export async function concernsOf(
  before: readonly Resource[],
  after: readonly Resource[],
): Promise<readonly Concern[]> {
  const [old, fresh] = [withItems(before), withItems(after)]
  const kinds = await loadKinds(fresh.map(({ resourceType }) => resourceType))
  const concerns = comparisons(old, fresh).flatMap(({ from, to }) => {
    if (from && to) return equalJson(from.value, to.value) ? [] : changedConcerns(from, to, kinds)
    if (from)
      return concern('deletes-resource', `deletes a resource, ${from.resourceType || 'without a kind'}`)
    return to ? concern('adds-resource', `adds a resource, ${to.resourceType || 'without a kind'}`) : []
  })
  const byText = new Map(concerns.map((each) => [`${each.kind} ${each.text}`, each]))
  return shortened([...byText.values()])
}

/** When going back to an earlier state, only the change counts, not what is wrong with that state. */
export function concernsOfGoingBack(concerns: readonly Concern[]): readonly Concern[] {
  return concerns.filter(({ kind }) => effects.has(kind))
}

const effects: ReadonlySet<ConcernKind> = new Set(['identity', 'deletes-resource', 'stops-workload'])

function shortened(concerns: readonly Concern[]): readonly Concern[] {
  if (concerns.length <= maxConcerns) return concerns
  const shown = concerns.slice(0, maxConcerns - 1)
  const rest = concerns.length - shown.length
  const kind = concerns[maxConcerns - 1]?.kind ?? 'schema'
  return [...shown, ...concern(kind, `has ${rest} more places like these`)]
}

type Comparison = { readonly from?: Resource; readonly to?: Resource }

/** Resources before and after. One that became another kind counts as the same resource with a new identity. */
function comparisons(before: readonly Resource[], after: readonly Resource[]): Comparison[] {
  const pairs = pairResources(before, after)
  const orphans = new Map(pairs.flatMap(({ from, to }) => (from === undefined && to ? [[to.index, to]] : [])))
  const matched = pairs.map((pair) => {
    const { from, to } = pair
    const successor = from && to === undefined ? orphans.get(from.index) : undefined
    if (successor === undefined) return pair
    orphans.delete(successor.index)
    return { ...pair, to: successor }
  })
  return matched.filter(({ from, to }) => from !== undefined || (to !== undefined && orphans.has(to.index)))
}

function changedConcerns(from: Resource, to: Resource, kinds: Kinds): Concern[] {
  const identity = identityConcerns(from.value, to.value)
  const check = kinds(to.resourceType)
  // Compared under one name, because a rename is already a concern of its own.
  const changes = diffResources([{ ...from, index: 0 }], [{ ...to, index: 0, ...nameOf(from) }])
  return [
    ...identity,
    ...(check === undefined ? [] : newFaults(check, from.value, to)),
    ...emptiedConcerns(changes, from.value, to.value),
    ...changes
      .filter(({ path }) => !isIdentity(path))
      .flatMap((change) => placeConcerns(change, check !== undefined)),
  ]
}

function nameOf({ resourceType, resourceName }: Resource) {
  return { resourceType, resourceName }
}

const identityKeys = ['apiVersion', 'kind', 'name', 'namespace'] as const
type IdentityKey = (typeof identityKeys)[number]

function identityConcerns(from: Json, to: Json): Concern[] {
  // A document without a kind is an application's configuration, and its `metadata` has no special meaning.
  if (identityText(from, 'kind') === '' && identityText(to, 'kind') === '') return []
  return identityKeys
    .filter((key) => identityText(from, key) !== identityText(to, key))
    .flatMap((key) => concern('identity', `changes ${placeOf(key)}, which identifies the resource`))
}

function identityText(value: Json, key: IdentityKey): string {
  const metadata = isJsonMap(value) ? member(value, 'metadata') : undefined
  const holder = key === 'name' || key === 'namespace' ? metadata : value
  const found = isJsonMap(holder) ? member(holder, key) : undefined
  return found === undefined || found === null ? '' : String(found)
}

function placeOf(key: IdentityKey): string {
  return key === 'name' || key === 'namespace' ? `metadata.${key}` : key
}

function newFaults(check: KindCheck, from: Json, { value, resourceType }: Resource): Concern[] {
  const faults = check(value)
  if (faults.length === 0) return []
  const known = new Set(check(from).map(faultKey))
  return faults
    .filter((fault) => !known.has(faultKey(fault)) && !isIdentity(fault.path))
    .flatMap((fault) => concern(fault.kind, faultText(fault, resourceType)))
}

function faultKey({ kind, path, message }: KindFault): string {
  return `${kind} ${path} ${message}`
}

function faultText({ kind, path, message }: KindFault, resourceType: string): string {
  if (kind !== 'unknown-field') return `${pathLabel(path) || 'the resource'} ${message}`
  return `${pathLabel(path)} is not a field of ${resourceType}`
}

function isIdentity(path: string): boolean {
  return identityKeys.some((key) => placeOf(key) === path)
}

function concern(kind: ConcernKind, text: string): Concern[] {
  return [{ kind, text }]
}
