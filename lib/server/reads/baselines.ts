import 'server-only'
import { defined } from '#lib/base/defined.ts'
import { unreachable } from '#lib/base/unreachable.ts'
import {
  type BaselineAnswer,
  type BaselineOf,
  BaselinesRequest,
  type BaselinesResponse,
} from '#lib/confighub/baselines.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { Revision, Unit } from '#lib/confighub/schema/entities.ts'
import type { ValueColumn } from '#lib/confighub/values.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { checkedAnswer } from '#lib/server/access/checked-answer.ts'
import { maskFields } from '#lib/server/masking/mask-texts.ts'
import { cellsOfDocument, readDocumentCells } from '#lib/server/reads/document-cells.ts'
import {
  documentFields,
  headReader,
  type NamedDocument,
  revisionReader,
} from '#lib/server/reads/document-texts.ts'
import type { TaskContext } from '#lib/server/work/pool.ts'

/** What each of the asked units is compared with, and what the columns have there. */
export async function answerBaselines(request: Request, context: RouteContext): Promise<Response> {
  return checkedAnswer(request, context, BaselinesRequest, (asked, task) =>
    readBaselines(context.hub, asked, task),
  )
}

async function readBaselines(
  hub: ConfigHub,
  { of, unitIds, columns }: BaselinesRequest,
  context: TaskContext,
): Promise<BaselinesResponse> {
  const found = await findDocuments(hub, of, unitIds, context)
  const read =
    of.kind === 'upstream' || of.kind === 'head' ? headReader(hub, context) : revisionReader(hub, context)
  const documents = [...found.values()].filter((each) => each !== 'nothing')
  await readDocumentCells(documents, columns, read, context)
  const entries = [...found]
  // Heads are named by the Slugs of their units.
  const names = await maskFields(
    entries.map(([, each]) => ({ name: 'Slug', text: each === 'nothing' ? '' : each.name })),
    context,
  )
  return {
    units: Object.fromEntries(
      entries.map(([id, each], index) => [id, answerOf(each, names[index] ?? '', columns)]),
    ),
  }
}

type Found = (NamedDocument & { readonly name: string; readonly UnitID?: string }) | 'nothing'

function answerOf(found: Found, name: string, columns: readonly ValueColumn[]): BaselineAnswer {
  if (found === 'nothing') return { kind: 'nothing' }
  const { UnitID, DataHash } = found
  const cells = DataHash === undefined ? undefined : cellsOfDocument(found, columns)
  return { kind: 'document', name, ...defined({ UnitID, DataHash, cells }) }
}

/** By UnitID, the document that it is compared with. A unit of which that is not known is absent. */
async function findDocuments(
  hub: ConfigHub,
  of: BaselineOf,
  unitIds: readonly string[],
  context: TaskContext,
): Promise<ReadonlyMap<string, Found>> {
  switch (of.kind) {
    case 'upstream':
      return upstreamHeads(hub, unitIds, context)
    case 'head':
      return headsOf(hub, unitIds, context)
    case 'released':
      return releasedRevisions(hub, unitIds, context)
    case 'at':
      return headsAt(hub, of.time, unitIds, context)
    default:
      return unreachable(of)
  }
}

async function headsOf(hub: ConfigHub, unitIds: readonly string[], { signal }: TaskContext) {
  const select = ['Slug', 'SpaceSlug', ...documentFields].join(',')
  const heads = await hub.unitsById(unitIds, { select }, signal)
  return new Map(heads.map(({ Unit }) => [Unit.UnitID, documentOfHead(Unit)]))
}

async function upstreamHeads(hub: ConfigHub, unitIds: readonly string[], context: TaskContext) {
  const units = await hub.unitsById(unitIds, { select: 'Slug,UpstreamUnitID' }, context.signal)
  const upstreamIds = units.flatMap(({ Unit }) => Unit.UpstreamUnitID ?? [])
  const heads = await headsOf(hub, upstreamIds, context)
  return new Map(
    units.flatMap(({ Unit }): [string, Found][] => {
      if (Unit.UpstreamUnitID === undefined) return [[Unit.UnitID, 'nothing']]
      const head = heads.get(Unit.UpstreamUnitID)
      return head === undefined ? [] : [[Unit.UnitID, head]]
    }),
  )
}

function documentOfHead(unit: Unit): Found {
  return { ...unit, id: unit.UnitID, name: `${unit.SpaceSlug ?? ''}/${unit.Slug}` }
}

async function releasedRevisions(hub: ConfigHub, unitIds: readonly string[], { signal }: TaskContext) {
  const units = await hub.unitsById(
    unitIds,
    { select: 'Slug,LastReleasedRevisionNum,ToolchainType', include: 'LastReleasedRevisionNum' },
    signal,
  )
  return new Map(
    units.flatMap(({ Unit, LastReleasedRevision }): [string, Found][] => {
      // 0 is never (contract 4.2), and empty fields are omitted.
      if (!Unit.LastReleasedRevisionNum) return [[Unit.UnitID, 'nothing']]
      return LastReleasedRevision === undefined
        ? []
        : [[Unit.UnitID, documentOfRevision(LastReleasedRevision, Unit.ToolchainType)]]
    }),
  )
}

async function headsAt(hub: ConfigHub, time: string, unitIds: readonly string[], { signal }: TaskContext) {
  const [units, revisions] = await Promise.all([
    hub.unitsById(unitIds, { select: 'Slug,ToolchainType' }, signal),
    hub.newestRevisions(unitIds, { where: `CreatedAt <= '${time}'` }, signal),
  ])
  const newest = new Map(revisions.map(({ Revision }) => [Revision.UnitID, Revision]))
  return new Map(
    units.map(({ Unit }): [string, Found] => {
      const revision = newest.get(Unit.UnitID)
      return [
        Unit.UnitID,
        revision === undefined ? 'nothing' : documentOfRevision(revision, Unit.ToolchainType),
      ]
    }),
  )
}

function documentOfRevision(revision: Revision, ToolchainType: string | undefined): Found {
  const { RevisionID, RevisionNum, DataHash, DataSize } = revision
  return { id: RevisionID, name: `r${RevisionNum}`, DataHash, DataSize, ToolchainType }
}
