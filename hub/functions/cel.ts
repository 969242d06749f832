import { type ASTNode, Environment } from '@marcbachmann/cel-js'
import type { Json } from '#lib/config/patch.ts'

type Outcome<T> = { ok: true; value: T } | { ok: false; message: string }

export type CelExpression = (resource: Json) => Outcome<unknown>

const maxLength = 10_000
const maxNesting = 3
const loops = new Set(['all', 'exists', 'exists_one', 'map', 'filter', 'bind'])

// `r` and `object` are the resource. Lists and maps in an answer may mix types.
const environment = new Environment({
  enableOptionalTypes: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 2000, maxDepth: 60 },
})
  .registerVariable('r', 'dyn')
  .registerVariable('object', 'dyn')

/** The expression read last: one call runs it on every unit. */
let last: { readonly key: string; readonly read: Outcome<CelExpression> } | undefined

/** Reads a CEL expression about one resource; `types` are the types its answer may have. */
export function celExpression(text: string, types: readonly string[]): Outcome<CelExpression> {
  const key = `${types.join(' ')}: ${text}`
  if (last?.key !== key) last = { key, read: readExpression(text, types) }
  return last.read
}

function readExpression(text: string, types: readonly string[]): Outcome<CelExpression> {
  if (text.length > maxLength) return { ok: false, message: `At most ${maxLength} characters` }
  try {
    const parsed = environment.parse(text)
    const checked = parsed.check()
    if (!checked.valid) return { ok: false, message: messageOf(checked.error) }
    const { type = 'dyn' } = checked
    if (![...types, 'dyn'].some((each) => type === each || type.startsWith(`${each}<`)))
      return { ok: false, message: `The expression answers ${type}; it has to answer ${types.join(' or ')}` }
    if (nesting(parsed.ast) > maxNesting)
      return { ok: false, message: `Loops (${[...loops].join(', ')}) may nest at most ${maxNesting} deep` }
    return { ok: true, value: (resource) => evaluate(parsed, resource) }
  } catch (cause) {
    return { ok: false, message: messageOf(cause) }
  }
}

function evaluate(parsed: (context: Record<string, unknown>) => unknown, resource: Json): Outcome<unknown> {
  const r = celValue(resource)
  try {
    return { ok: true, value: parsed({ r, object: r }) }
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

/** An answer of CEL as JSON. */
export function jsonValue(value: unknown): Json {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (Array.isArray(value)) return value.map(jsonValue)
  if (value instanceof Map) return jsonMap([...value])
  if (typeof value === 'object' && value !== null) return jsonMap(Object.entries(value))
  return null
}

function jsonMap(entries: readonly (readonly [unknown, unknown])[]): Json {
  return Object.fromEntries(entries.map(([key, member]) => [String(key), jsonValue(member)]))
}

/** How deep loops over lists stand in each other: each level multiplies the time an answer takes. */
function nesting(node: unknown): number {
  if (Array.isArray(node)) return Math.max(0, ...node.map(nesting))
  if (typeof node !== 'object' || node === null || !('op' in node)) return 0
  const { op, args } = node as ASTNode
  const own = op === 'rcall' && loops.has(args[0]) ? 1 : 0
  return own + nesting(args)
}

function messageOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause)
  return text.split('\n')[0] ?? text
}
