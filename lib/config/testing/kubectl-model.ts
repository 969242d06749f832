import { isJsonList, isJsonMap, type Json, type JsonMap, member, withoutMember } from '#lib/base/json.ts'
import type { KubectlDifference } from '#lib/config/testing/kubectl-differences.ts'
import { type ListKind, ListModel } from '#lib/config/testing/kubectl-list-model.ts'
import { ModelRefusal, typeOf, withoutNulls, withoutPatchMarks } from '#lib/config/testing/kubectl-order.ts'
import { type FieldKind, fieldKind, kubernetesFields } from '#lib/config/testing/kubernetes-fields.ts'

const order = '$setElementOrder/'
const deletion = '$deleteFromPrimitiveList/'

export type ModelOutcome = { readonly value: JsonMap } | { readonly refusal: string }

/**
 * What `kubectl patch --local --type=strategic` makes of a resource, step by step as `strategicpatch` of
 * k8s.io/apimachinery does it, so that tests can ask without a kubectl; `npm run compare-kubectl` holds it to a real one.
 * With `differences` it does what Hubdeck does in these.
 */
export function kubectlMerge(
  kind: string,
  document: JsonMap,
  patch: JsonMap,
  differences: ReadonlySet<KubectlDifference> = new Set(),
): ModelOutcome {
  try {
    return { value: new KubectlModel(differences).resource(document, patch, kind) }
  } catch (error) {
    if (error instanceof ModelRefusal) return { refusal: error.message }
    throw error
  }
}

class KubectlModel {
  readonly #differences: ReadonlySet<KubectlDifference>
  readonly #lists: ListModel

  constructor(differences: ReadonlySet<KubectlDifference>) {
    this.#differences = differences
    this.#lists = new ListModel(differences, (target, patch, type) => this.#map(target, patch, type))
  }

  resource(document: JsonMap, patch: JsonMap, kind: string): JsonMap {
    const all = this.#map(document, patch, kind)
    const isKept = this.#differences.has('identity') && member(patch, '$patch') !== 'delete'
    const merged = isKept ? withIdentity(document, all, patch) : all
    if (typeof merged.kind !== 'string') throw new ModelRefusal("Object 'Kind' is missing")
    return merged
  }

