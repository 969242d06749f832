import { isJsonList, isJsonMap, type Json, type JsonMap, member, withoutMember } from '#lib/base/json.ts'
import { Steps } from '#lib/config/document/budget.ts'
import { anyShape, type FieldRule, looksLikePod, podShape, type Shape } from '#lib/config/patch/list-rules.ts'
import {
  type At,
  deletePrefix,
  directiveOf,
  isDirective,
  MergeRefused,
  orderOf,
  orderPrefix,
  retained,
  withoutValues,
} from '#lib/config/patch/merge-directives.ts'
import { ListMerge } from '#lib/config/patch/merge-list.ts'

type Merged = { readonly value: JsonMap; readonly notes: readonly string[] }

/**
 * Strategic merge patch, as kubectl does it where it is right to (docs/patching.md lists the differences). Throws
 * `MergeRefused` and `TooLarge`. `isCustom` says that the shape is that of a custom resource, in which parts that look
 * like pods merge like pods; the notes say where.
 */
export function strategicMerge(target: JsonMap, patch: JsonMap, shape: Shape, isCustom: boolean): Merged {
  const merge = new StrategicMerge(isCustom)
  return { value: merge.root(target, patch, shape), notes: [...merge.notes] }
}

class StrategicMerge {
  readonly notes = new Set<string>()
  readonly #isCustom: boolean
  readonly #steps = new Steps()
  readonly #lists: ListMerge

  constructor(isCustom: boolean) {
    this.#isCustom = isCustom
    this.#lists = new ListMerge({
      steps: this.#steps,
      mergeMap: (target, patch, shape, at) => this.#mergeMap(target, patch, shape, at),
      note: (text) => this.notes.add(text),
    })
  }

  /** What a resource is called cannot be lost: a patch of many resources does not name each. */
  root(target: JsonMap, patch: JsonMap, shape: Shape): JsonMap {
    const how = directiveOf(patch, [])
    if (how === 'delete')
      throw new MergeRefused(
        [],
        'has "$patch: delete" for the whole resource; remove the resource from its unit',
      )
    const merged = withIdentity(target, this.#mergeMap(target, patch, shape, []), patch)
    if (typeof member(merged, 'kind') !== 'string')
      throw new MergeRefused([], 'takes "kind" away, without which this is no resource')
    return merged
  }

  #mergeMap(whole: JsonMap, patch: JsonMap, known: Shape, at: At): JsonMap {
    const how = directiveOf(patch, at)
    if (how === 'delete') return {}
    const target = retained(how === 'replace' ? {} : whole, patch, at)
    const shape = this.#isCustom && looksLikePod(target) ? this.#podShape(known) : known
    // Through an alias one large map of the document may be merged into thousands of times.
    this.#steps.take(1 + Object.keys(whole).length)
    const merged = new Map(Object.entries(target))
    this.#takeOut(merged, patch, at)
    for (const [key, value] of Object.entries(patch)) {
      if (isDirective(key)) continue
      const place = inside(at, key)
      const given = member(patch, orderPrefix + key)
      const order = given === undefined ? undefined : orderOf(given, place, merged.get(key), value)
      const found = this.#mergeField(merged.get(key), value, shape(key), place, order)
      if (found === undefined) merged.delete(key)
      else merged.set(key, found)
    }
    this.#orderUnchanged(merged, patch, shape, at)
    return Object.fromEntries(merged)
  }

  #takeOut(merged: Map<string, Json>, patch: JsonMap, at: At): void {
    for (const [key, value] of Object.entries(patch)) {
      if (!key.startsWith(deletePrefix)) continue
      const field = key.slice(deletePrefix.length)
      const list = merged.get(field)
      this.#steps.take(isJsonList(list) ? list.length : 1)
      const left = withoutValues(list, value, inside(at, field))
      if (left !== undefined) merged.set(field, left)
    }
  }

  /** Undefined where the field is not there afterwards. */
  #mergeField(
    target: Json | undefined,
    patch: Json,
    rule: FieldRule | undefined,
    at: At,
    order: readonly Json[] | undefined,
  ): Json | undefined {
    if (patch === null) return undefined
    if (isJsonList(patch)) {
      const list = isJsonList(target) ? target : undefined
      return this.#lists.merge(list, patch, rule, at, order)
    }
    if (!isJsonMap(patch)) return patch
    if (directiveOf(patch, at) === 'delete' && !isJsonMap(target)) return undefined
    const isMerged = isJsonMap(target) && rule?.kind !== 'replaced'
    return this.#mergeMap(isMerged ? target : {}, patch, rule?.kind === 'map' ? rule.shape : anyShape, at)
  }

  /** `$setElementOrder` of lists in which the patch changes nothing else. */
  #orderUnchanged(merged: Map<string, Json>, patch: JsonMap, shape: Shape, at: At): void {
    for (const [key, given] of Object.entries(patch)) {
      const field = key.slice(orderPrefix.length)
      if (!key.startsWith(orderPrefix) || member(patch, field) !== undefined) continue
      const list = merged.get(field)
      const place = inside(at, field)
      const order = orderOf(given, place, list)
      if (isJsonList(list)) merged.set(field, this.#lists.merge(list, [], shape(field), place, order))
    }
  }

  #podShape(known: Shape): Shape {
    return (field) => {
      const declared = known(field)
      if (declared !== undefined) return declared
      const rule = podShape(field)
      return rule?.kind === 'keyed' ? { ...rule, isLikeness: true } : rule
    }
  }
}

function inside(at: At, key: string): At {
  return [...at, { kind: 'key', key }]
}

/** A part that goes or is replaced takes the identity with it only where the patch names the very field. */
function withIdentity(target: JsonMap, merged: JsonMap, patch: JsonMap): JsonMap {
  const before = member(target, 'metadata')
  const after = member(merged, 'metadata') ?? {}
  const type = lost(target, merged, patch, ['apiVersion', 'kind'])
  const name =
    isJsonMap(before) && isJsonMap(after)
      ? lost(before, after, member(patch, 'metadata'), ['name', 'namespace'])
      : []
  if (type.length === 0 && name.length === 0) return merged
  const metadata = name.length === 0 || !isJsonMap(after) ? {} : { ...Object.fromEntries(name), ...after }
  const isNamed = Object.keys(metadata).length > 0
  return {
    ...Object.fromEntries(type),
    ...(isNamed ? { metadata, ...withoutMember(merged, 'metadata') } : merged),
  }
}

function lost(before: JsonMap, after: JsonMap, patch: Json | undefined, keys: readonly string[]) {
  const isNamed = (key: string) => isJsonMap(patch) && member(patch, key) !== undefined
  return Object.entries(before).filter(
    ([key]) => keys.includes(key) && member(after, key) === undefined && !isNamed(key),
  )
}
