'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ChangeDraft } from '#components/change/edit/draft.ts'
import type { Choice } from '#components/change/preview/preview-counts.ts'
import type { Purpose } from '#components/change/scope/purpose.ts'
import { commitRequest } from '#components/change/write/use-writer.ts'
import type { WriteRequest } from '#components/change/write/write-panel.tsx'
import { focusMain } from '#components/ui/focus-main.ts'
import type { PreviewRow } from '#lib/change/model.ts'
import { keepProposal } from '#lib/queries/proposals/proposals.ts'
import { routes } from '#lib/url/routes.ts'

export type Keeper = {
  readonly isKeeping: boolean
  /** Why nothing was kept. */
  readonly error: unknown
  /** Keeps the previewed units that the choice includes as a proposal, and opens its page. */
  readonly keep: (request: WriteRequest, rows: readonly PreviewRow[], choice: Choice) => Promise<void>
}

export function useKeeper(purpose: Purpose, onDraft: (draft: ChangeDraft | undefined) => void): Keeper {
  const router = useRouter()
  const client = useQueryClient()
  const [isKeeping, setIsKeeping] = useState(false)
  const [error, setError] = useState<unknown>()
  const keep: Keeper['keep'] = async (request, rows, choice) => {
    setError(undefined)
    setIsKeeping(true)
    try {
      const { spaceId, tagId } = await keepProposal(commitRequest(request, rows, choice, purpose))
      // The list of changes does not have it yet.
      void client.invalidateQueries({ queryKey: ['changes'] })
      router.push(routes.change(spaceId, tagId))
      focusMain()
      onDraft(undefined)
    } catch (cause) {
      setError(cause)
      setIsKeeping(false)
    }
  }
  return { isKeeping, error, keep }
}
