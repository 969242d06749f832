import { type ChangeDraft, emptyDraft } from '#components/change/edit/draft.ts'
import { textOf, typeOf } from '#components/change/edit/field-value.ts'
import type { Patch } from '#lib/change/model.ts'

/** Turns a patch into a draft that can be edited further. */
export function draftOfPatch(patch: Patch): ChangeDraft {
  switch (patch.kind) {
    case 'set-fields': {
      const rows = patch.fields.map(({ path, value, how }, index) => ({
        id: String(index + 1),
        path,
        text: textOf(value),
        type: typeOf(value),
        isTypeChosen: true,
        ...(how && { how }),
      }))
      return { ...emptyDraft, kind: patch.kind, fields: { rows, ...scopeOf(patch) } }
    }
    case 'merge':
    case 'json':
      return { ...emptyDraft, kind: patch.kind, [patch.kind]: { text: patch.text, ...scopeOf(patch) } }
    case 'function': {
      const values = Object.fromEntries(patch.arguments.map(({ name, value }) => [name, String(value)]))
      return { ...emptyDraft, kind: patch.kind, call: { name: patch.name, values } }
    }
    case 'document':
      return { ...emptyDraft, kind: patch.kind, document: { text: patch.text, base: patch.base } }
    case 'restore':
      return emptyDraft
    default:
      return patch satisfies never
  }
}

function scopeOf({ resourceType = '', resourceName = '' }: { resourceType?: string; resourceName?: string }) {
  return { resourceType, resourceName }
}
