import * as z from 'zod/mini'
import type { Json } from '#lib/base/json.ts'
import { limitedList } from '#lib/change/limited-list.ts'
import type { DocumentBase, MetadataEdit, Patch, StepPatch } from '#lib/change/model.ts'
import { type CasedField, type FieldPatch, fieldChanges } from '#lib/config/patch/patch.ts'

/** Characters of each text, and how many fields and arguments there may be. */
export type PatchLimits = {
  readonly text: number
  /** Of a sequence. */
  readonly steps: number
  readonly fields: number
  /** Of one field. */
  readonly cases: number
  /** A column of units, and the patterns of its values. */
  readonly column: number
  readonly matches: number
  readonly path: number
  readonly resourceType: number
  readonly resourceName: number
  /** The name of a function, an argument, or a revision. */
  readonly name: number
  readonly arguments: number
  readonly argument: number
}

/** Characters of a patch as it is typed, and of all values that set-fields sets. */
export const maxPatchText = 256 * 1024

/** For patches that were accepted earlier. */
const unlimited: PatchLimits = {
  text: Number.POSITIVE_INFINITY,
  steps: Number.POSITIVE_INFINITY,
  fields: Number.POSITIVE_INFINITY,
  cases: Number.POSITIVE_INFINITY,
  column: Number.POSITIVE_INFINITY,
  matches: Number.POSITIVE_INFINITY,
  path: Number.POSITIVE_INFINITY,
  resourceType: Number.POSITIVE_INFINITY,
  resourceName: Number.POSITIVE_INFINITY,
  name: Number.POSITIVE_INFINITY,
  arguments: Number.POSITIVE_INFINITY,
  argument: Number.POSITIVE_INFINITY,
}

// `JSON.parse` returns only JSON. Validating a large value again would take long, and would lose a key `__proto__`.
const AnyJson = z.custom<Json>((value) => value !== undefined, 'is missing')

export const AnyDocumentBase: z.ZodMiniType<DocumentBase> = z.object({
  UnitID: z.string(),
  HeadRevisionNum: z.int(),
  DataHash: z.string(),
})

/** A patch from outside: from the browser, from a seal, or from a record that anyone may have written. */
export function patchSchema(most: PatchLimits = unlimited): z.ZodMiniType<Patch> {
  const scope = {
    resourceType: z.exactOptional(z.string().check(z.maxLength(most.resourceType))),
    resourceName: z.exactOptional(z.string().check(z.maxLength(most.resourceName))),
  }
  const text = z.string().check(z.maxLength(most.text))
  const name = z.string().check(z.minLength(1), z.maxLength(most.name))
  const argument = z.object({
    name,
    value: z.union([z.string().check(z.maxLength(most.argument)), z.number(), z.bigint(), z.boolean()]),
  })
  const steps = {
    'set-fields': z.object({
      kind: z.literal('set-fields'),
      fields: limitedList(fieldSchema(most), most.fields),
      ...scope,
    }),
    merge: z.object({ kind: z.literal('merge'), text, ...scope }),
    json: z.object({ kind: z.literal('json'), text, ...scope }),
    function: z.object({
      kind: z.literal('function'),
      name,
      arguments: z.array(argument).check(z.maxLength(most.arguments)),
    }),
    // The compiler reports a kind of patch that is missing here.
  } satisfies { readonly [Kind in StepPatch['kind']]: z.ZodMiniType<Extract<StepPatch, { kind: Kind }>> }
  const step = z.discriminatedUnion('kind', [steps['set-fields'], steps.merge, steps.json, steps.function])
  const others = {
    sequence: z.object({ kind: z.literal('sequence'), steps: limitedList(step, most.steps, 2) }),
    document: z.object({ kind: z.literal('document'), text, base: AnyDocumentBase }),
    restore: z.object({ kind: z.literal('restore'), to: name }),
    metadata: z.object({ kind: z.literal('metadata'), edits: limitedList(metadataEdit(most), most.fields) }),
    'undo-metadata': z.object({ kind: z.literal('undo-metadata'), tagId: name }),
  } satisfies {
    readonly [Kind in Exclude<Patch['kind'], StepPatch['kind']>]: z.ZodMiniType<
      Extract<Patch, { kind: Kind }>
    >
  }
  return z.discriminatedUnion('kind', [step, ...Object.values(others)])
}

function metadataEdit(most: PatchLimits): z.ZodMiniType<MetadataEdit> {
  const key = z.string().check(z.maxLength(most.path))
  const value = z.nullable(z.string().check(z.maxLength(most.argument)))
  return z.discriminatedUnion('field', [
    z.object({ field: z.enum(['Labels', 'Annotations']), key, value }),
    z.object({ field: z.literal('DeleteGates'), key, value: z.literal([true, null]) }),
    z.object({ field: z.literal('DisplayName'), value }),
    z.object({ field: z.literal('TargetID'), value: z.nullable(z.uuid()) }),
  ])
}

function fieldSchema(most: PatchLimits): z.ZodMiniType<FieldPatch | CasedField> {
  const field = { path: z.string().check(z.maxLength(most.path)), how: z.exactOptional(z.enum(fieldChanges)) }
  const when = z.object({
    column: z.string().check(z.minLength(1), z.maxLength(most.column)),
    matches: z.string().check(z.minLength(1), z.maxLength(most.matches)),
  })
  const cased = z.object({
    ...field,
    cases: limitedList(z.object({ when, value: AnyJson }), most.cases),
    value: z.exactOptional(AnyJson),
  })
  // Cases that are not valid must not be dropped: the one value would then be written everywhere.
  const plain = z.object({ ...field, value: AnyJson, cases: z.exactOptional(z.never()) })
  return z.union([cased, plain])
}
