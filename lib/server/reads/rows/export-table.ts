import 'server-only'
import { count } from '#lib/base/plural.ts'
import { type Outcome, ok } from '#lib/base/result.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { whereCalls } from '#lib/confighub/united.ts'
import type { ValueColumn } from '#lib/confighub/values.ts'
import type { ExportRequest } from '#lib/rows/export-request.ts'
import { metadataColumns } from '#lib/rows/metadata-columns.ts'
import { RowTable } from '#lib/rows/row-table.ts'
import { askedFields, rowsCap } from '#lib/rows/rows-asked.ts'
import type { ComputedOutcome } from '#lib/rows/rows-wire.ts'
import { allRows, sortRows } from '#lib/rows/sort-rows.ts'
import { documentColumn, labelColumn, type UnitColumn } from '#lib/rows/unit-columns.ts'
import { functionFinder } from '#lib/server/reads/function-values.ts'
import { computedFilter } from '#lib/server/reads/rows/computed-filter.ts'
import type { FunctionRun } from '#lib/server/reads/rows/fill-functions.ts'
import { maskBatch } from '#lib/server/reads/rows/mask-batch.ts'
import { batchOf, firstPass, latePass, type Pass } from '#lib/server/reads/rows/row-batches.ts'
import { type RowsContext, readSpaces } from '#lib/server/reads/rows/row-lines.ts'
import { unitPages } from '#lib/server/reads/rows/unit-pages.ts'
import { parseFunctionCall } from '#lib/where/computed/function-call.ts'

export type ExportColumn = UnitColumn & {
  readonly id: string
  readonly value?: ValueColumn
  /** What computes it. */
  readonly run?: FunctionRun
}

/** The columns by their ids, or why one of them can be in no file. */
export async function exportColumns(
  hub: ConfigHub,
  asked: ExportRequest['columns'],
  context: RowsContext,
): Promise<Outcome<readonly ExportColumn[]>> {
  const find = functionFinder(hub, context)
  const columns: ExportColumn[] = []
  for (const { id, value } of asked) {
    const call = parseFunctionCall(id)
    const found = metadataColumns.find((column) => column.id === id) ?? labelColumn(id)
    if (found !== undefined) columns.push({ ...found, id })
    else if (call !== undefined) {
      const signature = await find(call)
      if (!signature.ok) return signature
      columns.push({ id, ...documentColumn, run: { call, signature: signature.value } })
    } else if (value !== undefined) columns.push({ id, ...documentColumn, value })
    else return { ok: false, message: `there is no column “${id}”.` }
  }
  return ok(columns)
}

export type ExportTable = {
  readonly table: RowTable
  /** By unit and Space. */
  readonly order: Uint32Array
  readonly isTruncated: boolean
  /** What became of conditions that are computed here. */
  readonly computed: ComputedOutcome | undefined
}

/** Everything of an export but the values inside documents: its rows are counted before the first is written. */
export async function readExportTable(
  hub: ConfigHub,
  request: ExportRequest,
  columns: readonly ExportColumn[],
  context: RowsContext,
): Promise<ExportTable> {
  const needed = new Set(columns.flatMap(({ needs }) => needs))
  const fields = askedFields.filter((field) => needed.has(field))
  const table = new RowTable(fields)
  const filter = await computedFilter(hub, request.computed, context)
  const first = firstPass(fields)
  const all = pagesOf(hub, request, first, context)
  let isTruncated = false
  for await (const units of filter.filtered(all)) {
    const room = rowsCap - table.count
    isTruncated = units.length > room
    table.append(await maskBatch(batchOf(units.slice(0, room), first.sources), context))
    if (isTruncated) break
  }
  table.setSpaces(await readSpaces(hub, context))
  const late = latePass(fields)
  if (late !== undefined) {
    // In the order of the rows, of which there may be more than the file holds.
    let completed = 0
    const again = pagesOf(hub, request, late, context)
    for await (const units of filter.again(again)) {
      table.complete(batchOf(units, late.sources))
      completed += units.length
      if (completed >= table.count) break
    }
  }
  table.settle()
  const order = sortRows(allRows(table.count), [
    { column: table.sent('slug') },
    { column: table.sent('space') },
  ])
  const { computed } = filter.outcome
  return { table, order, isTruncated: isTruncated || computed?.isCut === true, computed }
}

/** The whole query, or those of the picked units that it still selects. */
async function* pagesOf(
  hub: ConfigHub,
  { unitIds, ...question }: ExportRequest,
  { fields }: Pass,
  { signal }: RowsContext,
): AsyncGenerator<readonly ExtendedUnit[]> {
  if (unitIds === undefined) return yield* unitPages(hub, question, fields, signal)
  const parameters = {
    where_data: question.whereData,
    resource_type: question.resourceType,
    select: fields.select.join(','),
    include: fields.include.join(','),
  }
  for (const where of whereCalls(question.where, 'GET /unit'))
    yield await hub.unitsById(unitIds, { ...parameters, where }, signal)
}

/** For the head of an export: which values are derived from Slugs. */
export function notesOf({ table, order, computed }: ExportTable, columns: readonly ExportColumn[]): string {
  const derived = (['environment', 'region'] as const).flatMap((name) => {
    const found = columns.some(({ id }) => id === name) ? table.countDerived(name, order) : 0
    return found === 0
      ? []
      : [`${name} of ${count(found, 'row')} is derived from the Slug of the space and is not a label`]
  })
  return [...derived, ...unknownNotes(computed)].join('; ')
}

/** Units that may belong into the file are named in it. */
function unknownNotes(computed: ComputedOutcome | undefined): string[] {
  const { unknown = 0, named = [], judged = 0, isCut = false } = computed ?? {}
  const names = named.map(({ space, slug, reason }) => `${space}/${slug} (${reason})`)
  const more = unknown > named.length ? ` and ${unknown - named.length} more` : ''
  return [
    ...(unknown === 0
      ? []
      : [
          `${count(unknown, 'unit')} left out, because what is computed of them is unknown: ${names.join(', ')}${more}`,
        ]),
    ...(isCut ? [`functions were run on the first ${count(judged, 'unit')} only`] : []),
  ]
}
