import { Failure } from '#hub/access/failure.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import { flag, optionalId } from '#hub/query/query-parameters.ts'

export type OrderField = { readonly column: string; readonly descending: boolean }

/** `where_trigger`, `trigger_filter` and `triggers_passed` (contract 5.1). */
export type TriggerSelection = {
  readonly where: string
  /** Filter of Triggers, whose conditions apply as well. */
  readonly filter: string | undefined
  /** Keep the Units that pass instead of those that fail. */
  readonly passed: boolean
}

/** Parameters that lists share (contract 5.1), checked. */
export type ListParameters = {
  readonly where: string
  readonly whereData: string
  readonly resourceType: string
  readonly contains: string
  /** Filter whose conditions apply as well. */
  readonly filter: string | undefined
  /** View whose columns are added; its Filter applies as well. */
  readonly view: string | undefined
  /** Triggers that each Unit of the page has to fail, or to pass. */
  readonly triggers: TriggerSelection | undefined
  readonly includeHidden: HiddenReasons
  readonly include: readonly string[]
  /** Fields to return; undefined = all. */
  readonly select: readonly string[] | undefined
  readonly orderBy: readonly OrderField[]
  readonly limit: number | undefined
  readonly continueToken: string
  /** What a continue token is bound to: every parameter but the token. */
  readonly fingerprint: string
}

/** Hidden entities that are selected too: those of these reasons, or all (contract 5.1). */
export type HiddenReasons = '*' | readonly string[]

/** `BackingUnit,Archived`, or `*`: of `include_hidden` and of a Filter's IncludeHidden. */
export function hiddenReasons(text: string): HiddenReasons {
  const reasons = csv(text).filter((reason) => reason !== '')
  return reasons.includes('*') ? '*' : reasons
}

const maxLimit = 1000

export function listParameters(query: URLSearchParams, model: EntityModel): ListParameters {
  mustBeEngine(query.get('where_data_engine'))
  return {
    where: query.get('where') ?? '',
    whereData: query.get('where_data') ?? '',
    resourceType: query.get('resource_type') ?? '',
    contains: query.get('contains') ?? '',
    filter: optionalId(query, 'filter'),
    view: query.get('view') || undefined,
    triggers: triggersOf(query, model),
    includeHidden: hiddenReasons(query.get('include_hidden') ?? ''),
    include: includeOf(query, model.include),
    select: selectOf(query.get('select'), model),
    orderBy: orderOf(query.get('order_by'), model),
    limit: limitOf(query.get('limit')),
    continueToken: query.get('continue') ?? '',
    fingerprint: fingerprint(query),
  }
}

/** All engines of where_data give the same answer here: SQL, held to the in-memory evaluation by a property test (contract 7.1). */
function mustBeEngine(engine: string | null): void {
  if (engine === null || engine === '' || ['sql', 'function', 'shadow'].includes(engine)) return
  throw new Failure(400, `where_data_engine must be sql, function or shadow, not ${engine}.`)
}

function triggersOf(query: URLSearchParams, model: EntityModel): TriggerSelection | undefined {
  const where = query.get('where_trigger') ?? ''
  const filter = optionalId(query, 'trigger_filter')
  const passed = flag(query, 'triggers_passed')
  const selected = where.trim() !== '' || filter !== undefined
  if (!selected && !passed) return undefined
  if (model.table !== 'Unit')
    throw new Failure(400, 'where_trigger, trigger_filter and triggers_passed select Units only.')
  if (!selected)
    throw new Failure(400, 'triggers_passed needs where_trigger or trigger_filter, which say what to run.')
  return { where, filter, passed }
}

/** Names in `include`; each must be known. */
export function includeOf(query: URLSearchParams, known: readonly string[]): string[] {
  // Each costs a query, and repeating one adds nothing.
  const names = [...new Set(csv(query.get('include')))]
  for (const name of names) {
    if (known.includes(name)) continue
    const hint = known.find((candidate) => candidate.toLowerCase() === `${name.toLowerCase()}id`)
    throw new Failure(
      400,
      `Unknown include name ${name}.${hint ? ` Did you mean ${hint}?` : ''} Known: ${known.join(', ') || 'none'}.`,
    )
  }
  return names
}

/** 0 is no limit (contract 5.1). */
function limitOf(text: string | null): number | undefined {
  if (text === null || text === '') return undefined
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (limit === 0) return undefined
  if (limit <= maxLimit) return limit
  throw new Failure(400, `limit must be a whole number from 0 to ${maxLimit}, not ${text}.`)
}

function selectOf(text: string | null, model: EntityModel): string[] | undefined {
  if (text === null || text === '') return undefined
  const names = csv(text)
  if (names.includes('*')) return undefined
  for (const name of names) {
    // Fields of expanded entities come in full, whether or not select names them (contract A7).
    if (isColumn(model, name) || model.unfilled.includes(name)) continue
    if (/^[A-Z][A-Za-z]*\.[A-Z][A-Za-z]*$/.test(name)) continue
    throw new Failure(400, `Unknown select name ${name} for ${model.table}.`)
  }
  return names
}

/** Own names only: every object also has `constructor`. */
function isColumn(model: EntityModel, name: string): boolean {
  if (model.internal?.includes(name)) return false
  return Object.hasOwn(model.columns, name) || Object.hasOwn(model.derived, name)
}

function orderOf(text: string | null, model: EntityModel): OrderField[] {
  if (text === null || text === '') return []
  const fields = text.split(',').map((field) => {
    const match = /^(?:(ASC|DESC):)?([A-Za-z]+)$/.exec(field.trim())
    const column = match?.[2] ?? ''
    if (!model.orderBy.includes(column))
      throw new Failure(
        400,
        `order_by cannot use "${field}". Allowed, with ASC: or DESC: before it: ${model.orderBy.join(', ')}.`,
      )
    return { column, descending: match?.[1] === 'DESC' }
  })
  // A field that is never filled, or is named a second time, cannot change the order.
  return fields.filter(
    ({ column }, index) =>
      (isColumn(model, column) || column in (model.ordering ?? {})) &&
      fields.findIndex((field) => field.column === column) === index,
  )
}

function fingerprint(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'continue')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&')
}

function csv(text: string | null): string[] {
  if (text === null || text === '') return []
  return text.split(',').map((name) => name.trim())
}
