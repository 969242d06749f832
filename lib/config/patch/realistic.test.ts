import { applyPatch as applyOracle, type Operation } from 'fast-json-patch'
import { describe, expect, it, vi } from 'vitest'
import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml'
import type { Json } from '#lib/base/json.ts'
import { loadStream } from '#lib/config/document/document.ts'
import type { ValueReader } from '#lib/config/document/node-value.ts'
import { mergeThreeWay } from '#lib/config/patch/merge-three.ts'
import { applyPatch } from '#lib/config/testing/apply-patch.ts'
import { readOtherwise } from '#lib/config/testing/other-reader.ts'
import {
  definition,
  type RealisticDocument,
  randomFrom,
  realisticDocuments,
} from '#lib/config/testing/realistic-documents.ts'

vi.setConfig({ testTimeout: 60_000 })

/** A place in one document of a stream, as it is written there: not through an alias, and nothing is shared there. */
type Place = {
  readonly document: number
  readonly pointer: string
  readonly value: Json
  readonly size: number
}

function placesIn(text: string): Place[] {
  const stream = loadStream(text)
  if (!stream.ok) throw new Error(stream.error.message)
  return stream.value.resources.flatMap(({ document, reader, index }) => {
    const inside = (node: Found, pointer: string): Place[] => {
      const isShared = node && !isAlias(node) && node.anchor !== undefined
      if (!node || isAlias(node) || isShared) return []
      const members = membersOf(node)
      const place = { document: index, pointer, value: reader.valueOf(node), size: members.length }
      return [place, ...members.flatMap(([key, member]) => inside(member, `${pointer}/${key}`))]
    }
    return inside(document.contents, '')
  })
}

type Found = Parameters<ValueReader['valueOf']>[0]

/** With keys as JSON pointers have them; what `<<` brings in is not a member. */
function membersOf(node: ParsedNode): [string, Found][] {
  if (isSeq(node)) return node.items.map((item, at) => [String(at), item as Found])
  if (!isMap(node)) return []
  return node.items.flatMap(({ key, value }): [string, Found][] => {
    if (!isScalar(key) || key.source === '<<') return []
    const name = String(key.value)
    return [[name.replaceAll('~', '~0').replaceAll('/', '~1'), value as Found]]
  })
}

/** Goes to one document of the stream, which has its name to itself or is the only one of its type. */
function patched(text: string, place: Place, ...patch: readonly Operation[]): string {
  const stream = loadStream(text)
  const resource = stream.ok ? stream.value.resources[place.document] : undefined
  const scope = resource?.resourceType ? { resourceType: resource.resourceType } : {}
  const applied = applyPatch(text, { kind: 'json', text: JSON.stringify(patch), ...scope })
  if (!applied.ok)
    throw new Error(`${applied.error.message}: ${JSON.stringify(patch)}\n${text.slice(0, 5000)}`)
  return applied.value.text
}

function expected(text: string, place: Place, ...patch: readonly Operation[]): Json[] {
  const documents = readOtherwise(text).filter((each) => each !== null)
  return documents.map((each, at) =>
    at === place.document
      ? (applyOracle(structuredClone(each), structuredClone([...patch])).newDocument as Json)
      : each,
  )
}

function read(text: string): Json[] {
  return readOtherwise(text).filter((each) => each !== null)
}

/** How many lines of each text are not in what both begin and end with. */
function differing(before: string, after: string): [number, number] {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  const shorter = Math.min(old.length, fresh.length)
  let start = 0
  while (start < shorter && old[start] === fresh[start]) start += 1
  let end = 0
  while (end < shorter - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1
  return [old.length - start - end, fresh.length - start - end]
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/[\r,]+$/, '').trim())
    .filter((line) => line !== '')
    .toSorted()
}

const wordChanges = (place: Place): Operation => {
  const { value, pointer } = place
  const fresh =
    typeof value === 'string'
      ? value.replace(/[A-Za-z]+/, 'Changed')
      : typeof value === 'number'
        ? value + 1
        : !value
  return { op: 'replace', path: pointer, value: fresh }
}

