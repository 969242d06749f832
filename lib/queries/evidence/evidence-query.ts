import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { readStatement } from '#lib/change/evidence/read-statement.ts'
import type { Statement } from '#lib/change/evidence/statement.ts'
import { callDashboard } from '#lib/queries/dashboard-api.ts'

/** A file, and what it says. */
export type Evidence = { readonly file: string; readonly statement: Statement; readonly hint: string }

const Bundle = z.object({
  verificationMaterial: z.object({ publicKey: z.object({ hint: z.string() }) }),
  dsseEnvelope: z.object({ payload: z.string() }),
})

/** Signed anew each time, so what is on screen stays until it is asked for again: it is what is printed and saved. */
export const evidenceQuery = (tagId: string) =>
  queryOptions({
    queryKey: ['changes', 'evidence', tagId],
    queryFn: async ({ signal }): Promise<Evidence> => {
      const answer = await callDashboard(`/api/changes/${encodeURIComponent(tagId)}/evidence`, { signal })
      const file = await answer.text()
      const { dsseEnvelope, verificationMaterial } = Bundle.parse(JSON.parse(file))
      const payload = Uint8Array.from(atob(dsseEnvelope.payload), (byte) => byte.charCodeAt(0))
      const read = readStatement(payload)
      if (!read.ok) throw new Error(read.message)
      return { file, statement: read.value, hint: verificationMaterial.publicKey.hint }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
