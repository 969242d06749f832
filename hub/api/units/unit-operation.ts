import type { Transaction } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { models } from '#hub/entities/models/models.ts'
import { keptMutations } from '#hub/links/kept-mutations.ts'
import type { ResolveOptions } from '#hub/links/resolve-link.ts'
import { resolveLinks } from '#hub/links/resolve-links.ts'
import { noteUpgrade } from '#hub/links/upstream.ts'
import { flag, optionalId } from '#hub/query/query-parameters.ts'
import { selectionSql } from '#hub/query/selection.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'
import { mergeRevisions } from '#hub/units/merge-revisions.ts'
import { findRevision } from '#hub/units/revision-reference.ts'
import { visibleUnit } from '#hub/units/visible-unit.ts'
import type { Operated, UnitRow, UnitWrite } from '#hub/units/write-request.ts'
import { writeUnitIn } from '#hub/units/write-unit.ts'
import { unreachable } from '#lib/base/unreachable.ts'

/** A query operation of a unit PATCH that writes its document (contract 3, 5.2). */
export type UnitOperation =
  | { readonly kind: 'restore'; readonly reference: string }
  | ({ readonly kind: 'upgrade' } & ResolveOptions)
  | ({
      readonly kind: 'merge'
      /** A Unit's id, or `Self`. */
      readonly source: string
      readonly base: string
    } & ResolveOptions)
  | ({ readonly kind: 'resolve'; readonly links: string } & ResolveOptions)

const unserved = ['change_order', 'guards', 'clearance', 'prior_revisions']

/** The one operation that a request asks for, if any. */
export function operationOf(query: URLSearchParams, form: 'single' | 'bulk'): UnitOperation | undefined {
  for (const name of unserved)
    if (query.has(name))
      throw new Failure(501, `PATCH /unit with ${name} is not implemented by the embedded hub.`)
  const wanted = [
    restoreOf(query, form),
    flag(query, 'upgrade') ? { kind: 'upgrade' as const, ...mergeOptions(query) } : undefined,
    mergeOf(query),
    resolveOf(query),
  ].filter((operation) => operation !== undefined)
  const [operation, second] = wanted
  if (second !== undefined)
    throw new Failure(400, `${operation?.kind} and ${second.kind} cannot be done in one request.`)
  if (flag(query, 'protect') && bringsForeign(operation))
    throw new Failure(
      400,
      'protect marks what is written here; it does not go with what comes from another Unit.',
    )
  const merges = operation !== undefined && operation.kind !== 'restore'
  for (const name of ['squash', 'where_mutation', 'filter_mutation'])
    if (!merges && (name === 'squash' ? flag(query, name) : query.has(name)))
      throw new Failure(400, `${name} requires upgrade, merge_source or resolve.`)
  return operation
}

/** Paths changed by an upgrade or a merge belong to the upstream; they are not local overrides (contract 5.2). */
function bringsForeign(operation: UnitOperation | undefined): boolean {
  return operation?.kind === 'upgrade' || (operation?.kind === 'merge' && operation.source !== 'Self')
}

function restoreOf(query: URLSearchParams, form: 'single' | 'bulk'): UnitOperation | undefined {
  const revisionId = form === 'single' ? optionalId(query, 'revision_id') : undefined
  const reference = query.get('restore') || (revisionId === undefined ? '' : `Revision:${revisionId}`)
  return reference === '' ? undefined : { kind: 'restore', reference }
}

function mergeOf(query: URLSearchParams): UnitOperation | undefined {
  const source = query.get('merge_source') ?? ''
  if (source === '') return undefined
  return { kind: 'merge', source, base: query.get('merge_base') ?? '', ...mergeOptions(query) }
}

function resolveOf(query: URLSearchParams): UnitOperation | undefined {
  const links = query.get('resolve') ?? ''
  return links === '' ? undefined : { kind: 'resolve', links, ...mergeOptions(query) }
}

