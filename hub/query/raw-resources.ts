import { type Kysely, sql } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { readDocuments } from '#hub/store/read-document.ts'
import { resourceFormat } from '#hub/store/resource-format.ts'
import type { Tables } from '#hub/store/tables.ts'
import { runInThread } from '#hub/work/run-in-thread.ts'
import { sizeOf } from '#hub/work/size.ts'
import { takeTurns } from '#hub/work/take-turns.ts'
import { task } from '#hub/work/task.ts'
import { loadStream } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { textsOf } from '#lib/config/document/resource-text.ts'

type Item = Record<string, unknown>
type Place = { readonly UnitID: string; readonly ResourceIndex?: number }

/** `raw_data=true`: adds to each resource of a list its own part of the document, in base64 (contract 5.4). */
export async function addRawData(db: Kysely<Tables>, caller: Caller, items: readonly Item[]): Promise<void> {
  const places = items.map(({ Resource }) => Resource as Place)
  const ids = [...new Set(places.map(({ UnitID }) => UnitID))]
  const units = await db
    .selectFrom('Unit')
    .select(['UnitID', 'DataHash', 'ToolchainType'])
    .where('OrganizationID', '=', caller.OrganizationID)
    .where(sql<boolean>`"UnitID" = any(${ids}::uuid[])`)
    .execute()
  const hashes = new Map(units.map(({ UnitID, DataHash }) => [UnitID, DataHash]))
  // A document that is not YAML is one resource.
  const whole = new Set(
    units.flatMap((unit) => (resourceFormat(unit.ToolchainType) === '' ? [] : unit.UnitID)),
  )
  const nextTurn = takeTurns()
  const parts = new Map<string, readonly string[]>()
  const texts = await readDocuments(db, hashes.values())
  for (const [hash, text] of texts) {
    parts.set(hash, await partsOf(text))
    await nextTurn()
  }
  for (const [index, { UnitID, ResourceIndex = 0 }] of places.entries()) {
    const hash = hashes.get(UnitID) ?? ''
    const part = whole.has(UnitID) ? texts.get(hash) : parts.get(hash)?.[ResourceIndex]
    const item = items[index]
    if (part !== undefined && item !== undefined) item.RawData = Buffer.from(part).toString('base64')
  }
}

async function partsOf(text: string): Promise<readonly string[]> {
  const size = sizeOf([text])
  return size === 'small' ? resourceTexts(text) : runInThread(rawTask, text, size)
}

/** The text of each resource with the comments above it, by its position in the document. */
function resourceTexts(text: string): string[] {
  const loaded = loadStream(text)
  if (!loaded.ok) return []
  const textOf = textsOf(loaded.value)
  return withItems(loaded.value.resources).map((resource) => textOf(resource).trimStart())
}

const rawTask = task(import.meta.url, resourceTexts)
