import { unreachable } from '#lib/base/unreachable.ts'
import type { Entity } from '#lib/where/attributes.ts'
import {
  type Condition,
  type Conditions,
  printCondition,
  printConditions,
} from '#lib/where/boolean/conditions.ts'
import { type Draft, termFrom } from '#lib/where/builder.ts'
import type { CheckedTerm } from '#lib/where/check.ts'
import { plain } from '#lib/where/operators.ts'
import { printLiteral, printRef, printTerm } from '#lib/where/print.ts'
import { typedText, typedValues } from '#lib/where/typed-values.ts'

/** One condition as a chip shows it. `text` is the condition itself, so nothing is lost between the two views. */
export type Chip = {
  readonly text: string
  /** What the fields of an editor say; absent where they cannot say it, and then the chip is its text. */
  readonly fields?: Draft
}

export function chipsOf({ all, entity }: Conditions): Chip[] {
  // The text is that of a condition among others: a group has its parentheses.
  return all.map((condition) => ({ text: printCondition(condition), ...fieldsOf(condition, entity) }))
}

function fieldsOf(condition: Condition, entity: Entity): Pick<Chip, 'fields'> {
  if (condition.kind !== 'term' || condition.term.truth !== undefined) return {}
  const fields = draftOf(condition.term)
  return fields !== undefined && saysAll(fields, condition.term, entity) ? { fields } : {}
}

/** Blanks around a value, for example, would be gone after an editor was closed. */
function saysAll(fields: Draft, term: CheckedTerm, entity: Entity): boolean {
  const values = typedValues(typedText(fields.values, fields.operator), fields.operator)
  const said = termFrom({ ...fields, values }, entity)
  // Another spelling of an operator is the same condition.
  const same = term.kind === 'compare' ? { ...term, op: plain(term.op) } : term
  return said.ok && printTerm(said.value) === printTerm(same)
}

function draftOf(term: CheckedTerm): Draft | undefined {
  const attribute = printRef(term.left)
  switch (term.kind) {
    case 'compare':
      if (term.right.kind === 'ref') return undefined
      return { attribute, operator: plain(term.op), values: [String(term.right.value)] }
    case 'in':
      return {
        attribute,
        operator: term.not ? 'NOT IN' : 'IN',
        values: term.list.map(({ value }) => String(value)),
      }
    case 'null':
      return { attribute, operator: term.not ? 'IS NOT NULL' : 'IS NULL', values: [] }
    case 'has':
      return { attribute, operator: '?', values: [term.value.value] }
    case 'len':
      if (term.right.kind === 'ref') return undefined
      return { attribute: `LEN(${attribute})`, operator: term.op, values: [printLiteral(term.right)] }
    default:
      return unreachable(term)
  }
}

/** The query with one condition more; an equal one is not added twice. */
export function withTerm(conditions: Conditions, term: CheckedTerm): string {
  const text = printTerm(term)
  return conditions.all.some((other) => printCondition(other) === text)
    ? printConditions(conditions)
    : printConditions({ all: [...conditions.all, conditionOf(term)] })
}

export function replaceCondition({ all }: Conditions, index: number, term: CheckedTerm): string {
  return printConditions({ all: all.map((other, at) => (at === index ? conditionOf(term) : other)) })
}

function conditionOf(term: CheckedTerm): Condition {
  return { kind: 'term', term, span: term.span }
}
