import { unreachable } from '#lib/base/unreachable.ts'
import type { WhereResult } from '#lib/where/ast.ts'
import type { AttributeType, Entity } from '#lib/where/attributes.ts'
import { type CheckedTerm, readWhere } from '#lib/where/check.ts'
import { asked, isOrder, type Kind, type Operator, offered, operators } from '#lib/where/operators.ts'
import type { CheckedRef } from '#lib/where/resolve.ts'
import { fail } from '#lib/where/tokens.ts'
import { unwritable } from '#lib/where/typed-values.ts'

export type Draft = {
  /** With its key: `Labels.Tier`, `Space.Slug`, `LEN(Labels)`. */
  readonly attribute: string
  readonly operator: Operator
  readonly values: readonly string[]
}

/** The condition that a filled-in builder stands for; spans point into the printed condition. */
export function termFrom(draft: Draft, entity: Entity): WhereResult<CheckedTerm> {
  const bad = unwritable(draft.values)
  if (bad !== undefined) return fail(0, 0, bad)
  const type = typeOf(draft.attribute, entity)
  const wrong = draft.values.find((value) => type === 'int' && !/^\d+$/.test(value.trim()))
  if (wrong !== undefined)
    return fail(0, 0, `${draft.attribute} is a number, but ${wrong || 'nothing'} is not. Use digits only.`)
  const literals = draft.values.map((value) => literalText(value.trim(), type))
  const text = textOf(draft, literals)
  const read = readWhere(text, entity)
  if (!read.ok) return read
  const [term] = read.value.terms
  return term === undefined || read.value.terms.length > 1
    ? fail(0, text.length, 'Name an attribute, an operator and a value.')
    : { ok: true, value: term }
}

function textOf({ attribute, operator }: Draft, literals: readonly string[]): string {
  const { kind } = operators[operator]
  switch (kind) {
    case 'null':
      return `${attribute} ${operator}`
    case 'in':
      return `${attribute} ${operator} (${literals.join(', ')})`
    case 'equality':
    case 'order':
    case 'like':
    case 'regex':
    case 'has':
      return `${attribute} ${operator} ${literals[0] ?? ''}`
    default:
      return unreachable(kind)
  }
}

function literalText(value: string, type: AttributeType | undefined): string {
  if (type === 'int') return value
  if (type === 'bool') return value.toLowerCase()
  return `'${value}'`
}

/** The type that values of an attribute have, `undefined` while the name is not finished. */
export function typeOf(attribute: string, entity: Entity): AttributeType | undefined {
  const inner = /^LEN\((.*)\)$/.exec(attribute)
  if (inner) return 'int'
  const read = readWhere(`${attribute} IS NULL`, entity)
  const [term] = read.ok ? read.value.terms : []
  return term?.left.type
}

/** Operators an attribute takes, the likeliest first; keys of maps may be absent, so they can be asked for that. */
export function operatorMenu(attribute: string, entity: Entity): readonly Operator[] {
  const type = typeOf(attribute, entity)
  if (type === undefined) return []
  const read = readWhere(`${attribute} IS NULL`, entity)
  const left = read.ok ? read.value.terms[0]?.left : undefined
  const kinds: readonly Kind[] =
    left !== undefined && mayBeAbsent(left) ? [...asked[type], 'null'] : asked[type]
  const choices = kinds.flatMap((kind) => offered.filter((op) => operators[op].kind === kind))
  // The number of entries is compared, and nothing else (contract 6.1).
  const menu = attribute.startsWith('LEN(') ? choices.filter(isOrder) : choices
  return type === 'time' ? menu.toSorted(byLikelihood) : menu
}

/** Keys of maps, ids, and whatever belongs to an entity that may not be there. */
function mayBeAbsent({ key, type, relation }: CheckedRef): boolean {
  return key !== undefined || type === 'uuid' || (relation !== undefined && relation !== 'Space')
}

/** Times are asked for "since" above all. */
function byLikelihood(a: Operator, b: Operator): number {
  return Number(b === '>=') - Number(a === '>=')
}
