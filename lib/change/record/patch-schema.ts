import { z } from 'zod'
import type { Patch } from '#lib/change/model.ts'

const scope = { resourceType: z.string().exactOptional(), resourceName: z.string().exactOptional() }

/** A patch as a record keeps it: somebody may have written the record by hand. */
export const RecordedPatch: z.ZodType<Patch> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('set-fields'),
    fields: z.array(z.object({ path: z.string(), value: z.json() })).min(1),
    ...scope,
  }),
  z.object({ kind: z.literal('merge'), text: z.string(), ...scope }),
  z.object({ kind: z.literal('json'), text: z.string(), ...scope }),
  z.object({
    kind: z.literal('function'),
    name: z.string(),
    arguments: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) })),
  }),
  z.object({ kind: z.literal('restore'), to: z.string() }),
])
