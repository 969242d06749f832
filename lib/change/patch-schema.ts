import { z } from 'zod'
import type { Json } from '#lib/base/json.ts'
import { limitedList } from '#lib/change/limited-list.ts'
import type { DocumentBase, Patch } from '#lib/change/model.ts'
import { fieldChanges } from '#lib/config/patch/patch.ts'

/** Characters of each text, and how many fields and arguments there may be. */
export type PatchLimits = {
  readonly text: number
  readonly fields: number
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
  fields: Number.POSITIVE_INFINITY,
  path: Number.POSITIVE_INFINITY,
  resourceType: Number.POSITIVE_INFINITY,
  resourceName: Number.POSITIVE_INFINITY,
  name: Number.POSITIVE_INFINITY,
  arguments: Number.POSITIVE_INFINITY,
  argument: Number.POSITIVE_INFINITY,
}

// `JSON.parse` returns only JSON. Validating a large value again would take long, and would lose a key `__proto__`.
const AnyJson = z.custom<Json>((value) => value !== undefined, 'is missing')

export const AnyDocumentBase: z.ZodType<DocumentBase> = z.object({
  UnitID: z.string(),
  HeadRevisionNum: z.int(),
  DataHash: z.string(),
})

/** A patch from outside: from the browser, from a seal, or from a record that anyone may have written. */
export function patchSchema(most: PatchLimits = unlimited): z.ZodType<Patch> {
  const scope = {
    resourceType: z.string().max(most.resourceType).exactOptional(),
    resourceName: z.string().max(most.resourceName).exactOptional(),
  }
  const text = z.string().max(most.text)
  const name = z.string().min(1).max(most.name)
  const field = z.object({
    path: z.string().max(most.path),
    value: AnyJson,
    how: z.enum(fieldChanges).exactOptional(),
  })
  const argument = z.object({
    name,
    value: z.union([z.string().max(most.argument), z.number(), z.bigint(), z.boolean()]),
  })
  const kinds = {
    'set-fields': z.object({
      kind: z.literal('set-fields'),
      fields: limitedList(field, most.fields),
      ...scope,
    }),
    merge: z.object({ kind: z.literal('merge'), text, ...scope }),
    json: z.object({ kind: z.literal('json'), text, ...scope }),
    function: z.object({
      kind: z.literal('function'),
      name,
      arguments: z.array(argument).max(most.arguments),
    }),
    document: z.object({ kind: z.literal('document'), text, base: AnyDocumentBase }),
    restore: z.object({ kind: z.literal('restore'), to: name }),
    // The compiler reports a kind of patch that is missing here.
  } satisfies { readonly [Kind in Patch['kind']]: z.ZodType<Extract<Patch, { kind: Kind }>> }
  const { 'set-fields': setFields, ...others } = kinds
  return z.discriminatedUnion('kind', [setFields, ...Object.values(others)])
}
