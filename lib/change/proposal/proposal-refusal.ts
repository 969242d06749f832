import { ConfigHubError } from '#lib/confighub/error.ts'

/** Why a proposal is neither approved nor written; each has a name, which the log keeps. */
export type ProposalRefusal =
  | 'approval-missing'
  | 'approval-other-rows'
  | 'approval-other-text'
  | 'approval-other-waves'
  | 'approval-other-proposal'
  | 'approval-own'
  | 'approval-by-program'
  | 'approval-twice'
  | 'approval-expiry'
  | 'approval-rights'
  | 'approval-outrun'
  | 'approval-none'
  | 'not-proposed'
  | 'proposal-not-proven'
  | 'proposal-written'
  | 'text-deceptive'
  | 'reason-too-long'

export function proposalRefusal(code: ProposalRefusal, message: string, status = 422): ConfigHubError {
  return new ConfigHubError({ status, code, operation: 'approval', message })
}
