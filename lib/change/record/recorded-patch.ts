import * as z from 'zod/mini'
import { patchSchema } from '#lib/change/patch-schema.ts'
import { parseJson } from '#lib/change/record/annotations.ts'

/** A patch as a record keeps it. Any editor can write a record by hand, so its content may not be a patch at all. */
export const RecordedPatch = z.union([patchSchema(), z.object({ kind: z.literal('unreadable') })])
export type RecordedPatch = z.infer<typeof RecordedPatch>

const KeptPatch = patchSchema()

/** Absent when the record has no patch. */
export function readPatch(text: string): RecordedPatch | undefined {
  if (text === '') return undefined
  return KeptPatch.safeParse(parseJson(text)).data ?? { kind: 'unreadable' }
}
