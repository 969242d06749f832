import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { PathsRequest, type PathsResponse } from '#lib/rows/paths-wire.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import { accountHolderOf, type RouteContext } from '#lib/server/access/access.ts'
import { charge } from '#lib/server/access/limits.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'
import { readChecked } from '#lib/server/http/request-body.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { RecentlyUsed } from '#lib/server/process/recently-used.ts'
import { documentKey, headReader, type NamedDocument, readTexts } from '#lib/server/reads/document-texts.ts'
import { PathCatalogue } from '#lib/server/reads/paths/catalogue.ts'
import { sampleUnits } from '#lib/server/reads/paths/sample.ts'
import { RequestBudget } from '#lib/server/work/compute.ts'
import type { Outline } from '#lib/server/work/outline.ts'
import { run, type TaskContext, work } from '#lib/server/work/pool.ts'

/**
 * By document, as the cells of value columns are; undefined in it stands for one that cannot be read. One that took too
 * long is not here: the machine may have been busy.
 */
const outlines = new RecentlyUsed<string, { readonly outline: Outline | undefined }>(32 * 1024 * 1024)

export async function answerPaths(request: Request, { hub, requestId, session }: RouteContext) {
  const asked = await readChecked(request, PathsRequest)
  if (!asked.ok) return refuse(400, 'bad-request', asked.message, requestId)
  const context = { owner: session.UserID, signal: request.signal }
  const holder = accountHolderOf(request, session.UserID)
  const onCall = () => charge('reads', holder, 1)
  return answerJson(await readPaths(hub, asked.value, context, onCall), requestId)
}

/** Which paths the units of a question have, from the documents of some of them. */
async function readPaths(
  hub: ConfigHub,
  question: RowsQuestion,
  context: TaskContext,
  onCall: () => Promise<void>,
): Promise<PathsResponse> {
  const { units, isSample } = await sampleUnits(hub, question, context.signal, onCall)
  const heads = units.map((unit) => ({ ...unit, id: unit.UnitID }))
  const found = await readOutlines(hub, heads, context)
  const catalogue = new PathCatalogue()
  let read = 0
  for (const [key, { length }] of Map.groupBy(heads, documentKey)) {
    const outline = found.get(key)
    if (outline === undefined) continue
    read += length
    catalogue.add(outline, length)
    // Others are answered meanwhile.
    await setImmediate()
  }
  return { read, unreadable: heads.length - read, isSample, ...catalogue.seen() }
}

const tookTooLong = Symbol('took too long')

/** By document; those that cannot be read are absent. */
async function readOutlines(
  hub: ConfigHub,
  documents: readonly NamedDocument[],
  context: TaskContext,
): Promise<ReadonlyMap<string, Outline>> {
  const found = new Map<string, Outline>()
  const isMissing = (document: NamedDocument) => {
    const key = documentKey(document)
    const known = outlines.get(key)
    if (known?.outline !== undefined) found.set(key, known.outline)
    return known === undefined
  }
  const budget = new RequestBudget()
  await readTexts(documents, isMissing, headReader(hub, context), async (portion) => {
    const read = await budget.each(
      portion,
      (each) => run(work(), 'outlines', each, context),
      (): Outline | undefined | typeof tookTooLong => tookTooLong,
    )
    for (const [index, { key }] of portion.entries()) {
      const outline = read[index]
      if (outline === tookTooLong) continue
      outlines.set(key, { outline }, 200 + (outline?.size ?? 0))
      if (outline !== undefined) found.set(key, outline)
    }
  })
  return found
}
