import { z } from 'zod'
import { type Streamed, streamed } from '#bench/event-stream.ts'
import { bareReads } from '#bench/preview.ts'
import { query, read } from '#bench/requests.ts'
import type { Servers } from '#bench/servers.ts'

/** Who asks whom. */
export type Side = Pick<Servers, 'hub' | 'token' | 'dashboard'> & {
  readonly person: Readonly<Record<string, string>>
  readonly services: readonly string[]
}

export type PreviewRun = { readonly firstMs: number; readonly allMs: number; readonly preview: Preview }

export type Preview = {
  readonly seal: string
  /** Units that the patch changes. */
  readonly changedIds: readonly string[]
}

const Units = z.array(z.object({ Unit: z.object({ Slug: z.string() }) }))
const unitsOfService = 499

/** Slugs that have one unit in each production Space, as the hub has them. */
export async function servicesOf({ hub, token }: Pick<Side, 'hub' | 'token'>): Promise<string[]> {
  const headers = { Authorization: `Bearer ${token}` }
  const where = "Slug LIKE '%-service' AND Space.Slug LIKE '%-base'"
  const page = query({ where, select: 'Slug', order_by: 'Slug' })
  const found = Units.parse(JSON.parse(await read(`${hub}/unit?${page}`, { headers })))
  return found.map(({ Unit }) => Unit.Slug)
}

/** Selects about this many units of `scale:50000`. */
export function whereOf({ services }: Side, units: number): string {
  const slugs = services.slice(0, Math.round(units / unitsOfService)).map((slug) => `'${slug}'`)
  return `Slug IN (${slugs.join(', ')}) AND Space.Labels.Environment = 'prod'`
}

const Row = z.object({
  event: z.literal('row'),
  row: z.object({ UnitID: z.string(), status: z.string() }),
})
const Done = z.object({ event: z.literal('done'), seal: z.string() })
const Other = z.object({ event: z.enum(['start', 'checked', 'error']), message: z.string().optional() })
const Line = z.discriminatedUnion('event', [Row, Done, Other])

/** Previews a number of replicas, which changes every unit that does not have it. */
export function previewRun(side: Side, units: number, replicas: number): Promise<PreviewRun> {
  const patch = {
    kind: 'set-fields',
    fields: [{ path: 'spec.replicas', value: replicas }],
    resourceType: 'apps/v1/Deployment',
  }
  return previewOf(side, { selection: { kind: 'query', where: whereOf(side, units) }, patch }, units)
}

/** Previews putting back what a change wrote. */
export function undoPreviewRun(side: Side, { tagId, changedIds }: Written): Promise<PreviewRun> {
  const selection = { kind: 'units', unitIds: changedIds }
  return previewOf(
    side,
    { selection, patch: { kind: 'restore', to: `Before:Tag:${tagId}` } },
    changedIds.length,
  )
}

async function previewOf(side: Side, body: object, units: number): Promise<PreviewRun> {
  const { text, firstMs, allMs } = await streamed(`${side.dashboard}/api/previews`, side.person, body, 'row')
  return { firstMs, allMs, preview: previewIn(text, units) }
}

/** A failed preview would look fast. */
function previewIn(text: string, units: number): Preview {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => Line.parse(JSON.parse(line)))
  const rows = lines.filter((line) => line.event === 'row')
  const changedIds = rows.flatMap(({ row }) => (row.status === 'change' ? row.UnitID : []))
  const done = lines.find((line) => line.event === 'done')
  if (done === undefined || rows.length < 0.98 * units || changedIds.length < 0.98 * units)
    throw new Error(`the preview of ${units} is not complete: ${rows.length} rows\n${text.slice(-500)}`)
  return { seal: done.seal, changedIds }
}

/** Writes a whole preview; milliseconds to the first outcome and to the end. */
export async function commitRun(side: Side, preview: Preview) {
  const { text, firstMs, allMs } = await commit(side, preview)
  const written = text.match(/"status":"written"/g)?.length ?? 0
  const { changedIds } = preview
  if (written !== changedIds.length)
    throw new Error(`${written} of ${changedIds.length} were written\n${text.slice(-500)}`)
  return { firstMs, allMs, written: { tagId: startOf(text).tagId, changedIds } }
}

export type Written = { readonly tagId: string; readonly changedIds: readonly string[] }

const Start = z.object({ event: z.literal('start'), spaceId: z.string(), tagId: z.string() })

/** Writes what can be written of a preview; gives the address of the record below `/changes/`. */
export async function recordOf(side: Side, preview: Preview): Promise<string> {
  const { text } = await commit(side, preview)
  const { spaceId, tagId } = startOf(text)
  return `${spaceId}.${tagId}`
}

function startOf(text: string): z.infer<typeof Start> {
  const first = text.split('\n').find((line) => line.includes('"event":"start"'))
  return Start.parse(JSON.parse(first ?? 'null'))
}

async function commit(side: Side, { seal, changedIds }: Preview): Promise<Streamed> {
  const [recordSpaceId] = await spaceIds(side)
  const body = {
    seal,
    reason: 'Measure how long writing takes',
    excludedUnitIds: [],
    // Local overrides are written only when they are named.
    includedUnitIds: changedIds,
    consentReason: 'Only a measurement.',
    confirmed: changedIds.length,
    recordSpaceId,
  }
  return streamed(`${side.dashboard}/api/changes`, side.person, body, 'outcome')
}

const Spaces = z.array(z.object({ Space: z.object({ SpaceID: z.string() }) }))

async function spaceIds({ hub, token }: Side): Promise<string[]> {
  const headers = { Authorization: `Bearer ${token}` }
  const found = Spaces.parse(JSON.parse(await read(`${hub}/space?${query({ limit: 1 })}`, { headers })))
  return found.map(({ Space }) => Space.SpaceID)
}

export async function bareReadsMs(side: Side, units: number): Promise<number> {
  const started = performance.now()
  await bareReads(side, whereOf(side, units))
  return performance.now() - started
}

const Documents = z.array(
  z.object({ UnitID: z.string(), SpaceID: z.string(), Data: z.string(), DataHash: z.string() }),
)

/** The reads and writes that a commit cannot avoid, straight to the hub, with as many in flight; or one unit after another. */
export async function bareWritesMs(
  side: Side,
  units: number,
  replicas: number,
  inFlight = 4,
): Promise<number> {
  const { hub, token } = side
  const headers = { Authorization: `Bearer ${token}` }
  const started = performance.now()
  await bareReads(side, whereOf(side, units))
  const page = { where: whereOf(side, units), limit: 1000 }
  const documents = Documents.parse(JSON.parse(await read(`${hub}/unit_data?${query(page)}`, { headers })))
  const queue = documents.values()
  const writer = async () => {
    for (const { UnitID, SpaceID, Data, DataHash } of queue) {
      await read(`${hub}/space/${SpaceID}/unit/${UnitID}/data`, {
        method: 'PUT',
        headers: { ...headers, 'Content-Type': 'application/octet-stream', 'If-Match': `"${DataHash}"` },
        body: Data.replace(/replicas: \d+/, `replicas: ${replicas}`),
      })
    }
  }
  await Promise.all(Array.from({ length: inFlight }, writer))
  return performance.now() - started
}
