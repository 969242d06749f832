import { isOfMetadata } from '#lib/change/metadata/values.ts'
import { previewMetadata } from '#lib/change/metadata-preview/preview-metadata.ts'
import { previewChange } from '#lib/change/preview/preview.ts'

/** Previews a patch of any kind. */
export const previewPatch: typeof previewChange = (hub, request, terms, onEvent, signal, compute) =>
  isOfMetadata(request.patch)
    ? previewMetadata(hub, { ...request, patch: request.patch }, terms, onEvent, signal)
    : previewChange(hub, request, terms, onEvent, signal, compute)
