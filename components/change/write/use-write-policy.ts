'use client'

import { useQuery } from '@tanstack/react-query'
import { senseProblem } from '#lib/change/consent/reason-sense.ts'
import { openPolicy, ticketRefusal, type WritePolicy } from '#lib/change/consent/write-policy.ts'
import { sessionQuery } from '#lib/queries/session.ts'

/** What this deployment asks of a change. The server checks it too, so nothing is lost while it is not known here. */
export function useWritePolicy(): WritePolicy {
  return useQuery(sessionQuery()).data?.policy ?? openPolicy
}

/** Why a reason or a ticket will not do; undefined when both will, and for whoever repeats those of a record. */
export function usePolicyProblem(
  { reason, ticket }: { readonly reason: string; readonly ticket: string },
  isResumed: boolean,
): string | undefined {
  const policy = useWritePolicy()
  if (isResumed) return undefined
  return senseProblem(reason.trim())?.message ?? ticketProblemOf(ticket.trim(), policy)
}

function ticketProblemOf(ticket: string, policy: WritePolicy): string | undefined {
  const fits = (text: string) => new RegExp(`^(?:${policy.ticketPattern})$`, 'u').test(text)
  return ticketRefusal(ticket, policy, fits)?.message
}
