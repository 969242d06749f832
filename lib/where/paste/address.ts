import { isUuid } from '#lib/base/uuid.ts'
import {
  among,
  type Pasted,
  type PastedQuery,
  type PasteResult,
  quoted,
  refusal,
} from '#lib/where/paste/pasted.ts'

/** An address of Hubdeck, of ConfigHub's own pages, or of its API: what it says about units. */
export function readAddress(text: string): PasteResult {
  if (!URL.canParse(text, 'http://deck.invalid')) return refusal('This address cannot be read.')
  const { pathname, searchParams } = new URL(text, 'http://deck.invalid')
  const parts = pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decoded)
  const cannot = refusedParameter(searchParams)
  if (cannot !== undefined) return refusal(cannot)
  const place = placeOf(parts)
  if (place === undefined)
    return refusal(`An address with ${pathname} names no units. Paste one of /units, /activity or /api/unit.`)
  const query = queryOf(searchParams)
  const conditions = [...place, ...unitsOf(searchParams)]
  if (conditions.length === 0 && query.where === '' && query.data === '' && query.type === '')
    return refusal('This address holds no query: it is the list of all units.')
  return { ok: true, value: together(query, conditions) }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Parameters that select units and are no conditions. */
function refusedParameter(parameters: URLSearchParams): string | undefined {
  if (parameters.get('view'))
    return 'The address names a View that ConfigHub stores; it does not hold its conditions. Paste its where instead.'
  if (parameters.get('filter'))
    return 'The address names a Filter that ConfigHub stores; it does not hold its conditions. Paste its where instead.'
  if (parameters.get('contains'))
    return 'contains searches names, labels and annotations at once, which no condition says. Use ILIKE on the attribute that is meant.'
  if (
    parameters.get('pick') ||
    parameters.get('undo') ||
    parameters.get('resume') ||
    parameters.get('restore')
  )
    return 'The address names units that only its own page knows. Open it instead.'
  return undefined
}

/** Conditions that the path says; undefined when it leads to no units. */
function placeOf(parts: readonly string[]): string[] | undefined {
  const [first, second, third, fourth] = parts[0] === 'api' ? parts.slice(1) : parts
  const path = [first, second].join('/')
  if (
    path === 'units/' ||
    path === 'activity/' ||
    path === 'changes/new' ||
    path === 'unit/' ||
    path === 'unit_data/'
  )
    return []
  if (first === 'units' && third === undefined) return undefined
  if (first === 'units') return [of('Space.Slug', 'SpaceID', second), of('Slug', 'UnitID', third)]
  if (first === 'spaces' && second !== undefined) return [of('Space.Slug', 'SpaceID', second)]
  if (first !== 'space' || (third !== 'unit' && third !== 'unit_data')) return undefined
  return [
    of('Space.Slug', 'SpaceID', second),
    ...(fourth === undefined ? [] : [of('Slug', 'UnitID', fourth)]),
  ]
}

function of(slug: string, id: string, value = ''): string {
  return `${isUuid(value) ? id : slug} = ${quoted(value) ?? "''"}`
}

function unitsOf(parameters: URLSearchParams): string[] {
  const ids = (parameters.get('units') ?? '').split(',').filter((id) => id !== '')
  return ids.length === 0 ? [] : [`UnitID IN (${ids.map((id) => quoted(id) ?? "''").join(', ')})`]
}

/** Hubdeck's own names, and those of the API. */
function queryOf(parameters: URLSearchParams): PastedQuery {
  const one = (...names: string[]) =>
    names.map((name) => parameters.get(name) ?? '').find((value) => value !== '') ?? ''
  return {
    where: one('where').trim(),
    data: one('data', 'where_data').trim(),
    type: one('type', 'resource_type').trim(),
  }
}

function together(query: PastedQuery, conditions: readonly string[]): Pasted {
  const changes = conditions.map((to) => ({
    from: 'address',
    to,
    reason: 'What the address names is a condition here.',
  }))
  return { query: { ...query, where: among(query.where, conditions) }, changes }
}
