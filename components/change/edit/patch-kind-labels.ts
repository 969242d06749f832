import type { PatchKind } from '#components/change/edit/draft.ts'

export const patchKindLabels: Readonly<Record<PatchKind, string>> = {
  'set-fields': 'Set fields',
  merge: 'Merge',
  json: 'JSON patch',
  function: 'Function',
  document: 'Document',
  metadata: 'Metadata',
}