function isWord({ value, pointer }: Place): boolean {
  // Another number is written in decimal.
  const isOctal = pointer.endsWith('/defaultMode')
  const isIdentity = /^\/(?:kind|apiVersion|metadata\/name(?:space)?)$/.test(pointer)
  if (isOctal || isIdentity || value === null || typeof value === 'object') return false
  if (typeof value === 'number') return Number.isSafeInteger(value)
  return typeof value !== 'string' || /[A-Za-z]/.test(value)
}

function checkWord(text: string, place: Place): void {
  const patch = wordChanges(place)
  const after = patched(text, place, patch)

  expect(differing(text, after)).toEqual([1, 1])
  expect(read(after)).toEqual(expected(text, place, patch))
  expect(patched(after, place, { op: 'replace', path: place.pointer, value: place.value })).toBe(text)
}

function checkMove(text: string, place: Place, from: number, to: number): void {
  const move = (a: number, b: number): Operation => ({
    op: 'move',
    from: `${place.pointer}/${a}`,
    path: `${place.pointer}/${b}`,
  })
  const after = patched(text, place, move(from, to))

  // Inside brackets on one line the same characters stand in another order.
  const [lines, others] = [linesOf(text), linesOf(after)]
  if (lines.length > 3 && differing(text, after)[0] > 1) expect(others).toEqual(lines)
  else expect([...after].toSorted()).toEqual([...text].toSorted())
  expect(read(after)).toEqual(expected(text, place, move(from, to)))
  expect(patched(after, place, move(to, from))).toBe(text)
}

function checkRemoval(text: string, place: Place, at: number): void {
  const remove: Operation = { op: 'remove', path: `${place.pointer}/${at}` }
  const after = patched(text, place, remove)

  const [old, fresh] = differing(text, after)
  if (place.size > 1) expect(fresh).toBeLessThanOrEqual(Math.min(old, 1))
  expect(read(after)).toEqual(expected(text, place, remove))
  expect(mergeThreeWay(after, after, text)).toEqual({ ok: true, value: { text, conflicts: [] } })
}

function checkAddition(text: string, place: Place): void {
  const added = { name: 'added', list: ['a: b', 1, null], text: 'one\ntwo' }
  const path = Array.isArray(place.value) ? `${place.pointer}/0` : `${place.pointer}/zzAdded`
  const after = patched(text, place, { op: 'add', path, value: added })

  const [old] = differing(text, after)
  expect(old).toBeLessThanOrEqual(1)
  expect(read(after)).toEqual(expected(text, place, { op: 'add', path, value: added }))
  if (place.size > 0) expect(patched(after, place, { op: 'remove', path })).toBe(text)
}

function check({ text }: RealisticDocument, number: number): void {
  const places = placesIn(text)
  const nth = <T>(list: readonly T[]): T | undefined => list[(number * 7919) % Math.max(list.length, 1)]
  const word = nth(places.filter(isWord))
  const lists = places.filter(({ value, size }) => Array.isArray(value) && size > 1)
  const list = nth(lists)
  const container = nth(
    places.filter(({ value, pointer }) => typeof value === 'object' && value !== null && pointer !== ''),
  )
  if (word) checkWord(text, word)
  if (list && number % 2 === 0) checkMove(text, list, number % list.size, (number + 1) % list.size)
  if (list && number % 2 === 1) checkRemoval(text, list, number % list.size)
  if (container) checkAddition(text, container)
}

describe('realistic documents', () => {
  const documents = realisticDocuments(324)

  it('are more than three hundred, all different', () => {
    expect(new Set(documents.map(({ text }) => text)).size).toBeGreaterThan(300)
  })

  it.each(Array.from({ length: 18 }, (_, at) => at))(
    'change only where a patch says, by a second reader: part %i',
    (part) => {
      for (const [number, document] of documents.entries()) {
        if (number % 18 !== part) continue
        try {
          check(document, number)
        } catch (error) {
          throw new Error(`${document.name}: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error,
          })
        }
      }
    },
  )

  it('may have two million characters', () => {
    const text = definition(randomFrom(7), 7_500)
    expect(text.length).toBeGreaterThan(1_800_000)
    const fields = [{ path: 'spec.scope', value: 'Cluster' }]

    const after = applyPatch(text, { kind: 'set-fields', fields })

    expect(after.ok && after.value.text === text.replace('scope: Namespaced', 'scope: Cluster')).toBe(true)
  })
})
