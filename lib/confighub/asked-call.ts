import * as z from 'zod/mini'

/** Calls to ConfigHub that differ in nothing but the page they ask for. */
export const AskedCall = z.object({
  /** `GET /api/unit` */
  operation: z.string(),
  parameters: z.record(z.string(), z.string()),
  times: z.int(),
  /** The highest of their statuses. */
  status: z.int(),
  bytes: z.int(),
  /** Of all of them together, also where they ran at the same time. */
  ms: z.number(),
  /** The first few, for whoever runs the hub. */
  requestIds: z.array(z.string()),
})
export type AskedCall = z.infer<typeof AskedCall>
