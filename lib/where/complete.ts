import { unreachable } from '#lib/base/unreachable.ts'
import type { Span } from '#lib/where/ast.ts'
import { type AttributeType, type Entity, isMap } from '#lib/where/attributes.ts'
import { operatorMenu, typeOf } from '#lib/where/builder.ts'
import { type Place, placeOf, type ValuePlace } from '#lib/where/complete-place.ts'
import { attributeMenu } from '#lib/where/menus/attribute-menu.ts'
import { countedMenu, listMenu } from '#lib/where/menus/list-menu.ts'
import { operators } from '#lib/where/operators.ts'

type Completion = {
  readonly label: string
  readonly insert: string
  readonly detail: string
  readonly kind: 'attribute' | 'operator' | 'value' | 'connective' | 'sign'
}

/** Values seen in the fleet, by attribute as written (`Slug`, `Space.Labels.Environment`). */
export type KnownValues = Readonly<Record<string, readonly string[]>>

/** What is said of a value, such as how many units have it; a value is found by it as well. */
export type SaidOf = (attribute: string, value: string) => string | undefined

export type Completions = {
  /** What an accepted completion replaces. */ readonly span: Span
  readonly items: readonly Completion[]
}

/** What may stand at the cursor; works on unfinished and broken text. Inside quotes only known values are offered. */
export function complete(
  text: string,
  cursor: number,
  entity: Entity,
  known: KnownValues = {},
  said: SaidOf = () => undefined,
): Completions {
  const place = placeOf(text.slice(0, cursor))
  const items = itemsFor(place, entity, known, said)
  const byLabel = new Map(items.toReversed().map((item) => [item.label, item]))
  return {
    span: { start: cursor - place.typed.length, end: cursor },
    // The first of those with one label.
    items: items.filter((item) => byLabel.get(item.label) === item),
  }
}

/** The attribute whose values may stand at the cursor, or the map whose keys may. */
export function askedAt(text: string, cursor: number): string | undefined {
  const place = placeOf(text.slice(0, cursor))
  if (place.kind === 'value') return place.attribute
  const [map] = place.kind === 'attribute' ? (/^.*\bLabels\.|^Annotations\./.exec(place.typed) ?? []) : []
  return map
}

function itemsFor(place: Place, entity: Entity, known: KnownValues, said: SaidOf): readonly Completion[] {
  switch (place.kind) {
    case 'attribute':
      return attributesFor(place.typed, entity, known)
    case 'counted':
      return countedFor(place.typed, entity)
    case 'operator':
      return operatorsFor(place.attribute, place.typed, entity)
    case 'value':
      return valuesFor(place, entity, known, said)
    case 'list':
      return signs([', ', 'another value'], [')', 'the end of the list'])
    case 'connective':
      return connectivesFor(place)
    default:
      return unreachable(place)
  }
}

function signs(...offered: readonly (readonly [insert: string, detail: string])[]): Completion[] {
  return offered.map(([insert, detail]) => ({ label: insert.trim(), insert, detail, kind: 'sign' }))
}

function connectivesFor({ typed, isInGroup, isTight }: Extract<Place, { kind: 'connective' }>): Completion[] {
  // The rarer ones only when they are asked for.
  const words = typed.startsWith('I') ? truths : joining
  const wanted = typed.replaceAll(/\s+/g, ' ')
  const offered = words
    .filter(([label]) => label.startsWith(wanted))
    .map(([label, detail]): Completion => {
      return { label, insert: `${isTight ? ' ' : ''}${label} `, detail, kind: 'connective' }
    })
  return [...offered, ...(isInGroup && typed === '' ? signs([') ', 'the end of the group']) : [])]
}

const joining = [
  ['AND', 'and also'],
  ['OR', 'or else'],
] as const
const truths = ['IS TRUE', 'IS NOT TRUE', 'IS FALSE', 'IS NOT FALSE'].map(
  (label) => [label, 'decides what an absent value means'] as const,
)

