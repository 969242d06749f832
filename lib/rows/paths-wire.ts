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
      /**
       * Shown otherwise than it is spelled: shorter, with invisible characters written out, or as the digits of a number
       * that a double would round. Nobody can ask for it so.
       */
      isCut: z.optional(z.literal(true)),
    }),
  ),
  /** How many other values were seen. */
  otherValues: z.int(),
  /** There may be further ones: a document had more than were looked at. */
  moreValues: z.boolean(),
})
export type SeenPath = z.infer<typeof SeenPath>

export const PathsResponse = z.object({
  /** Units whose documents were read. */
  read: z.int(),
  /** Units whose documents would not be read. */
  unreadable: z.int(),
  /** Documents of units that were read with more paths than were looked at. */
  cutDocuments: z.int(),
  /** More units match than were looked at. */
  isSample: z.boolean(),
  /** What the documents consist of, most frequent first, whatever type was asked for. */
  resourceTypes: z.array(z.object({ resourceType: z.string(), units: z.int() })),
  /** Most frequent first. */
  paths: z.array(SeenPath),
  /** Rarer paths that are not among them. Paths of documents that were cut may be missing here as well. */
  otherPaths: z.int(),
})
export type PathsResponse = z.infer<typeof PathsResponse>
