import { isJsonList, isJsonMap, type Json, type JsonMap, member, withoutMember } from '#lib/base/json.ts'
import { Steps } from '#lib/config/document/budget.ts'
import { anyShape, type FieldRule, looksLikePod, podShape, type Shape } from '#lib/config/patch/list-rules.ts'
import {
  type At,
  deletePrefix,
  directiveOf,
  isDirective,
  MergeRefused,
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
    const merged = this.#mergeMap(target, patch, shape, [])
    return how === 'replace' ? withIdentity(target, merged) : merged
  }

  #mergeMap(whole: JsonMap, patch: JsonMap, known: Shape, at: At): JsonMap {
    const how = directiveOf(patch, at)
    if (how === 'delete') return {}
    const target = how === 'replace' ? {} : retained(whole, patch, at)
    const shape = this.#isCustom && looksLikePod(target) ? this.#podShape(known) : known
    // Through an alias one large map of the document may be merged into thousands of times.
    this.#steps.take(1 + Object.keys(whole).length)
    const merged = new Map(Object.entries(target))
    for (const [key, value] of Object.entries(patch)) {
      if (!key.startsWith(deletePrefix)) continue
      const field = key.slice(deletePrefix.length)
      const list = merged.get(field)
      if (!isJsonList(list)) continue
      this.#steps.take(list.length)
      merged.set(field, withoutValues(list, value, inside(at, field)))
    }
    for (const [key, value] of Object.entries(patch)) {
      if (isDirective(key)) continue
      const place = inside(at, key)
      const found = this.#mergeField(
        merged.get(key),
        value,
        shape(key),
        place,
        member(patch, orderPrefix + key),
      )
      if (found === undefined) merged.delete(key)
      else merged.set(key, found)
    }
    this.#orderUnchanged(merged, patch, shape, at)
    return Object.fromEntries(merged)
  }

  /** Undefined where the field is not there afterwards. */
  #mergeField(
    target: Json | undefined,
    patch: Json,
    rule: FieldRule | undefined,
    at: At,
    order: Json | undefined,
  ): Json | undefined {
    if (patch === null) return undefined
    if (isJsonList(patch)) {
      const list = isJsonList(target) ? target : undefined
      return this.#lists.merge(list, patch, rule, at, order)
    }
    if (!isJsonMap(patch)) return patch
    if (directiveOf(patch, at) === 'delete' && !isJsonMap(target)) return target
    const isMerged = isJsonMap(target) && rule?.kind !== 'replaced'
    return this.#mergeMap(isMerged ? target : {}, patch, rule?.kind === 'map' ? rule.shape : anyShape, at)
  }

  /** `$setElementOrder` of lists in which the patch changes nothing else. */
  #orderUnchanged(merged: Map<string, Json>, patch: JsonMap, shape: Shape, at: At): void {
    for (const [key, order] of Object.entries(patch)) {
      const field = key.slice(orderPrefix.length)
      const list = merged.get(field)
      if (!key.startsWith(orderPrefix) || member(patch, field) !== undefined || !isJsonList(list)) continue
      merged.set(field, this.#lists.merge(list, [], shape(field), inside(at, field), order))
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

function withIdentity(target: JsonMap, merged: JsonMap): JsonMap {
  const only = (map: Json | undefined, keys: readonly string[]) =>
    isJsonMap(map) ? Object.entries(map).filter(([key]) => keys.includes(key)) : []
  const metadata = member(merged, 'metadata')
  const named = [
    ...only(member(target, 'metadata'), ['name', 'namespace']),
    ...(isJsonMap(metadata) ? Object.entries(metadata) : []),
  ]
  return {
    ...Object.fromEntries(only(target, ['apiVersion', 'kind'])),
    ...(named.length === 0 ? {} : { metadata: Object.fromEntries(named) }),
    ...withoutMember(merged, 'metadata'),
  }
}
