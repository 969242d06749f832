import { type ASTNode, Environment, Optional } from '@marcbachmann/cel-js'
import { parseReplaced, withOwnNames, withReplacements } from '#hub/expressions/cel-macros.ts'
import { withQuantities } from '#hub/expressions/cel-quantity.ts'
import { wholeNumber } from '#lib/base/exact-number.ts'
import type { Json, JsonMap } from '#lib/base/json.ts'
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
const environments = {
  /** `r` and `object` are the resource. */
  resource: withResource(environment()),
  /** The same for a function, which can use everything that an argument can. */
  function: withUnit(withResource(environment())),
  /** The Unit that a function runs on, and the parameters it is given. */
  argument: withUnit(environment()),
  /** The members of an extended entity, each under its own name. */
  entity: environment({ unlistedVariablesAreDyn: true }),
}

function environment(more: ConstructorParameters<typeof Environment>[0] = {}): Environment {
  return withQuantities(withReplacements(new Environment({ ...options, ...more })))
}

function withResource(plain: Environment): Environment {
  return plain.registerVariable('r', 'dyn').registerVariable('object', 'dyn')
}

function withUnit(plain: Environment): Environment {
  return plain.registerVariable('params', 'dyn').registerVariable('functionContext', 'dyn')
}

/** Caches the expression parsed last, because one call runs it on every unit. */
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

/** What the expression of a function can use besides the resource. */
export type Beside = { readonly params?: JsonMap; readonly functionContext?: JsonMap }

/** The same for the expression of a function about one resource. */
export function resourceExpression(
  text: string,
  types?: readonly string[],
): Outcome<(resource: Json, beside?: Beside) => Outcome<unknown>> {
  const read = celExpression(text, 'function', types)
  if (!read.ok) return read
  return {
    ok: true,
    value: (resource, { params = {}, functionContext = {} } = {}) =>
      read.value({ r: resource, object: resource, params, functionContext }),
  }
}

function readExpression(
  text: string,
  about: keyof typeof environments,
  types: readonly string[] | undefined,
): Outcome<CelExpression> {
  if (text.length > maxLength) return { ok: false, message: `At most ${maxLength} characters` }
  try {
    const parsed = parseReplaced(environments[about], text)
    if (parsed === undefined)
      return { ok: false, message: 'There is a comment before the name of a function' }
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

/** CEL distinguishes integers (BigInt here) from floating-point numbers; JSON does not. */
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
  return withOwnNames(text.split('\n')[0] ?? text)
}