function mergeOptions(query: URLSearchParams): ResolveOptions {
  const where = query.get('where_mutation') ?? ''
  // An invalid value fails the request once, not each Unit.
  selectionSql(models.Mutation, { where, whereData: '', resourceType: '', contains: '' })
  return {
    keep: [{ where, filter: optionalId(query, 'filter_mutation') }],
    end: query.get('merge_end') ?? '',
    squash: flag(query, 'squash'),
    subtract: flag(query, 'merge_enable_subtraction'),
  }
}

type Common = Omit<UnitWrite, 'produce' | 'source'>

/** Runs the operation on a Unit that the transaction has locked. */
export async function operate(
  db: Transaction<Tables>,
  unit: UnitRow,
  operation: UnitOperation,
  write: Common,
): Promise<Operated> {
  switch (operation.kind) {
    case 'restore':
      return restore(db, operation.reference, write)
    case 'upgrade':
      return upgrade(db, unit, operation, write)
    case 'merge':
      return merge(db, unit, operation, write)
    case 'resolve':
      return resolveLinks(db, unit, operation, write)
    default:
      return unreachable(operation)
  }
}

/** `protect` has no effect here: a restore writes nothing new. */
async function restore(db: Transaction<Tables>, reference: string, write: Common): Promise<Operated> {
  return writeUnitIn(db, {
    ...write,
    protect: false,
    source: 'RestoreRevision',
    produce: async (_before, current, transaction) => {
      const revision = await findRevision(transaction, current, reference)
      return {
        text: await readDocument(transaction, revision.DataHash),
        mutations: [{ RestoredRevisionNum: revision.RevisionNum }],
      }
    },
  })
}

async function upgrade(
  db: Transaction<Tables>,
  unit: UnitRow,
  { end, squash, subtract, keep }: Extract<UnitOperation, { kind: 'upgrade' }>,
  write: Common,
): Promise<Operated> {
  if (unit.UpstreamUnitID === null || unit.UpstreamRevisionNum === 0)
    throw new Failure(422, `${unit.Slug} is not a clone: it has no upstream Unit to upgrade from.`)
  const source = await visibleUnit(db, write.caller, unit.UpstreamUnitID, 'upgrade')
  const last = await lastOf(db, source, end)
  const columns = { UpstreamRevisionNum: Math.max(last, unit.UpstreamRevisionNum) }
  const kept = await keptMutations(db, write.caller, unit.UnitID, keep)
  const request = { source, base: unit.UpstreamRevisionNum, end: last, kept, squash, subtract }
  const note = (revisionNum: number) => ({ UpgradedFromUpstreamRevisionNum: revisionNum })
  const merged = await mergeRevisions(
    db,
    unit,
    { ...request, columns, note },
    { ...write, source: 'UpgradeUnit' },
  )
  await noteUpgrade(db, unit.UnitID)
  return merged
}

async function merge(
  db: Transaction<Tables>,
  unit: UnitRow,
  operation: Extract<UnitOperation, { kind: 'merge' }>,
  write: Common,
): Promise<Operated> {
  const isSelf = operation.source === 'Self'
  const source = isSelf ? unit : await visibleUnit(db, write.caller, operation.source, 'merge_source')
  if (operation.base === '')
    throw new Failure(400, 'merge_base: name the revision of the source that was merged last.')
  const base = await findRevision(db, source, operation.base)
  const end = await lastOf(db, source, operation.end)
  if (end < base.RevisionNum) throw new Failure(400, 'merge_end comes before merge_base.')
  const { squash, subtract, keep } = operation
  const kept = await keptMutations(db, write.caller, unit.UnitID, keep)
  const request = { source, base: base.RevisionNum, end, kept, squash, subtract }
  const columns = { UpdatedAt: new Date() }
  const common = { ...write, source: 'MergeUnits' } as const
  return mergeRevisions(db, unit, { ...request, columns, note: () => ({}) }, common)
}

/** The revision that `end` names, or the newest. */
async function lastOf(db: Transaction<Tables>, source: UnitRow, end: string): Promise<number> {
  return end === '' ? source.HeadRevisionNum : (await findRevision(db, source, end)).RevisionNum
}
