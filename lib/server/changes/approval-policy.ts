import 'server-only'
import type { ApprovalPolicy } from '#lib/change/proposal/approval-policy.ts'
import { env } from '#lib/server/process/env.ts'

export function approvalPolicy(): ApprovalPolicy {
  return { rules: env().HUBDECK_APPROVALS, undo: env().HUBDECK_APPROVALS_UNDO }
}