function attributesFor(typed: string, entity: Entity, known: KnownValues): Completion[] {
  const keyed = Object.keys(known)
    .filter((attribute) => attribute.includes('.') && isLike(attribute, typed))
    .map((attribute) => attributeItem(attribute, 'seen in this fleet'))
  const plain = [...attributeMenu(entity), ...listMenu(entity)]
    .filter((choice) => isLike(choice.name, typed))
    .map(({ name: label, doc, needsKey = false }): Completion => {
      return needsKey ? { label, insert: label, detail: doc, kind: 'attribute' } : attributeItem(label, doc)
    })
  const count: Completion = {
    label: 'LEN(',
    insert: 'LEN(',
    detail: 'number of entries of a map or a list',
    kind: 'attribute',
  }
  return [...keyed, ...plain, ...(isLike('LEN(', typed) ? [count] : [])].sort(
    (a, b) => rank(a.label, typed) - rank(b.label, typed),
  )
}

function attributeItem(label: string, detail: string): Completion {
  return { label, insert: `${label} `, detail, kind: 'attribute' }
}

function countedFor(typed: string, entity: Entity): Completion[] {
  return countedMenu(entity)
    .filter(({ name }) => isLike(name, typed))
    .map(({ name, doc }) => ({ label: name, insert: `${name}) `, detail: doc, kind: 'attribute' }))
}

function isLike(candidate: string, typed: string): boolean {
  return candidate.toLowerCase().includes(typed.toLowerCase())
}

function rank(label: string, typed: string): number {
  if (label.startsWith(typed)) return 0
  return label.toLowerCase().startsWith(typed.toLowerCase()) ? 1 : 2
}

function operatorsFor(attribute: string, typed: string, entity: Entity): Completion[] {
  return operatorMenu(attribute, entity)
    .filter((candidate) => candidate.startsWith(typed.trim()))
    .map((candidate) => ({
      label: candidate,
      insert: `${candidate} `,
      detail: operators[candidate].words,
      kind: 'operator',
    }))
}

/** What a value looks like, where none is known. */
const forms: Readonly<Partial<Record<AttributeType, readonly [insert: string, detail: string]>>> = {
  string: ["''", 'text in single quotes'],
  uuid: ["''", 'an id in single quotes'],
  int: ['1', 'a number, without quotes'],
  time: ["'2026-01-31'", 'a day, or a time such as 2026-01-31T08:00:00Z'],
}

function valuesFor(place: ValuePlace, entity: Entity, known: KnownValues, said: SaidOf): Completion[] {
  const type = typeOf(place.attribute, entity)
  if (type === undefined || (isMap(type) && !place.asksKey)) return []
  if (place.isList && !place.isOpen) return signs(['(', 'the list of values'])
  const seen = seenValues(place, type, known, said)
  if (place.quoted) return seen
  if (place.typed === '' && seen.length === 0) return [formOf(place.asksKey ? 'string' : type)]
  return place.asksKey || place.isList ? seen : [...seen, ...others(place, type, entity)]
}

function formOf(type: AttributeType): Completion {
  const [insert, detail] = forms[type] ?? ["''", 'text in single quotes']
  return { label: insert, insert, detail, kind: 'value' }
}

function seenValues(
  { attribute, typed, quoted, asksKey }: ValuePlace,
  type: AttributeType,
  known: KnownValues,
  said: SaidOf,
): Completion[] {
  const inFleet = asksKey ? keysOf(attribute, known) : (known[attribute] ?? [])
  const candidates = type === 'bool' ? ['true', 'false'] : inFleet
  const plain = type === 'bool' || type === 'int' || quoted
  return candidates
    .filter((candidate) => candidate !== typed)
    .map((candidate) => ({ candidate, detail: said(attribute, candidate) }))
    .filter(({ candidate, detail = '' }) => isLike(candidate, typed) || isLike(detail, typed))
    .map(({ candidate, detail = 'seen in this fleet' }) => {
      const insert = plain ? candidate : `'${candidate}'`
      return { label: candidate, insert, detail, kind: 'value' }
    })
}

function keysOf(attribute: string, known: KnownValues): string[] {
  const prefix = `${attribute}.`
  return Object.keys(known).flatMap((other) => (other.startsWith(prefix) ? [other.slice(prefix.length)] : []))
}

/** Attributes to compare with, once a name is begun. */
function others(
  { typed, attribute }: { typed: string; attribute: string },
  type: AttributeType,
  entity: Entity,
): Completion[] {
  if (!/^[A-Z]/.test(typed)) return []
  return attributeMenu(entity)
    .filter((choice) => choice.type === type && choice.name !== attribute && isLike(choice.name, typed))
    .map(({ name: label, doc }) => attributeItem(label, doc))
}
