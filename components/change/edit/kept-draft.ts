import type { ChangeDraft, DocumentDraft, StepDraft, TextPatch } from '#components/change/edit/draft.ts'
import { type CallDraft, textsOf } from '#components/change/edit/function/call-draft.ts'
import type { MetadataDraft } from '#components/change/edit/metadata/metadata-draft.ts'
import type { Json } from '#lib/base/json.ts'
import { maskConfig, maskNamed, maskText } from '#lib/config/mask/mask.ts'
import { mask } from '#lib/config/mask/spans.ts'
import { maskPatch } from '#lib/config/patch/mask-patch.ts'

type TypedPatch = Omit<StepDraft, 'id'>
type Steps = NonNullable<ChangeDraft['steps']>

/**
 * What the browser's storage keeps of a draft: everything but its secrets, which stay in the memory of the page. After
 * a reload they are masked, and the patch is refused until they are typed again.
 */
export function keptDraft(draft: ChangeDraft): ChangeDraft {
  const { reason, ticket, excluded, consentReason, waves, started, document, metadata, steps } = draft
  // Part by part: what is typed for a new kind of patch is kept only when it is said here how.
  return {
    ...keptPatch(draft),
    ...(steps === undefined ? {} : { steps: keptSteps(steps) }),
    ...(document === undefined ? {} : { document: keptDocument(document) }),
    ...(metadata === undefined ? {} : { metadata: keptMetadata(metadata) }),
    reason,
    ticket,
    excluded,
    consentReason,
    ...(waves === undefined ? {} : { waves }),
    ...(started === undefined ? {} : { started }),
  }
}

function keptPatch({ kind, fields, merge, json, call }: TypedPatch): TypedPatch {
  return {
    kind,
    fields: keptFields(fields),
    merge: keptText('merge', merge),
    json: keptText('json', json),
    call: keptCall(call),
  }
}

function keptSteps({ openId, before, after }: Steps): Steps {
  const kept = (step: StepDraft): StepDraft => ({ id: step.id, ...keptPatch(step) })
  return { openId, before: before.map(kept), after: after.map(kept) }
}

function keptFields(fields: ChangeDraft['fields']): ChangeDraft['fields'] {
  const rows = fields.rows.map((row) => {
    const kept = (text: string) => keptValue(fields.resourceType.trim(), row.path.trim(), text)
    const cases = row.cases?.map((each) => ({ ...each, text: kept(each.text) }))
    return { ...row, text: kept(row.text), ...(cases && { cases }) }
  })
  return { ...fields, rows }
}

function keptValue(resourceType: string, path: string, text: string): string {
  const masked = maskPatch({ kind: 'set-fields', resourceType, fields: [{ path, value: text }] })
  return textOf(masked.kind === 'set-fields' ? masked.fields[0]?.value : undefined)
}

function keptText(kind: 'merge' | 'json', patch: TextPatch): TextPatch {
  if (patch.text.trim() === '') return patch
  const resourceType = patch.resourceType.trim()
  const text = kind === 'json' ? withoutTypedSecrets(patch.text, resourceType) : patch.text
  const masked = maskPatch({ kind, text, resourceType })
  return { ...patch, text: masked.kind === kind ? masked.text : '' }
}

/** What looks like a secret is refused there, and not kept either. */
function keptMetadata({ rows }: MetadataDraft): MetadataDraft {
  return {
    rows: rows.map((row) => ({
      ...row,
      key: maskText(row.key),
      value: maskNamed(row.key.trim(), row.value),
    })),
  }
}

/** Masks of the head keep their tags, so that the lines that hold them are still those of the head. */
function keptDocument(document: DocumentDraft): DocumentDraft {
  return { ...document, text: maskConfig(document.text).text }
}

const pathOrValue = /"path"\s*:\s*"([^"\n]*)"|("value"\s*:\s*)("(?:[^"\\\n]|\\.)*"?|[^\s,}\]]+)/g

/** While operations are typed they are no JSON yet; what belongs to a value is then the path beside it. */
function withoutTypedSecrets(text: string, resourceType: string): string {
  if (isJson(text)) return text
  const found = [...text.matchAll(pathOrValue)]
  let index = -1
  return text.replace(pathOrValue, (whole, _path, head?: string, value = '') => {
    index += 1
    if (head === undefined) return whole
    const paths = [found[index - 1]?.[1], found[index + 1]?.[1]]
    const isSecret = paths.some((path) => path !== undefined && hidesValue(path, value, resourceType))
    return isSecret ? `${head}"${mask}"` : whole
  })
}

function hidesValue(path: string, value: string, resourceType: string): boolean {
  const text = JSON.stringify([{ op: 'add', path, value }])
  const masked = maskPatch({ kind: 'json', text, resourceType })
  return masked.kind === 'json' && masked.text !== text
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function keptCall({ name, values, earlier = {} }: CallDraft): CallDraft {
  const others = Object.entries(earlier).map(([each, typed]) => [each, keptValues(each, typed)] as const)
  return {
    name,
    values: keptValues(name, values),
    ...(others.length > 0 && { earlier: Object.fromEntries(others) }),
  }
}

function keptValues(name: string, values: CallDraft['values']): CallDraft['values'] {
  const given = Object.keys(values).flatMap((each) =>
    textsOf(values, each).map((value) => ({ name: each, value })),
  )
  const masked = maskPatch({ kind: 'function', name, arguments: given })
  const shown = masked.kind === 'function' ? masked.arguments.map(({ value }) => String(value)) : []
  // As many as were given, in their order.
  const kept = Object.entries(values).map(([each, typed]) => {
    const texts = shown.splice(0, textsOf(values, each).length)
    return [each, Array.isArray(typed) ? texts : (texts[0] ?? '')] as const
  })
  return Object.fromEntries(kept)
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
