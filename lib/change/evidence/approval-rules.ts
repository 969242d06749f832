import { count } from '#lib/base/plural.ts'
import { subjectsOf, withoutRules } from '#lib/change/evidence/approval-subjects.ts'
import type { Check } from '#lib/change/evidence/check.ts'
import type { ApprovalRule, Predicate, Statement } from '#lib/change/evidence/statement.ts'
import { writtenUnits } from '#lib/change/evidence/written-units.ts'
import { type AppliedRules, rulesWithPlaces } from '#lib/change/record/kept-rules.ts'
import { shownText } from '#lib/change/record/record.ts'

/** What asked for approvals of the subjects, by the record; nothing where it does not say. */
export function approvalRulesOf(
  rules: AppliedRules,
  subjects: readonly { readonly UnitID: string; readonly isSound: boolean }[],
): Pick<Predicate, 'approvalRules'> {
  // Of what this change did not write the record says nothing.
  const ids = subjects.map(({ UnitID, isSound }) => (isSound ? UnitID : ''))
  const found = rulesWithPlaces(ids, rules)
  if (found.length === 0) return {}
  return {
    approvalRules: found.map(({ condition, needed, given, places }) => ({
      condition: shownText(condition),
      needed,
      given,
      subjects: places,
    })),
  }
}

/**
 * Whether the approvals of the file are as many as the rules asked for. What began as a proposal has rules for every
 * unit that Hubdeck wrote; of others nothing is said where no rules are recorded.
 */
export function checkRules(statement: Statement): Check[] {
  const { approvalRules = [], approvals, approvalsUnknown, metadata } = statement.predicate
  if (approvalRules.length === 0 && approvals === undefined) return []
  const name = 'Approval rules'
  const demanding = approvalRules.filter(({ needed, given }) => needed > 0 && given !== 'exempt')
  if (demanding.length > 0 && approvalsUnknown !== undefined)
    return [{ name, verdict: 'unknown', text: 'the file does not say who approved it' }]
  const isRecordedOnly = metadata !== undefined
  const details = demanding.flatMap((rule) =>
    isRecordedOnly ? lackingByRecord(rule) : lackingOf(rule, statement),
  )
  const units = new Set(demanding.flatMap((rule) => subjectsOf(rule, statement.subject.length))).size
  const unrecorded = withoutRules(statement)
  const text = [
    units > 0 &&
      `${count(units, 'unit')} needed approvals of others${isRecordedOnly ? ', which only the record says they had' : ''}`,
    units === 0 && approvalRules.length > 0 && 'no unit needed the approval of another person',
    unrecorded > 0 && `of ${count(unrecorded, 'unit')} it is not recorded how many they needed`,
  ]
  const isOpen = unrecorded > 0 || (isRecordedOnly && units > 0)
  const verdict = details.length > 0 ? 'failed' : isOpen ? 'unknown' : 'passed'
  return [{ name, verdict, text: text.filter((part) => part !== false).join('; '), details }]
}

function lackingByRecord({ condition, needed, given }: ApprovalRule): string[] {
  return given === 'exempt' || given >= needed ? [] : [`${given} of ${needed} that “${condition}” asks for`]
}

function lackingOf({ condition, needed, subjects }: ApprovalRule, statement: Statement): string[] {
  const end = statement.subject.length
  const approvers = new Map<number, Set<string>>()
  for (const each of statement.predicate.approvals?.given ?? []) {
    if (each.standing !== 'counted') continue
    for (const at of subjectsOf(each, end))
      approvers.set(at, (approvers.get(at) ?? new Set()).add(each.UserID))
  }
  const units = writtenUnits(statement)
  return subjectsOf({ subjects }, end).flatMap((at) => {
    const given = approvers.get(at)?.size ?? 0
    return given >= needed ? [] : `${units[at]?.unit}: ${given} of ${needed} that “${condition}” asks for`
  })
}
