import { type ASTNode, Environment, Optional } from '@marcbachmann/cel-js'
import { linearPattern } from '#hub/expressions/linear-pattern.ts'
import { wholeNumber } from '#lib/base/exact-number.ts'
import type { Json } from '#lib/base/json.ts'
import type { Outcome } from '#lib/base/result.ts'

/** Evaluates an expression for the values of its variables. */
export type CelExpression = (variables: Readonly<Record<string, Json>>) => Outcome<unknown>

const maxLength = 10_000
const maxNesting = 3
const loops = new Set(['all', 'exists', 'exists_one', 'map', 'filter', 'bind'])

// Lists and maps in a result may mix types.
const options = {
  enableOptionalTypes: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 2000, maxDepth: 60 },
}
/** Replaces `matches`: the library runs JavaScript's regular expressions, where CEL requires RE2. */
const matchesLinear = 'matchesRE2'

const environments = {
  /** `r` and `object` are the resource. */
  resource: environment().registerVariable('r', 'dyn').registerVariable('object', 'dyn'),
  /** The Unit that a function runs on, and the parameters it is given. */
  argument: environment().registerVariable('params', 'dyn').registerVariable('functionContext', 'dyn'),
  /** The members of an extended entity, each under its own name. */
  entity: environment({ unlistedVariablesAreDyn: true }),
}

function environment(more: ConstructorParameters<typeof Environment>[0] = {}): Environment {
  return new Environment({ ...options, ...more }).registerFunction(
    `string.${matchesLinear}(string): bool`,
    (text: string, pattern: string) => linearPattern(pattern).test(text),
  )
}

/** The expression parsed last, because one call runs it on every unit. */
let last: { readonly key: string; readonly read: Outcome<CelExpression> } | undefined

/**
 * Parses a CEL expression (https://github.com/google/cel-spec); `types` are the allowed types of its result, any when
 * absent.
 */
export function celExpression(
  text: string,
  about: keyof typeof environments,
  types?: readonly string[],
): Outcome<CelExpression> {
  const key = `${about} ${types?.join(' ')}: ${text}`
  if (last?.key !== key) last = { key, read: readExpression(text, about, types) }
  return last.read
}

/** The same about one resource, `r` and `object` in the expression. */
export function resourceExpression(
  text: string,
  types?: readonly string[],
): Outcome<(resource: Json) => Outcome<unknown>> {
  const read = celExpression(text, 'resource', types)
  return read.ok ? { ok: true, value: (resource) => read.value({ r: resource, object: resource }) } : read
}

function readExpression(
  text: string,
  about: keyof typeof environments,
  types: readonly string[] | undefined,
): Outcome<CelExpression> {
  if (text.length > maxLength) return { ok: false, message: `At most ${maxLength} characters` }
  try {
    const parsed = parseLinear(environments[about], text)
    if (parsed === undefined) return { ok: false, message: 'A comment stands before the name of a function' }
    const checked = parsed.check()
    if (!checked.valid) return { ok: false, message: messageOf(checked.error) }
    const { type = 'dyn' } = checked
    if (types && ![...types, 'dyn'].some((each) => type === each || type.startsWith(`${each}<`)))
      return { ok: false, message: `The expression returns ${type}; it must return ${types.join(' or ')}` }
    if (nesting(parsed.ast) > maxNesting)
      return { ok: false, message: `Loops (${[...loops].join(', ')}) may nest at most ${maxNesting} deep` }
    return { ok: true, value: (variables) => evaluate(parsed, variables) }
  } catch (cause) {
    return { ok: false, message: messageOf(cause) }
  }
}

/** Parses an expression with each call of `matches` renamed in place; undefined when one of them was not found. */
function parseLinear(environment: Environment, text: string) {
  const plain = environment.parse(text)
  const calls = callsOfMatches(plain.ast)
  if (calls.length === 0) return plain
  let renamed = text
  for (const end of calls.toSorted((a, b) => b - a)) {
    const place = renamed.indexOf('matches', end)
    renamed = `${renamed.slice(0, place)}${matchesLinear}${renamed.slice(place + 'matches'.length)}`
  }
  const linear = environment.parse(renamed)
  return callsOfMatches(linear.ast).length === 0 ? linear : undefined
}

/** The ends of the receivers of all calls of `matches`. */
function callsOfMatches(node: unknown): number[] {
  if (Array.isArray(node)) return node.flatMap(callsOfMatches)
  if (typeof node !== 'object' || node === null || !('op' in node)) return []
  const { op, args } = node as ASTNode
  const own = op === 'rcall' && args[0] === 'matches' ? [args[1].end] : []
  return [...own, ...callsOfMatches(args)]
}

function evaluate(
  parsed: (context: Record<string, unknown>) => unknown,
  variables: Readonly<Record<string, Json>>,
): Outcome<unknown> {
  const context = Object.entries(variables).map(([name, value]) => [name, celValue(value)])
  try {
    return { ok: true, value: parsed(Object.fromEntries(context)) }
  } catch (cause) {
    return { ok: false, message: messageOf(cause) }
  }
}

/** CEL tells whole numbers (BigInt here) from fractions; JSON does not. */
function celValue(value: Json): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map(celValue)
  if (typeof value !== 'object' || value === null) return value
  return new Map(Object.entries(value).map(([key, member]) => [key, celValue(member)]))
}

/** A result of CEL as JSON: times in RFC 3339, durations as `3600s`, bytes in base64. */
export function jsonValue(value: unknown): Json {
  if (typeof value === 'bigint') return wholeNumber(value)
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (Array.isArray(value)) return value.map(jsonValue)
  if (value instanceof Map) return jsonMap([...value])
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (value instanceof Optional) return jsonValue(value.orValue(null))
  // A type, a duration, an unsigned number.
  if (isInstance(value)) return String(value)
  if (typeof value === 'object' && value !== null) return jsonMap(Object.entries(value))
  return null
}

function isInstance(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype !== Object.prototype && prototype !== null
}

function jsonMap(entries: readonly (readonly [unknown, unknown])[]): Json {
  return Object.fromEntries(entries.map(([key, member]) => [String(key), jsonValue(member)]))
}

/** How deeply loops over lists are nested: each level multiplies the time of an evaluation. */
function nesting(node: unknown): number {
  if (Array.isArray(node)) return Math.max(0, ...node.map(nesting))
  if (typeof node !== 'object' || node === null || !('op' in node)) return 0
  const { op, args } = node as ASTNode
  const own = op === 'rcall' && loops.has(args[0]) ? 1 : 0
  return own + nesting(args)
}

function messageOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause)
  return (text.split('\n')[0] ?? text).replaceAll(matchesLinear, 'matches')
}
