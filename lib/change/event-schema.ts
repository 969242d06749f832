import * as z from 'zod/mini'
import type { Json } from '#lib/base/json.ts'
import {
  type CommitEvent,
  type Concern,
  commitRefusals,
  concernKinds,
  type Outcome,
  type PreviewEvent,
  type PreviewRow,
  type RowCheck,
} from '#lib/change/model.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'

// The lines that the server streams, as the browser parses them. Each map must name every case to compile.

const text = z.string()
const problem = { message: text, requestId: z.exactOptional(text), status: z.exactOptional(z.int()) }
const frozen = {
  UnitID: text,
  SpaceID: text,
  Slug: text,
  SpaceSlug: text,
  HeadRevisionNum: z.int(),
  DataHash: text,
  ToolchainType: z.exactOptional(text),
}
// The output of `JSON.parse` is JSON; checking large values again would take long.
const AnyJson = z.custom<Json>((value) => value !== undefined, 'is missing')

const Change: z.ZodMiniType<PathChange> = z.object({
  resourceType: text,
  resourceName: text,
  path: text,
  change: z.enum(['Add', 'Delete', 'Update']),
  from: z.exactOptional(AnyJson),
  to: z.exactOptional(AnyJson),
})

const AnyConcern: z.ZodMiniType<Concern> = z.object({ kind: z.enum(concernKinds), text })

const row = { ...frozen, version: z.exactOptional(z.int()), refusal: z.exactOptional(text) }
const rows = {
  change: z.object({
    ...row,
    status: z.literal('change'),
    resultHash: text,
    changes: z.array(Change),
    omitted: z.exactOptional(z.object({ count: z.int(), digest: text })),
    override: z.exactOptional(z.boolean()),
    merged: z.boolean(),
    concerns: z.array(AnyConcern),
    remarks: z.exactOptional(z.array(text)),
  }),
  unchanged: z.object({ ...row, status: z.literal('unchanged') }),
  'no-match': z.object({ ...row, status: z.literal('no-match'), reason: text }),
  failed: z.object({ ...row, status: z.literal('failed'), reason: text }),
} satisfies {
  readonly [Status in PreviewRow['status']]: z.ZodMiniType<Extract<PreviewRow, { status: Status }>>
}

const Check: z.ZodMiniType<RowCheck> = z.union([
  z.object({ UnitID: text, override: z.boolean(), refusal: z.exactOptional(text) }),
  z.object({ UnitID: text, failure: text }),
])

const previewEvents = {
  start: z.object({ event: z.literal('start'), total: z.int() }),
  row: z.object({
    event: z.literal('row'),
    row: oneOf('status', rows),
  }),
  checked: z.object({ event: z.literal('checked'), checks: z.array(Check) }),
  done: z.object({
    event: z.literal('done'),
    seal: text,
    sealHash: text,
    expiresAt: text,
    unasked: z.int(),
  }),
  error: z.object({ event: z.literal('error'), ...problem }),
} satisfies {
  readonly [Name in PreviewEvent['event']]: z.ZodMiniType<Extract<PreviewEvent, { event: Name }>>
}

export const PreviewLine: z.ZodMiniType<PreviewEvent> = oneOf('event', previewEvents)

const outcomes = {
  written: z.object({ ...frozen, status: z.literal('written'), revisionNum: z.int() }),
  'already-written': z.object({ ...frozen, status: z.literal('already-written'), revisionNum: z.int() }),
  'already-so': z.object({ ...frozen, status: z.literal('already-so'), revisionNum: z.int() }),
  moved: z.object({
    ...frozen,
    status: z.literal('moved'),
    headRevisionNum: z.exactOptional(z.int()),
    reason: text,
  }),
  'left-query': z.object({ ...frozen, status: z.literal('left-query') }),
  refused: z.object({
    ...frozen,
    status: z.literal('refused'),
    reason: text,
    requestId: z.exactOptional(text),
  }),
  unknown: z.object({ ...frozen, status: z.literal('unknown'), reason: text }),
} satisfies { readonly [Status in Outcome['status']]: z.ZodMiniType<Extract<Outcome, { status: Status }>> }

const tally = { written: z.int(), notWritten: z.int() }

const commitEvents = {
  start: z.object({ event: z.literal('start'), tagId: text, spaceId: text, total: z.int() }),
  wave: z.object({ event: z.literal('wave'), wave: z.int(), unitIds: z.array(text) }),
  drift: z.object({
    event: z.literal('drift'),
    newMatches: z.array(z.object({ UnitID: text, Slug: text, SpaceSlug: text })),
  }),
  outcome: z.object({
    event: z.literal('outcome'),
    outcome: oneOf('status', outcomes),
  }),
  done: z.object({ event: z.literal('done'), ...tally }),
  held: z.object({ event: z.literal('held'), after: z.int(), ...tally }),
  stopped: z.object({
    event: z.literal('stopped'),
    wave: z.int(),
    why: z.enum(['not-written', 'checks', 'unchecked', 'ended']),
    units: z.int(),
    ...tally,
  }),
  error: z.object({ event: z.literal('error'), ...problem, code: z.enum([...commitRefusals, 'hub']) }),
} satisfies { readonly [Name in CommitEvent['event']]: z.ZodMiniType<Extract<CommitEvent, { event: Name }>> }

export const CommitLine: z.ZodMiniType<CommitEvent> = oneOf('event', commitEvents)

/** The union of all cases in a map, so that none can be forgotten. */
function oneOf<Case extends z.ZodMiniObject>(key: string, cases: Readonly<Record<string, Case>>) {
  const [first, ...rest] = Object.values(cases)
  if (first === undefined) throw new Error(`A union by ${key} needs at least one case.`)
  return z.discriminatedUnion(key, [first, ...rest])
}
