import { unreachable } from '#lib/base/unreachable.ts'
import type { Span } from '#lib/where/ast.ts'
import { type Entity, isMap } from '#lib/where/attributes.ts'
import { attributeMenu, operatorMenu, typeOf } from '#lib/where/builder.ts'
import { kindOf, operators, spellingSource, spellings } from '#lib/where/operators.ts'

type Completion = {
  readonly label: string
  readonly insert: string
  readonly detail: string
  readonly kind: 'attribute' | 'operator' | 'value' | 'connective'
}

/** Values seen in the fleet, by attribute as written (`Slug`, `Space.Labels.Environment`). */
export type KnownValues = Readonly<Record<string, readonly string[]>>

export type Completions = {
  /** What an accepted completion replaces. */ readonly span: Span
  readonly items: readonly Completion[]
}

/** What may stand at the cursor; works on unfinished and broken text. Inside quotes only known values are offered. */
export function complete(text: string, cursor: number, entity: Entity, known: KnownValues = {}): Completions {
  const before = text.slice(0, cursor)
  const place = placeOf(before)
  switch (place.kind) {
    case 'attribute':
      return {
        span: { start: cursor - place.typed.length, end: cursor },
        items: attributesFor(place.typed, entity, known),
      }
    case 'operator':
      return {
        span: { start: cursor - place.typed.length, end: cursor },
        items: operatorsFor(place.attribute, place.typed, entity),
      }
    case 'value':
      return {
        span: { start: cursor - place.typed.length, end: cursor },
        items: valuesFor(place, entity, known),
      }
    case 'connective':
      return {
        span: { start: cursor - place.typed.length, end: cursor },
        items: connectives.filter(({ label }) => label.startsWith(place.typed)),
      }
    default:
      return unreachable(place)
  }
}

const connectives: readonly Completion[] = [
  { label: 'AND', insert: 'AND ', detail: 'and also', kind: 'connective' },
]

type Place =
  | { kind: 'attribute'; typed: string }
  | { kind: 'operator'; attribute: string; typed: string }
  | { kind: 'value'; attribute: string; typed: string; quoted: boolean }
  | { kind: 'connective'; typed: string }

const name = '(?:LEN\\([A-Za-z][\\w./*-]*\\)|[A-Za-z][\\w./*-]*)'
const isNull = spellingSource(spellings.filter((op) => kindOf(op) === 'null'))
const operator = spellingSource(spellings.filter((op) => kindOf(op) !== 'null'))

/** Where the cursor is within the last, unfinished condition. */
function placeOf(before: string): Place {
  const condition = lastCondition(before)
  const value = new RegExp(`^\\s*(${name})\\s*${operator}\\s*(?:\\((?:[^()]*,)?\\s*)?('[^']*|[\\w-]*)$`).exec(
    condition,
  )
  if (value)
    return {
      kind: 'value',
      attribute: value[1] ?? '',
      typed: (value[2] ?? '').replace(/^'/, ''),
      quoted: (value[2] ?? '').startsWith("'"),
    }
  const complete = new RegExp(
    `^\\s*${name}\\s*(?:${operator}\\s*(?:'[^']*'|\\d+|true|false|\\([^)]*\\))|${isNull})\\s+(\\w*)$`,
  ).exec(condition)
  if (complete) return { kind: 'connective', typed: complete[1] ?? '' }
  const named = new RegExp(`^\\s*(${name})\\s+([A-Z<>=!~? ]*)$`).exec(condition)
  if (named) return { kind: 'operator', attribute: named[1] ?? '', typed: named[2] ?? '' }
  return { kind: 'attribute', typed: /[\w./*-]*$/.exec(condition)?.[0] ?? '' }
}

/** Text after the last AND that is not inside quotes. */
function lastCondition(before: string): string {
  let start = 0
  let quoted = false
  for (let at = 0; at < before.length; at += 1) {
    if (before.charAt(at) === "'") quoted = !quoted
    if (!quoted && /^\sAND\s/.test(before.slice(at, at + 5))) start = at + 5
  }
  return before.slice(start)
}

function attributesFor(typed: string, entity: Entity, known: KnownValues): Completion[] {
  const keyed = Object.keys(known)
    .filter((attribute) => attribute.includes('.') && isLike(attribute, typed))
    .map(
      (attribute): Completion => ({
        label: attribute,
        insert: `${attribute} `,
        detail: 'seen in this fleet',
        kind: 'attribute',
      }),
    )
  const plain = attributeMenu(entity)
    .filter((choice) => isLike(choice.name, typed))
    .map(
      (choice): Completion => ({
        label: choice.name,
        insert: choice.needsKey ? choice.name : `${choice.name} `,
        detail: choice.doc,
        kind: 'attribute',
      }),
    )
  return [...keyed, ...plain].sort((a, b) => rank(a.label, typed) - rank(b.label, typed))
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

function valuesFor(
  place: { attribute: string; typed: string; quoted: boolean },
  entity: Entity,
  known: KnownValues,
): Completion[] {
  const type = typeOf(place.attribute, entity)
  const candidates = type === 'bool' ? ['true', 'false'] : (known[place.attribute] ?? [])
  const plain = type === 'bool' || type === 'int' || place.quoted
  if (type !== undefined && isMap(type)) return []
  return candidates
    .filter((candidate) => candidate !== place.typed && isLike(candidate, place.typed))
    .map((candidate) => ({
      label: candidate,
      insert: plain ? candidate : `'${candidate}'`,
      detail: 'seen in this fleet',
      kind: 'value',
    }))
}
