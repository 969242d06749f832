import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseComputed, printComputed } from '#lib/where/computed/computed.ts'
import { meets } from '#lib/where/computed/meets.ts'

const name = fc.stringMatching(/^get-[a-z]{1,6}$/)
const given = fc.array(fc.stringMatching(/^[\w./:=-]{1,8}$/), { maxLength: 3 })
const text = fc.stringMatching(/^[\w ./-]{0,8}$/)
const condition = fc.oneof(
  fc
    .tuple(fc.constantFrom('=', '!=', '<', '<=', '>', '>='), fc.nat({ max: 99_999 }))
    .map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom('=', '!=', 'LIKE'), text).map(([op, value]) => `${op} '${value}'`),
  fc
    .tuple(fc.constantFrom('IN', 'NOT IN'), fc.array(text, { minLength: 1, maxLength: 3 }))
    .map(([op, values]) => `${op} (${values.map((value) => `'${value}'`).join(', ')})`),
)
const term = fc.tuple(name, given, condition).map(([fn, args, rest]) => `${fn}(${args.join(' ')}) ${rest}`)

it('what is printed is read as the same conditions', () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 4 }), (terms) => {
      const read = parseComputed(terms.join(' AND '))
      expect(read.ok).toBe(true)
      if (!read.ok) return
      expect(read.value.terms).toHaveLength(terms.length)
      expect(printComputed(read.value)).toBe(terms.join(' AND '))
    }),
  )
})

function problemOf(typed: string) {
  const read = parseComputed(typed)
  return read.ok ? undefined : { at: typed.slice(read.error.span.start, read.error.span.end), ...read.error }
}

it.each([
  ['Slug = 3', 'Slug = 3', 'begins with a function'],
  ['get-replicas()', '', 'needs an operator'],
  ['get-replicas() AND get-x() = 1', '', 'needs an operator'],
  ['get-replicas().a = 1', 'get-replicas().a = 1', 'come an operator and a value'],
  ['get-replicas()s = 1', 'get-replicas()s = 1', 'come an operator and a value'],
  ['get-replicas() < 2 OR get-x() = 1', 'OR', ''],
  ['get-x() = 1 AND get-replicas() IS NULL', 'IS', 'IS belongs'],
  [
    "get-x() LIKE '%' AND get-x() < 1 AND get-x() < 2 AND get-x() < 3 AND get-x() < 4",
    ' get-x() < 4',
    'At most 4',
  ],
])('says what is wrong with %s, and where', (typed, at, message) => {
  const problem = problemOf(typed)
  expect(problem?.message).toContain(message)
  expect(problem?.at.trim()).toBe(at.trim())
})

it('a repair leaves the other conditions as they were', () => {
  const typed = "get-a() = 1 AND get-b(x y) == 'z' AND get-c() > 2"
  expect(problemOf(typed)?.repair?.text).toBe("get-a() = 1 AND get-b(x y) = 'z' AND get-c() > 2")
})

it.each([
  ['get-x() < 2', 1, true],
  ['get-x() < 2', 2, false],
  ['get-x() < 2', '1', false],
  ["get-x() = '1'", '1', true],
  ["get-x() LIKE 'a%'", 'abc', true],
  ["get-x() NOT IN ('a')", 'b', true],
  ['get-x() > 1', 9223372036854775807n, true],
  ['get-x() != 1', null, false],
])('%s of %s is %s', (typed, value, expected) => {
  const read = parseComputed(typed)
  expect(read.ok && read.value.terms.map((each) => meets(each, value))).toEqual([expected])
})
