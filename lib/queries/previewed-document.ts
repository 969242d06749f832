import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

const PreviewedDocument = z.object({ before: z.string(), after: z.string(), isMasked: z.boolean() })

export type SealText = { readonly text: string; readonly hash: string }

/** One unit of a sealed preview in full. Sealed content never changes, so it is requested once. */
export const previewedDocumentQuery = (seal: SealText, unitId: string) =>
  queryOptions({
    queryKey: ['previews', 'document', seal.hash, unitId],
    queryFn: ({ signal }) =>
      callDashboardJson(
        '/api/previews/document',
        PreviewedDocument,
        jsonBody('POST', { seal: seal.text, unitId }, signal),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  })
