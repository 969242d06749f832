'use client'

import { useQuery } from '@tanstack/react-query'
import type { WritingRights } from '#lib/confighub/writing-rights.ts'
import { writingRightsQuery } from '#lib/queries/writing-rights.ts'

/** `refused`: offer no write, and say why. `unknown`, also while it is being asked: offer it, the hub decides. */
export function useMayWrite(): WritingRights['writing'] {
  return useQuery(writingRightsQuery()).data?.writing ?? 'unknown'
}
