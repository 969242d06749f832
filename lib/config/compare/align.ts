import { equalJson, isJsonList, isJsonMap, type Json, member } from '#lib/base/json.ts'
import { identify, mergeKeyOf } from '#lib/path/merge-keys.ts'

/** How a list becomes another one: old items that stay (maybe changed inside), go, or come before old item `before`. */
type Alignment = {
  readonly kept: readonly { readonly from: number; readonly to: number }[]
  readonly gone: readonly number[]
  readonly added: readonly { readonly before: number; readonly items: readonly number[] }[]
}

export function align(field: string | undefined, from: readonly Json[], to: readonly Json[]): Alignment {
  const mergeKey = mergeKeyOf(field, from, to)
  const name = (item: Json) => (mergeKey && identify(item, mergeKey)) ?? nameOf(item) ?? stableText(item)
  const anchors = [...commonRuns(from.map(name), to.map(name)), { from: from.length, to: to.length }]
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

/** Between two anchors: same number of items that resemble each other, or unnamed ones from the first on. */
function pairUp(old: number[], fresh: number[], from: readonly Json[], to: readonly Json[]) {
  const pairs: { from: number; to: number }[] = []
  for (let at = 0; at < Math.min(old.length, fresh.length); at += 1) {
    const a = old[at] ?? 0
    const b = fresh[at] ?? 0
    const one = from[a] ?? null
    const other = to[b] ?? null
    const names = [nameOf(one), nameOf(other)].filter((name) => name !== undefined).length
    if (names > 0 && old.length !== fresh.length) break
    // Two names: another element, unless most of it is the same and it was only renamed.
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

function stableText(value: Json): string {
  if (isJsonList(value)) return `[${value.map(stableText).join()}]`
  if (!isJsonMap(value)) return JSON.stringify(value)
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${stableText(each)}`).join()}}`
}

const maxTableCells = 4_000_000

/** What two lists have in common, in order: longest common subsequence; ends that agree are taken first, and hopelessly large rests are not compared. */
export function commonRuns(a: readonly string[], b: readonly string[]): { from: number; to: number }[] {
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1
  const front = range(0, head).map((at) => ({ from: at, to: at }))
  const back = range(0, tail).map((at) => ({ from: a.length - tail + at, to: b.length - tail + at }))
  const middle = longest(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  return [...front, ...middle.map(({ from, to }) => ({ from: from + head, to: to + head })), ...back]
}

function longest(a: readonly string[], b: readonly string[]): { from: number; to: number }[] {
  if (a.length * b.length > maxTableCells) return []
  const width = b.length + 1
  const table = new Uint32Array((a.length + 1) * width)
  const cell = (i: number, j: number) => table[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i * width + j] = a[i] === b[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1))
    }
  }
  const found: { from: number; to: number }[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      found.push({ from: i, to: j })
      i += 1
      j += 1
    } else if (cell(i + 1, j) >= cell(i, j + 1)) i += 1
    else j += 1
  }
  return found
}

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(end - start, 0) }, (_, at) => start + at)
}
