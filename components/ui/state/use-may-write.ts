'use client'

import { useQuery } from '@tanstack/react-query'
import type { WritingRights } from '#lib/confighub/writing-rights.ts'
import { writingRightsQuery } from '#lib/queries/writing-rights.ts'

/** `refused`: disable writing and say why. `unknown`, also while loading: allow it, and let the hub decide. */
export function useMayWrite(): WritingRights['writing'] {
  return useQuery(writingRightsQuery()).data?.writing ?? 'unknown'
}
