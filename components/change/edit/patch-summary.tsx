'use client'

import { useQuery } from '@tanstack/react-query'
import { fieldChangeText } from '#components/change/edit/field-changes.ts'
import { classNames } from '#components/ui/class-names.ts'
import { targetName } from '#lib/change/metadata/target-names.ts'
import { placeOf } from '#lib/change/metadata/values.ts'
import type { MetadataEdit, Patch } from '#lib/change/model.ts'
import { everyResource } from '#lib/change/preview/patch-reach.ts'
import type { RecordedPatch } from '#lib/change/record/recorded-patch.ts'
import { maskConfig } from '#lib/config/mask/mask.ts'
import { conditionText, isCased } from '#lib/config/patch/field-cases.ts'
import type { CasedField, FieldPatch, SetFields } from '#lib/config/patch/patch.ts'
import { targetsQuery } from '#lib/queries/directory.ts'

/** A patch as it was given, for reading. */
export function PatchSummary({ patch, className }: { patch: RecordedPatch | undefined; className?: string }) {
  if (patch === undefined || patch.kind === 'unreadable') {
    return (
      <p className={classNames('text-muted text-xs', className)}>
        {patch === undefined
          ? 'The patch is not part of this record.'
          : 'The patch is not readable: this record holds something else in its place.'}
      </p>
    )
  }
  return <Text patch={patch} className={className} />
}

function Text({ patch, className }: { patch: Patch; className: string | undefined }) {
  const isNamed = patch.kind === 'metadata' && patch.edits.some(isOfTarget)
  const shared = 'mono max-h-60 overflow-auto whitespace-pre-wrap break-words text-xs'
  return (
    <pre className={classNames(shared, className)}>
      {isNamed ? <WithTargets edits={patch.edits} /> : patchText(patch)}
    </pre>
  )
}

/** Targets by their names, as far as a person may see them. */
function WithTargets({ edits }: { edits: readonly MetadataEdit[] }) {
  const { data = [] } = useQuery(targetsQuery())
  const names = new Map(data.map(({ Target }) => [Target.TargetID, targetName(Target)]))
  return edits.map((edit) => editText(edit, names)).join('\n')
}

function patchText(patch: Patch): string {
  switch (patch.kind) {
    case 'set-fields':
      return [scopeText(patch), ...fieldTexts(patch)].filter(Boolean).join('\n')
    case 'document':
      return `the whole document, made from r${patch.base.HeadRevisionNum}\n\n${maskConfig(patch.text).text.trimEnd()}`
    case 'merge':
    case 'json':
      return [scopeText(patch), maskConfig(patch.text).text.trimEnd()].filter(Boolean).join('\n')
    case 'function':
      return [
        patch.name,
        ...patch.arguments.map(({ name, value }) => `  ${name} = ${JSON.stringify(value)}`),
      ].join('\n')
    case 'sequence':
      return patch.steps.map((step, index) => `${index + 1}. ${patchText(step)}`).join('\n\n')
    case 'metadata':
      return patch.edits.map((edit) => editText(edit)).join('\n')
    case 'undo-metadata':
      return 'undo of another change of metadata'
    case 'restore':
      return /^\d+$/.test(patch.to) ? `restore revision ${patch.to}` : 'undo of another change'
    default:
      return patch satisfies never
  }
}

/** What a step does, in one line: which resources it is for is less than what it changes. */
export function stepText(step: Patch): string {
  const text = step.kind === 'set-fields' ? fieldTexts(step).join(', ') : patchText(step)
  return text.replaceAll(/\s+/g, ' ')
}

/** `Labels.Tier = "critical"`. */
function editText(edit: MetadataEdit, targets?: ReadonlyMap<string, string>): string {
  const place = placeOf(edit)
  if (isOfTarget(edit)) return `Target = ${targets?.get(edit.value) ?? edit.value}`
  if (edit.value === null) return `${place} removed`
  return edit.value === true ? `${place} set` : `${place} = ${JSON.stringify(edit.value)}`
}

function isOfTarget(edit: MetadataEdit): edit is { field: 'TargetID'; value: string } {
  return edit.field === 'TargetID' && edit.value !== null
}

function fieldTexts({ fields }: SetFields): string[] {
  return fields.map((field) => `${field.path} ${fieldChangeText(field.how)} ${valueText(field)}`)
}

/** `5 where Region eu-*, 3 elsewhere`. */
function valueText(field: FieldPatch | CasedField): string {
  if (!isCased(field)) return JSON.stringify(field.value)
  const cases = field.cases.map(({ when, value }) => `${JSON.stringify(value)} where ${conditionText(when)}`)
  const others = field.value === undefined ? 'as it is' : JSON.stringify(field.value)
  return [...cases, `${others} elsewhere`].join(', ')
}

function scopeText({ resourceType, resourceName }: { resourceType?: string; resourceName?: string }): string {
  const type = resourceType === everyResource ? 'every resource' : resourceType
  return [type, resourceName].filter(Boolean).join(' ')
}
