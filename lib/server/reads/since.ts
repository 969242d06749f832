import 'server-only'
import { defined } from '#lib/base/defined.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { Revision } from '#lib/confighub/schema/entities.ts'
import { type Since, SinceRequest, type SinceResponse } from '#lib/confighub/since.ts'
import type { ValueColumn } from '#lib/confighub/values.ts'
import type { ColumnValue } from '#lib/rows/column.ts'
import { cellKey } from '#lib/rows/value-cells.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { checkedAnswer } from '#lib/server/access/checked-answer.ts'
import { maskFields } from '#lib/server/masking/mask-texts.ts'
import { cellsOfDocument, readDocumentCells } from '#lib/server/reads/document-cells.ts'
import { type NamedDocument, revisionReader } from '#lib/server/reads/document-texts.ts'
import type { TaskContext } from '#lib/server/work/pool.ts'

/** Longer histories are read up to here, and the answer says so. */
const mostRevisions = 200
/** Usually a value was set lately, so few documents are read first. */
const revisionsAtOnce = 10

/** Since when the values of a unit are what they are, and who set them. */
export async function answerSince(request: Request, context: RouteContext): Promise<Response> {
  return checkedAnswer(request, context, SinceRequest, async (asked, task) => {
    const found = await readSince(context.hub, asked, task)
    const body: SinceResponse = { columns: await masked(found, task) }
    return body
  })
}

/** People write reasons, and secrets into them. */
async function masked(found: readonly Since[], context: TaskContext): Promise<Since[]> {
  const texts = await maskFields(
    found.map((each) => ({
      name: 'Description',
      text: each.kind === 'since' ? (each.Description ?? '') : '',
    })),
    context,
  )
  return found.map((each, index) =>
    each.kind !== 'since' || each.Description === undefined
      ? each
      : { ...each, Description: texts[index] ?? '' },
  )
}

type Known = { readonly revision: Revision; readonly document: NamedDocument }

async function readSince(
  hub: ConfigHub,
  { spaceId, unitId, columns }: SinceRequest,
  context: TaskContext,
): Promise<Since[]> {
  const [{ Unit }, page] = await Promise.all([
    hub.unit(spaceId, unitId, { select: 'Slug,ToolchainType' }, context.signal),
    hub.unitRevisionPage(
      spaceId,
      unitId,
      { order_by: 'DESC:RevisionNum', limit: mostRevisions },
      context.signal,
    ),
  ])
  const revisions = page.items.map(({ Revision }): Known => {
    const { RevisionID, DataHash, DataSize } = Revision
    return {
      revision: Revision,
      document: { id: RevisionID, DataHash, DataSize, ToolchainType: Unit.ToolchainType },
    }
  })
  const found: (Since | undefined)[] = columns.map(() => undefined)
  for (let start = 0; start < revisions.length && found.includes(undefined); start += revisionsAtOnce) {
    const portion = revisions.slice(start, start + revisionsAtOnce)
    const documents = portion.map(({ document }) => document)
    await readDocumentCells(documents, columns, revisionReader(hub, context), context)
    for (const [index, column] of columns.entries())
      found[index] ??= setIn(revisions, column, start, start + portion.length)
  }
  return found.map((each) => each ?? begun(revisions.at(-1)?.revision, page.next !== undefined))
}

/** The oldest revision since which a column has the value of the head, if that is among these. */
function setIn(
  revisions: readonly Known[],
  column: ValueColumn,
  start: number,
  end: number,
): Since | undefined {
  const head = readCell(revisions[0], column)
  if (head === undefined) return { kind: 'unknown' }
  for (let at = Math.max(1, start); at < end; at += 1) {
    const before = readCell(revisions[at], column)
    if (before === undefined) return { kind: 'unknown' }
    if (before !== head) return sinceOf(revisions[at - 1]?.revision)
  }
  return undefined
}

function readCell(known: Known | undefined, column: ValueColumn): ColumnValue | undefined {
  if (known?.document.DataHash === undefined) return undefined
  const [cell] = cellsOfDocument(known.document, [column]) ?? []
  return cell && cellKey(cell)
}

function begun(oldest: Revision | undefined, hasOlder: boolean): Since {
  if (oldest === undefined || !hasOlder) return sinceOf(oldest)
  const { RevisionNum, CreatedAt } = oldest
  return { kind: 'longer', RevisionNum, ...defined({ CreatedAt }) }
}

function sinceOf(revision: Revision | undefined): Since {
  if (revision === undefined) return { kind: 'unknown' }
  const { RevisionNum, CreatedAt, UserID, Description } = revision
  return { kind: 'since', RevisionNum, ...defined({ CreatedAt, UserID, Description }) }
}
