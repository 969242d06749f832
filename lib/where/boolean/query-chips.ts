import { unreachable } from '#lib/base/unreachable.ts'
import type { DataTerm, WhereData } from '#lib/where/ast.ts'
import { type Chip, chipsOf, replaceCondition, withTerm } from '#lib/where/boolean/chips.ts'
import { type Conditions, printConditions } from '#lib/where/boolean/conditions.ts'
import type { CheckedTerm } from '#lib/where/check.ts'
import {
  type Computed,
  type ComputedTerm,
  printComputed,
  printComputedTerm,
} from '#lib/where/computed/computed.ts'
import { computedChipsOf } from '#lib/where/computed/computed-chips.ts'
import { type DataChip, dataChipsOf } from '#lib/where/data-builder.ts'
import { printDataTerm, printWhereData } from '#lib/where/print.ts'

/**
 * A query that can be asked: conditions on units, conditions on what is in documents with their resource type, and those
 * that are computed here.
 */
export type Query = {
  readonly where: Conditions
  readonly data: WhereData
  readonly type: string
  readonly computed: Computed
}

/** The same as the address has it. */
export type QueryTexts = Readonly<Record<keyof Query, string>>

/** One part of a query, as a bar of chips shows it; together they are the whole of it. */
export type QueryChip =
  | ({ readonly on: 'unit'; readonly index: number } & Chip)
  | { readonly on: 'type'; readonly text: string }
  | ({ readonly on: 'content'; readonly index: number } & DataChip)
  | ({ readonly on: 'computed'; readonly index: number } & DataChip)

export type QueryTerm =
  | { readonly on: 'unit'; readonly term: CheckedTerm }
  | { readonly on: 'content'; readonly term: DataTerm }
  | { readonly on: 'computed'; readonly term: ComputedTerm }

/** Conditions on units come first; the resource type stands before what is asked of such resources. */
export function queryChips({ where, data, type, computed }: Query): QueryChip[] {
  const asked = type.trim()
  return [
    ...chipsOf(where).map((chip, index) => ({ on: 'unit' as const, index, ...chip })),
    ...(asked === '' ? [] : [{ on: 'type' as const, text: asked }]),
    ...dataChipsOf(data).map((chip, index) => ({ on: 'content' as const, index, ...chip })),
    ...computedChipsOf(computed).map((chip, index) => ({ on: 'computed' as const, index, ...chip })),
  ]
}

export function queryTexts({ where, data, type, computed }: Query): QueryTexts {
  return {
    where: printConditions(where),
    data: printWhereData(data),
    type: type.trim(),
    computed: printComputed(computed),
  }
}

/** The query with one condition more; an equal one is not added twice. */
export function withQueryTerm(query: Query, added: QueryTerm): QueryTexts {
  const texts = queryTexts(query)
  switch (added.on) {
    case 'unit':
      return { ...texts, where: withTerm(query.where, added.term) }
    case 'content': {
      const terms = withOne(query.data.terms, added.term, printDataTerm)
      return { ...texts, data: printWhereData({ terms }) }
    }
    case 'computed': {
      const terms = withOne(query.computed.terms, added.term, printComputedTerm)
      return { ...texts, computed: printComputed({ terms }) }
    }
    default:
      return unreachable(added)
  }
}

export function withoutChip(query: Query, chip: QueryChip): QueryTexts {
  return withoutChips(query, [chip])
}

export function withoutChips({ where, data, type, computed }: Query, gone: readonly QueryChip[]): QueryTexts {
  const left = <T>(on: QueryTerm['on'], parts: readonly T[]): readonly T[] => {
    const places = gone.flatMap((chip) => (chip.on === on ? chip.index : []))
    return parts.filter((_, index) => !places.includes(index))
  }
  return queryTexts({
    where: { ...where, all: left('unit', where.all) },
    data: { terms: left('content', data.terms) },
    type: gone.some(({ on }) => on === 'type') ? '' : type,
    computed: { terms: left('computed', computed.terms) },
  })
}

/** The query with another condition in the place of a chip, or at the end of those that it belongs to. */
export function withChipReplaced(query: Query, chip: QueryChip, by: QueryTerm): QueryTexts {
  const texts = queryTexts(query)
  if (chip.on === 'unit' && by.on === 'unit')
    return { ...texts, where: replaceCondition(query.where, chip.index, by.term) }
  if (chip.on === 'content' && by.on === 'content')
    return { ...texts, data: printWhereData({ terms: query.data.terms.with(chip.index, by.term) }) }
  if (chip.on === 'computed' && by.on === 'computed')
    return { ...texts, computed: printComputed({ terms: query.computed.terms.with(chip.index, by.term) }) }
  const { where, data, computed } = withQueryTerm(query, by)
  const left = withoutChip(query, chip)
  if (by.on === 'unit') return { ...left, where }
  return by.on === 'content' ? { ...left, data } : { ...left, computed }
}

function withOne<T>(terms: readonly T[], added: T, print: (term: T) => string): readonly T[] {
  const text = print(added)
  return terms.some((other) => print(other) === text) ? terms : [...terms, added]
}
