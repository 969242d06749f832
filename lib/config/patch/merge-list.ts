import { isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import type { Steps } from '#lib/config/document/budget.ts'
import { inGivenOrder, interleave, type Ordered } from '#lib/config/patch/element-order.ts'
import type { FieldRule, KeyedRule, Shape } from '#lib/config/patch/list-rules.ts'
import {
  type At,
  directiveOf,
  isBare,
  isScalar,
  MergeRefused,
  orderPrefix,
  refuseDirectives,
} from '#lib/config/patch/merge-directives.ts'
import { Partners } from '#lib/config/patch/merge-partners.ts'
import { elementNamer, elementSegment } from '#lib/path/element-name.ts'
import { identify } from '#lib/path/merge-keys.ts'

/** What merging lists needs from the merge around it. */
type Around = {
  readonly steps: Steps
  readonly mergeMap: (target: JsonMap, patch: JsonMap, shape: Shape, at: At) => JsonMap
  readonly note: (text: string) => void
}

type Element = Ordered<JsonMap>

/** Merges lists by their rules; a list without one is replaced. */
export class ListMerge {
  readonly #around: Around

  constructor(around: Around) {
    this.#around = around
  }

  /** `order` is the value of `$setElementOrder` for this list, if the patch has one. */
  merge(
    target: readonly Json[] | undefined,
    patch: readonly Json[],
    rule: FieldRule | undefined,
    at: At,
    order: readonly Json[] | undefined,
  ): Json {
    this.#around.steps.take(1 + (target?.length ?? 0) + patch.length)
    if (rule?.kind === 'keyed') return this.#mergeKeyed(target ?? [], patch, rule, at, order)
    if (rule?.kind === 'set') return unite(target ?? [], patch, at, order)
    if (order !== undefined)
      throw new MergeRefused(
        at,
        `has "${orderPrefix}", but this list has no merge key: it is replaced as a whole`,
      )
    return replaced(patch, at)
  }

  #mergeKeyed(
    list: readonly Json[],
    patch: readonly Json[],
    rule: KeyedRule,
    at: At,
    order: readonly Json[] | undefined,
  ): Json {
    const { replaces, gone, kept } = sortElements(patch, rule, at)
    const old = replaces ? [] : documentElements(list, rule, at)
    const finder = new Partners(old, kept, rule, false)
    const removed = new Set(gone.flatMap((element) => finder.findAll(element)))
    const left = old.flatMap((value, from): Element[] => (removed.has(from) ? [] : [{ value, from }]))
    if (rule.isLikeness === true && old.length > 0) this.#around.note(likenessNote(at, rule))
    const merged = this.#mergeElements(left, kept, rule, at)
    const ordered = order === undefined ? merged : inOrder(merged, kept, order, rule, at)
    return ordered.map(({ value }) => value)
  }

  #mergeElements(left: readonly Element[], kept: readonly JsonMap[], rule: KeyedRule, at: At): Element[] {
    const { mergeMap } = this.#around
    const partners = new Partners(
      left.map(({ value }) => value),
      kept,
      rule,
      fieldOf(at) === 'env',
    )
    const taken = new Set<number | string | undefined>()
    const named = kept.map((element): Element => {
      const place: At = [...at, elementSegment([element], 0, fieldOf(at))]
      const found = partners.find(element, place)
      const partner = found === undefined ? undefined : left[found]
      const same = found ?? identify(element, rule) ?? identifyFirst(element, rule)
      if (taken.has(same)) throw new MergeRefused(place, 'is twice in the patch; write it once')
      taken.add(same)
      return { value: mergeMap(partner?.value ?? {}, element, rule.shape, place), from: partner?.from }
    })
    const others = left.filter((_, index) => !taken.has(index))
    return interleave(others, named)
  }
}

/** What the elements of a patch ask for. */
function sortElements(patch: readonly Json[], rule: KeyedRule, at: At) {
  const gone: JsonMap[] = []
  const kept: JsonMap[] = []
  let replaces = false
  const segmentOf = elementNamer(patch, fieldOf(at))
  for (const [index, element] of patch.entries()) {
    const place: At = [...at, segmentOf(index)]
    if (!isJsonMap(element)) throw new MergeRefused(place, 'is not a map, but the elements of this list are')
    const how = directiveOf(element, place)
    if (how === 'replace') replaces = isAboutList(element, place)
    else (how === 'delete' ? gone : kept).push(withKeys(element, place, rule))
  }
  return { replaces, gone, kept }
}

