import type { DataTerm, WhereData } from '#lib/where/ast.ts'
import { type Chip, chipsOf, replaceCondition, withoutCondition, withTerm } from '#lib/where/boolean/chips.ts'
import { type Conditions, printConditions } from '#lib/where/boolean/conditions.ts'
import type { CheckedTerm } from '#lib/where/check.ts'
import { type DataChip, dataChipsOf } from '#lib/where/data-builder.ts'
import { printDataTerm, printWhereData } from '#lib/where/print.ts'

/** A query that can be asked: conditions on units, conditions on what is in documents, and their resource type. */
export type Query = { readonly where: Conditions; readonly data: WhereData; readonly type: string }

/** The same as the address has it. */
export type QueryTexts = { readonly where: string; readonly data: string; readonly type: string }

/** One part of a query, as a bar of chips shows it; together they are the whole of it. */
export type QueryChip =
  | ({ readonly on: 'unit'; readonly index: number } & Chip)
  | { readonly on: 'type'; readonly text: string }
  | ({ readonly on: 'content'; readonly index: number } & DataChip)

export type QueryTerm =
  | { readonly on: 'unit'; readonly term: CheckedTerm }
  | { readonly on: 'content'; readonly term: DataTerm }

/** Conditions on units come first; the resource type stands before what is asked of such resources. */
export function queryChips({ where, data, type }: Query): QueryChip[] {
  const asked = type.trim()
  return [
    ...chipsOf(where).map((chip, index) => ({ on: 'unit' as const, index, ...chip })),
    ...(asked === '' ? [] : [{ on: 'type' as const, text: asked }]),
    ...dataChipsOf(data).map((chip, index) => ({ on: 'content' as const, index, ...chip })),
  ]
}

export function queryTexts({ where, data, type }: Query): QueryTexts {
  return { where: printConditions(where), data: printWhereData(data), type: type.trim() }
}

/** The query with one condition more; an equal one is not added twice. */
export function withQueryTerm(query: Query, added: QueryTerm): QueryTexts {
  const texts = queryTexts(query)
  if (added.on === 'unit') return { ...texts, where: withTerm(query.where, added.term) }
  const text = printDataTerm(added.term)
  const { terms } = query.data
  return terms.some((other) => printDataTerm(other) === text)
    ? texts
    : { ...texts, data: printWhereData({ terms: [...terms, added.term] }) }
}

export function withoutChip(query: Query, chip: QueryChip): QueryTexts {
  const texts = queryTexts(query)
  if (chip.on === 'unit') return { ...texts, where: withoutCondition(query.where, chip.index) }
  if (chip.on === 'type') return { ...texts, type: '' }
  return { ...texts, data: printWhereData(without(query.data, chip.index)) }
}

/** The query with another condition in the place of a chip, or at the end of those that it belongs to. */
export function withChipReplaced(query: Query, chip: QueryChip, by: QueryTerm): QueryTexts {
  const texts = queryTexts(query)
  if (chip.on === 'unit' && by.on === 'unit')
    return { ...texts, where: replaceCondition(query.where, chip.index, by.term) }
  if (chip.on === 'content' && by.on === 'content') {
    const terms = query.data.terms.map((other, at) => (at === chip.index ? by.term : other))
    return { ...texts, data: printWhereData({ terms }) }
  }
  const left = withoutChip(query, chip)
  return by.on === 'unit'
    ? { ...left, where: withTerm(query.where, by.term) }
    : { ...left, data: withQueryTerm(query, by).data }
}

function without({ terms }: WhereData, index: number): WhereData {
  return { terms: terms.filter((_, other) => other !== index) }
}
