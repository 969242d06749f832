import { guarded } from '#lib/server/access/access.ts'
import { answerPreviewDocument } from '#lib/server/changes/preview-document.ts'

/** `{ seal, unitId }` → one document of a preview, before and after. */
export function POST(request: Request): Promise<Response> {
  return guarded(request, {
    route: '/api/previews/document',
    what: () => 'preview document',
    answer: answerPreviewDocument,
    limit: 'values',
  })
}
