import { type ChangeDraft, emptyDraft } from '#components/change/edit/draft.ts'
import { type FieldDraft, textOf, typeOf } from '#components/change/edit/field-value.ts'
import { withCall } from '#components/change/edit/function/call-draft.ts'
import { draftOfEdits } from '#components/change/edit/metadata/metadata-draft.ts'
import { typedIn, withSteps } from '#components/change/edit/steps/draft-steps.ts'
import type { Json } from '#lib/base/json.ts'
import type { Patch } from '#lib/change/model.ts'
import { isCased, valuesOf } from '#lib/config/patch/field-cases.ts'
import type { CasedField, FieldPatch } from '#lib/config/patch/patch.ts'

/** Turns a patch into a draft that can be edited further. */
export function draftOfPatch(patch: Patch): ChangeDraft {
  switch (patch.kind) {
    case 'set-fields': {
      const rows = patch.fields.map((field, index) => rowOf(field, String(index + 1)))
      return { ...emptyDraft, kind: patch.kind, fields: { rows, ...scopeOf(patch) } }
    }
    case 'merge':
    case 'json':
      return { ...emptyDraft, kind: patch.kind, [patch.kind]: { text: patch.text, ...scopeOf(patch) } }
    case 'function':
      return { ...emptyDraft, kind: patch.kind, call: withCall(emptyDraft.call, patch) }
    case 'document':
      return { ...emptyDraft, kind: patch.kind, document: { text: patch.text, base: patch.base } }
    case 'sequence':
      return withSteps(
        emptyDraft,
        patch.steps.map((step, index) => ({ ...typedIn(draftOfPatch(step)), id: String(index + 1) })),
        0,
      )
    case 'metadata':
      return { ...emptyDraft, kind: patch.kind, metadata: draftOfEdits(patch.edits) }
    case 'restore':
    case 'undo-metadata':
      return emptyDraft
    default:
      return patch satisfies never
  }
}

function rowOf(field: FieldPatch | CasedField, id: string): FieldDraft {
  const { path, how, value } = field
  const [type = 'string', ...others] = new Set(valuesOf(field).map(typeOf))
  const isMixed = others.length > 0
  // One type holds for all values of a field.
  const text = (each: Json) => (isMixed ? JSON.stringify(each) : textOf(each))
  const row: FieldDraft = {
    id,
    path,
    text: value === undefined ? '' : text(value),
    type: isMixed ? 'json' : type,
    isTypeChosen: true,
    ...(how && { how }),
  }
  if (!isCased(field)) return row
  const cases = field.cases.map(({ when, value: each }, index) => ({
    id: `${id}.${index + 1}`,
    ...when,
    text: text(each),
  }))
  return { ...row, cases, leavesOthers: value === undefined }
}

function scopeOf({ resourceType = '', resourceName = '' }: { resourceType?: string; resourceName?: string }) {
  return { resourceType, resourceName }
}
