import * as z from 'zod/mini'
import { RowsQuestion } from '#lib/rows/rows-wire.ts'

/** Body of `POST /api/paths`: which paths the documents of these units have. */
export const PathsRequest = RowsQuestion

export const SeenPath = z.object({
  resourceType: z.string(),
  /** Elements of a list are `*`, and once more by their key where Kubernetes has one: `?name=main`. */
  path: z.string(),
  kinds: z.array(z.enum(['text', 'number', 'boolean', 'null', 'list', 'map'])),
  /** How many of the units that were read have it. */
  units: z.int(),
  /** The most frequent ones, with the number of units that have each. */
  values: z.array(
    z.object({
      value: z.union([z.string(), z.number(), z.boolean()]),
      units: z.int(),
      masked: z.optional(z.literal(true)),
    }),
  ),
  /** How many other values were seen. */
  otherValues: z.int(),
})
export type SeenPath = z.infer<typeof SeenPath>

export const PathsResponse = z.object({
  /** Units whose documents were read. */
  read: z.int(),
  /** Units whose documents would not be read. */
  unreadable: z.int(),
  /** More units match than were looked at. */
  isSample: z.boolean(),
  /** What the documents consist of, most frequent first. */
  resourceTypes: z.array(z.object({ resourceType: z.string(), units: z.int() })),
  /** Most frequent first. */
  paths: z.array(SeenPath),
  /** Rarer paths that are not among them. */
  otherPaths: z.int(),
})
export type PathsResponse = z.infer<typeof PathsResponse>
