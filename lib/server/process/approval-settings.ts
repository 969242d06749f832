import 'server-only'
import type { ApprovalRule } from '#lib/change/proposal/approval-policy.ts'
import { callPlan } from '#lib/where/boolean/call-plan.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'

/**
 * `Labels.Environment = 'prod': 1; Space.Slug LIKE '%-payments': 2`, on lines or between semicolons. Throws a message
 * about what is wrong: a rule that cannot be read would protect nothing.
 */
export function parseApprovals(text: string): ApprovalRule[] {
  return text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseRule)
}

function parseRule(text: string): ApprovalRule {
  const at = text.lastIndexOf(':')
  const condition = text.slice(0, Math.max(0, at)).trim()
  const number = text.slice(at + 1).trim()
  if (condition === '' || !/^[1-9]$/.test(number)) {
    throw new Error(
      `${JSON.stringify(text)} is no rule: it needs a condition and a number from 1 to 9, as in Labels.Environment = 'prod': 1`,
    )
  }
  const read = readConditions(condition, 'Unit')
  const calls = read.ok ? callPlan(read.value) : read
  if (!calls.ok)
    throw new Error(`${JSON.stringify(condition)} is no condition on units: ${calls.error.message}`)
  return { condition, count: Number(number) }
}
