import { guardedRoute } from '#lib/server/access/access.ts'
import { answerPreviewDocument } from '#lib/server/changes/preview-document.ts'

/** `{ seal, unitId }` → one document of a preview, before and after. */
export const POST = guardedRoute('/api/previews/document', {
  what: () => 'preview document',
  answer: answerPreviewDocument,
  limit: 'values',
})
