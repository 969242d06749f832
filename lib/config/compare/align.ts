import { equalJson, isJsonList, isJsonMap, type Json, member } from '#lib/base/json.ts'
import { commonRuns } from '#lib/config/compare/common-runs.ts'
import { identify, mergeKeyOf } from '#lib/path/merge-keys.ts'

/** How one list becomes another: old items that stay (maybe changed inside) or go, and new ones inserted before `before`. */
type Alignment = {
  readonly kept: readonly { readonly from: number; readonly to: number }[]
  readonly gone: readonly number[]
  readonly added: readonly { readonly before: number; readonly items: readonly number[] }[]
}

export function align(field: string | undefined, from: readonly Json[], to: readonly Json[]): Alignment {
  const common = commonRuns(...elementNames(field, from, to)) ?? []
  const anchors = [...common, { from: from.length, to: to.length }]
  const kept: { from: number; to: number }[] = []
  const gone: number[] = []
  const added: { before: number; items: number[] }[] = []
  let last = { from: 0, to: 0 }
  for (const anchor of anchors) {
    const old = range(last.from, anchor.from)
    const fresh = range(last.to, anchor.to)
    const pairs = pairUp(old, fresh, from, to)
    for (const pair of pairs) kept.push(pair)
    const [left, met] = [new Set(pairs.map((pair) => pair.from)), new Set(pairs.map((pair) => pair.to))]
    for (const index of old) if (!left.has(index)) gone.push(index)
    const items = fresh.filter((index) => !met.has(index))
    if (items.length > 0) added.push({ before: anchor.from, items })
    if (anchor.from < from.length) kept.push(anchor)
    last = { from: anchor.from + 1, to: anchor.to + 1 }
  }
  return { kept, gone, added }
}

/** What identifies the elements of two lists: their merge key, a name, or their whole content. */
export function elementNames(
  field: string | undefined,
  from: readonly Json[],
  to: readonly Json[],
): [string[], string[]] {
  const mergeKey = mergeKeyOf(field, from, to)
  const name = (item: Json) => (mergeKey && identify(item, mergeKey)) ?? nameOf(item) ?? stableText(item)
  return [from.map(name), to.map(name)]
}

/** Pairs items between two anchors: equally many that resemble each other, or unnamed ones in order. */
function pairUp(old: number[], fresh: number[], from: readonly Json[], to: readonly Json[]) {
  const pairs: { from: number; to: number }[] = []
  for (let at = 0; at < Math.min(old.length, fresh.length); at += 1) {
    const a = old[at] ?? 0
    const b = fresh[at] ?? 0
    const one = from[a] ?? null
    const other = to[b] ?? null
    const names = [nameOf(one), nameOf(other)].filter((name) => name !== undefined).length
    if (names > 0 && old.length !== fresh.length) break
    // With different names it is another element, unless most of it is the same and it was only renamed.
    if (names === 2 && !resemble(one, other)) continue
    pairs.push({ from: a, to: b })
  }
  return pairs
}

function resemble(a: Json, b: Json): boolean {
  if (!isJsonMap(a) || !isJsonMap(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  const same = [...keys].filter((key) => equalJson(member(a, key), member(b, key)))
  return same.length * 2 >= keys.size
}

function nameOf(item: Json): string | undefined {
  if (!isJsonMap(item)) return undefined
  for (const key of ['name', 'id', 'key']) {
    const value = member(item, key)
    if (typeof value === 'string') return `${key}=${value}`
  }
  return undefined
}

/** The same for equal values, whatever the order of their keys. */
export function stableText(value: Json): string {
  if (isJsonList(value)) return `[${value.map(stableText).join()}]`
  if (!isJsonMap(value)) return JSON.stringify(value)
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${stableText(each)}`).join()}}`
}

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(end - start, 0) }, (_, at) => start + at)
}