function isAboutList(element: JsonMap, at: At): true {
  if (isBare(element)) return true
  throw new MergeRefused(
    at,
    'has "$patch: replace" beside other fields, with which kubectl empties the list; to replace the list, make "$patch: replace" an element of its own',
  )
}

/** The element, whose further keys may be missing but are nothing else than texts and numbers. */
function withKeys(element: JsonMap, at: At, { keys }: KeyedRule): JsonMap {
  const wrong = keys.find((key, index) => {
    const value = member(element, key) ?? null
    return value === null ? index === 0 : !isName(value)
  })
  if (wrong === undefined) return element
  throw withoutKey(element, at, wrong, 'the patch')
}

function isName(value: Json): boolean {
  return isScalar(value) && typeof value !== 'boolean'
}

function documentElements(list: readonly Json[], rule: KeyedRule, at: At): JsonMap[] {
  return list.map((element, index) => {
    const place: At = [...at, { kind: 'index', index }]
    if (isJsonMap(element) && identifyFirst(element, rule) !== undefined) return element
    throw withoutKey(element, place, rule.keys[0] ?? '', 'the document')
  })
}

function withoutKey(element: Json, at: At, key: string, side: string): MergeRefused {
  const value = isJsonMap(element) ? member(element, key) : undefined
  const has =
    value === undefined ? `no "${key}"` : `${JSON.stringify(value)} as "${key}", not a text or a number`
  return new MergeRefused(
    at,
    `of ${side} has ${has}, by which the elements of this list are found; nothing was changed`,
  )
}

function identifyFirst(element: JsonMap, rule: KeyedRule): string | undefined {
  return identify(element, { ...rule, keys: rule.keys.slice(0, 1) })
}

function likenessNote(at: At, { keys: [first = ''] }: KeyedRule): string {
  const field = fieldOf(at) ?? ''
  return `merges ${field} of a custom resource by ${first}, as in a pod; a cluster would replace the list`
}

function fieldOf(at: At): string | undefined {
  const last = at.at(-1)
  return last?.kind === 'key' ? last.key : undefined
}

function inOrder(
  merged: readonly Element[],
  kept: readonly JsonMap[],
  order: readonly Json[],
  rule: KeyedRule,
  at: At,
): Element[] {
  const nameOf = (element: JsonMap) => identifyFirst(element, rule)
  const names = order.map((each) => {
    const name = isJsonMap(each) ? nameOf(each) : undefined
    if (name === undefined)
      throw new MergeRefused(at, `has a "${orderPrefix}" with an entry without merge key`)
    return name
  })
  checkOrder(
    kept.map((element) => nameOf(element) ?? ''),
    names,
    at,
  )
  return inGivenOrder(merged, names, nameOf)
}

/** What the patch itself says about the order must not be something else. An order of nothing says nothing. */
function checkOrder(patched: readonly string[], order: readonly string[], at: At): void {
  if (order.length === 0) return
  let next = 0
  for (const name of patched) {
    const place = order.indexOf(name, next)
    if (place < 0)
      throw new MergeRefused(
        at,
        `is in another order than its "${orderPrefix}", or has an element that is not in it`,
      )
    next = place
  }
}

/** Each value once. */
function unite(
  target: readonly Json[],
  patch: readonly Json[],
  at: At,
  order: readonly Json[] | undefined,
): Json {
  const types = new Set([...target, ...patch].map(scalarType))
  if (types.size > 1 || types.has(undefined))
    throw new MergeRefused(at, 'is united from elements of one type, texts or numbers, but has another')
  const places = new Map([...target.entries()].toReversed().map(([index, value]) => [value, index]))
  const named = [...new Set(patch)].map((value) => ({ value, from: places.get(value) }))
  const given = new Set(patch)
  const others = [...places].filter(([value]) => !given.has(value)).map(([value, from]) => ({ value, from }))
  const merged = interleave(
    others.toSorted((a, b) => a.from - b.from),
    named,
  )
  if (order === undefined) return merged.map(({ value }) => value)
  const names = order.map(String)
  checkOrder(patch.map(String), names, at)
  return inGivenOrder(merged, names, String).map(({ value }) => value)
}

function scalarType(value: Json): string | undefined {
  if (!isScalar(value) || value === null) return undefined
  return typeof value === 'bigint' ? 'number' : typeof value
}

/** A list that only says that it replaces has said what happens anyway. */
function replaced(patch: readonly Json[], at: At): Json {
  return patch.flatMap((element, index) => {
    if (isBare(element) && member(element, '$patch') === 'replace') return []
    refuseDirectives(element, [...at, { kind: 'index', index }])
    return [element]
  })
}
