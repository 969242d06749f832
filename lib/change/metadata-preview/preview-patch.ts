import { isOfMetadata } from '#lib/change/metadata/values.ts'
import { previewMetadata } from '#lib/change/metadata-preview/preview-metadata.ts'
import { type Previews, previewChange } from '#lib/change/preview/preview.ts'

/** Previews a patch of any kind. */
export const previewPatch: Previews = (hub, request, terms, onEvent, signal, compute) =>
  isOfMetadata(request.patch)
    ? previewMetadata(hub, { ...request, patch: request.patch }, terms, onEvent, signal)
    : previewChange(hub, request, terms, onEvent, signal, compute)