  #map(original: JsonMap, patch: JsonMap, type: string | undefined): JsonMap {
    const how = member(patch, '$patch')
    const rest = withoutMember(patch, '$patch')
    if (how === 'replace') return this.#differences.has('new') ? this.#map({}, rest, type) : rest
    if (how === 'delete') return {}
    if (how !== undefined) throw new ModelRefusal('unknown patch type')
    const merged = new Map(Object.entries(this.#retained(original, patch)))
    const left = new Map(Object.entries(withoutMember(patch, '$retainKeys')))
    this.#mergeOrdered(merged, left, type)
    for (const [key, value] of left)
      if (key.startsWith(deletion)) this.#takeOut(merged, key.slice(deletion.length), value, type)
    for (const [key, value] of left) if (!key.startsWith(deletion)) this.#field(merged, key, value, type)
    return Object.fromEntries(merged)
  }

  #retained(original: JsonMap, patch: JsonMap): JsonMap {
    const keys = member(patch, '$retainKeys')
    if (keys === undefined) return original
    const isNames = isJsonList(keys) && keys.every((each) => typeof each === 'string')
    if (!isJsonList(keys) || (this.#differences.has('malformed') && !isNames))
      throw new ModelRefusal('invalid patch format of retainKeys')
    for (const [key, value] of Object.entries(withoutMember(patch, '$retainKeys'))) {
      const isFree = value === null || key.startsWith(order) || key.startsWith(deletion)
      if (!isFree && !keys.includes(key)) throw new ModelRefusal('invalid patch format of retainKeys')
    }
    return Object.fromEntries(Object.entries(original).filter(([key]) => keys.includes(key)))
  }

  #field(merged: Map<string, Json>, key: string, value: Json, type: string | undefined): void {
    const there = merged.get(key)
    if (value === null) merged.delete(key)
    else if (there === undefined || typeOf(there) !== typeOf(value)) {
      const taken = this.#taken(value, key, type)
      if (taken === undefined) merged.delete(key)
      else merged.set(key, taken)
    } else if (isJsonMap(there) && isJsonMap(value))
      merged.set(key, this.#mapField(there, value, this.#lookUp(type, key)))
    else if (isJsonList(there) && isJsonList(value))
      merged.set(key, this.#lists.merge(there, value, this.#listKind(type, key)))
    else merged.set(key, value)
  }

  #mapField(there: JsonMap, value: JsonMap, kind: FieldKind | undefined): JsonMap {
    const isWhole = kind?.kind === 'map' && kind.isWhole
    if (!isWhole) return this.#map(there, value, typeIn(kind))
    return this.#differences.has('new') ? this.#map({}, value, typeIn(kind)) : value
  }

  /** What there is nothing to merge with. */
  #taken(value: Json, key: string, type: string | undefined): Json | undefined {
    if (!this.#differences.has('new')) return withoutPatchMarks(withoutNulls(value))
    const kind = known(type, key)
    if (isJsonList(value)) return this.#lists.merge([], value, isListKind(kind) ? kind : undefined)
    if (!isJsonMap(value)) return value
    return member(value, '$patch') === 'delete' ? undefined : this.#map({}, value, typeIn(kind))
  }

  #takeOut(merged: Map<string, Json>, key: string, value: Json, type: string | undefined): void {
    const there = merged.get(key)
    if (this.#differences.has('malformed') && !isScalarList(value))
      throw new ModelRefusal('not a list of scalars')
    if (value === null) merged.delete(key)
    else if (isJsonList(there) && isJsonList(value))
      merged.set(key, this.#lists.takeOut(there, value, this.#listKind(type, key)))
    else if (isJsonMap(there) && isJsonMap(value)) this.#field(merged, key, value, type)
    else if (there !== undefined && typeOf(there) === typeOf(value)) merged.set(key, value)
  }

  /** `mergePatchIntoOriginal`: lists of which the patch gives the order, with what it has for them. */
  #mergeOrdered(merged: Map<string, Json>, left: Map<string, Json>, type: string | undefined): void {
    for (const [directive, names] of [...left]) {
      if (!directive.startsWith(order)) continue
      left.delete(directive)
      const key = directive.slice(order.length)
      if (!isJsonList(names)) throw new ModelRefusal('the order is no list')
      const there = listOr(merged.get(key))
      const patched = listOr(left.get(key))
      const list = this.#lists.ordered(there, patched, names, this.#listKind(type, key))
      if (list === undefined) continue
      left.delete(key)
      merged.set(key, list)
    }
  }

  #listKind(type: string | undefined, key: string): ListKind | undefined {
    const kind = this.#lookUp(type, key)
    if (kind === undefined || isListKind(kind)) return kind
    throw new ModelRefusal('expected slice or array type')
  }

  /** kubectl knows the fields of the API, and asks only where both sides have a map or a list. */
  #lookUp(type: string | undefined, key: string): FieldKind | undefined {
    const kind = known(type, key)
    if (kind === undefined && !this.#differences.has('unknown'))
      throw new ModelRefusal(`unable to find api field "${key}"`)
    return kind
  }
}

function known(type: string | undefined, key: string): FieldKind | undefined {
  return type === undefined || !Object.hasOwn(kubernetesFields, type) ? undefined : fieldKind(type, key)
}

function isListKind(kind: FieldKind | undefined): kind is ListKind {
  return kind?.kind === 'list' || kind?.kind === 'scalars'
}

function typeIn(kind: FieldKind | undefined): string | undefined {
  return kind?.kind === 'map' ? kind.type : undefined
}

function isScalarList(value: Json): boolean {
  return isJsonList(value) && value.every((each) => typeof each !== 'object' || each === null)
}

function listOr(value: Json | undefined): readonly Json[] | undefined {
  if (value === undefined || isJsonList(value)) return value
  throw new ModelRefusal('an ordered field is no list')
}

function withIdentity(document: JsonMap, merged: JsonMap, patch: JsonMap): JsonMap {
  const { apiVersion = '', kind = '' } = document
  const { metadata: before } = document
  const { metadata: after = {} } = merged
  const identity = Object.fromEntries(
    Object.entries({ apiVersion, kind }).filter(([key]) => patch[key] === undefined),
  )
  const { metadata: patched } = patch
  const isNamed = isJsonMap(patched) && member(patched, 'name') !== undefined
  const name = isJsonMap(before) && !isNamed ? member(before, 'name') : undefined
  const metadata = isJsonMap(after) && name !== undefined ? { metadata: { name, ...after } } : {}
  return { ...identity, ...merged, ...metadata }
}
