import { documentBody, jsonBody } from '#tests/contract/fuzz/bodies.ts'
import type { Pool } from '#tests/contract/fuzz/pool.ts'
import type { Random } from '#tests/contract/fuzz/random.ts'
import { operations } from '#tests/contract/operations.ts'

export type FuzzRequest = {
  readonly method: string
  /** As it is sent: percent-encoded, perhaps wrongly. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** Spaces that the run may change; nothing outside of them may move. */
export type Ground = { readonly spaces: readonly string[]; readonly tokens: readonly string[] }

const wheres =
  `Slug = 'a'|Slug LIKE 'fuzz%'|Slug|FilterID = 'x'|Space.Slug = 'a'|Labels.a IS NULL|CreatedAt > '2026-01-01'|
LEN(Labels) = 0|FromLink.*.Slug = 'a'|Conflicts.*.Reason = 'a'|Disabled = false|Triggers.*.Slug = 'x'|Target.Slug = 'x'|
ChangeSet.State = 'Open'|Slug ~ '^f.*(a|b)+$'|Slug ~ '('|Slug IN ('a', 'b')|HeadRevisionNum > LastReleasedRevisionNum|
ValidationErrors ? 'awaiting/triggers'|UpstreamUnit.Slug = 'a'|Data.spec.replicas = '3'|Tags.*.Slug = 'a'|
(Slug = 'a')|Slug = 'a' OR Slug = 'b'|Slug = "a"|é = 'a'|User.Username = 'a'|RevisionNum IN (1, 2)`
    .split('|')
    .map((text) => text.trim())

const values: Readonly<Record<string, readonly string[]>> = {
  where_data: ['spec.replicas > 3', 'a.*.b = 1', '..', 'spec', "a.b ~ '(a+)+$'", 'metadata.name IN (1, 2)'],
  resource_type: ['apps/v1/Deployment', '*', 'x'],
  contains: ['a', 'é', '%', 'x'.repeat(500)],
  include: [
    'SpaceID',
    'TargetID,FromLinkID',
    'ConfigData,Diff,MutationSources',
    'Tags,Releases,UserID',
    'x',
    'Attribution',
    'Unchanged',
  ],
  select: ['Slug', 'Labels,Version', 'x', 'Data', 'constructor'],
  order_by: ['Slug', 'DESC:CreatedAt', 'ASC:SpaceID,DESC:Slug', 'TargetID', 'x', 'Labels'],
  continue: ['x', 'WyJhIl0', ''],
  distinct_on: ['Off', 'Unit', 'x'],
  restore: [
    '1',
    '2',
    'HeadRevisionNum',
    'Before:2',
    'Before:ChangeSet:0f4e7a52-1111-4222-8333-944455566677',
    'x',
    '0',
  ],
  merge_source: ['Self', 'x'],
  merge_base: ['1', '2', 'Before:HeadRevisionNum', 'x'],
  merge_end: ['2', 'HeadRevisionNum'],
  resolve: ['Link:*', "Link:Slug = 'a'", 'x'],
  revision: ['1', 'HeadRevisionNum'],
  from: ['1', 'Before:HeadRevisionNum', 'x'],
  to: ['2', 'HeadRevisionNum'],
  where_resource: ["ConfigHub.ResourceType = 'v1/Service'", 'x'],
  name_prefixes: ['x-,y-', '', 'é'],
  variant_labels: ['a=1|2,b=3', 'x', `a=${Array.from({ length: 20 }, (_, index) => index).join('|')}`],
  name_pattern: ['template:{{.SourceEntitySlug}}-{{.Labels.a}}', 'template:{{', 'plain'],
  where_trigger: ["Slug = 'a'", "Event = 'Mutation'", 'x'],
  where_data_engine: ['sql', 'function', 'shadow', 'x'],
  merge_external_source: ['helm', 'é'],
  last_change_description: ['why', 'x'.repeat(3000)],
  subgroup: ['abc', 'ConfigHubX', 'a-b'],
  revision_ref: ['x'],
}
const flags =
  `upgrade squash protect recursive summary include_hidden refresh_triggers allow_exists triggers_passed
  merge_enable_subtraction detach include_outgoing_links_where`.split(/\s+/)
const ids =
  'filter view tag change_set_id trigger_filter upstream_unit_id upstream_space_id unit_id revision_id revision'.split(
    ' ',
  )

/** The next request: one of the contract's operations, with something right or wrong in each part. */
export function nextRequest(random: Random, pool: Pool, ground: Ground): FuzzRequest {
  const [method = 'GET', template = '/'] = random.pick(operations).split(' ')
  const path = pathOf(random, pool, ground, template) + queryOf(random, pool, ground, method, template)
  const takesBody = method !== 'GET' && method !== 'DELETE'
  const isDocument = template.endsWith('/data')
  const body = takesBody ? bodyOf(random, pool, template, isDocument) : undefined
  return { method, path, headers: headersOf(random, ground, method, isDocument), body }
}

function pathOf(random: Random, pool: Pool, ground: Ground, template: string): string {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 's' && random.chance(0.8) ? random.pick(ground.spaces) : pool.id(random),
  )
  if (random.chance(0.97)) return filled
  return random.pick([
    `${filled}/`,
    `${filled}/%ff`,
    `/${filled}`,
    `${filled}/..`,
    `${filled}%00`,
    '/',
    `${filled};a=b`,
    `/${'a'.repeat(3000)}`,
  ])
}

function queryOf(random: Random, pool: Pool, ground: Ground, method: string, template: string): string {
  const query = new URLSearchParams()
  const isBulkWrite = method !== 'GET' && !template.startsWith('/space/')
  if (isBulkWrite) selectOwn(random, ground, query)
  else selectAny(random, query)
  if (random.chance(0.3)) query.set('dry_run', random.pick(['true', 'true', 'false', 'x']))
  if (random.chance(0.03)) query.set('recursive_force', 'true')
  for (let more = random.below(4); more > 0; more -= 1) addAny(random, pool, query)
  if (random.chance(0.01)) query.set('contains', 'x'.repeat(random.pick([8192, 20_000])))
  const text = query.toString()
  const broken = random.chance(0.02)
    ? random.pick(['&a=%ff', '&where=%00', '&=', '&where=%E0%A4%A', '&&&'])
    : ''
  return text === '' && broken === '' ? '' : `?${text}${broken}`
}

/** Bulk writes keep to the ground of the run, a few at a time. */
function selectOwn(random: Random, ground: Ground, query: URLSearchParams): void {
  const own = `SpaceID IN (${ground.spaces.map((space) => `'${space}'`).join(', ')})`
  query.set('where', random.chance(0.3) ? `${own} AND ${random.pick(wheres)}` : own)
  query.set('limit', String(1 + random.below(5)))
}

function selectAny(random: Random, query: URLSearchParams): void {
  if (random.chance(0.4)) query.set('where', random.pick(wheres))
  if (random.chance(0.2)) query.set('limit', random.pick(['1', '2', '1000', '0', '1001', 'x', '-1']))
}

function addAny(random: Random, pool: Pool, query: URLSearchParams): void {
  const kind = random.below(3)
  if (kind === 0) query.append(random.pick(flags), random.pick(['true', 'true', 'false', '1', '']))
  else if (kind === 1) query.append(random.pick(ids), pool.id(random))
  else {
    const name = random.pick(Object.keys(values))
    query.append(name, random.pick(values[name] ?? ['']))
  }
}

function bodyOf(random: Random, pool: Pool, template: string, isDocument: boolean): string {
  if (isDocument) return documentBody(random)
  if (random.chance(0.03))
    return random.pick([
      '',
      '{',
      'null',
      '[]',
      '"a"',
      '{"a":1}{',
      '\u0000',
      '{"Slug":"\\ud800"}',
      '{"__proto__":{"a":1}}',
    ])
  return JSON.stringify(jsonBody(random, pool, template)) ?? ''
}

function headersOf(
  random: Random,
  ground: Ground,
  method: string,
  isDocument: boolean,
): Record<string, string> {
  const token = random.chance(0.95) ? (ground.tokens[0] ?? '') : random.pick([...ground.tokens, 'x', ''])
  return {
    ...(random.chance(0.99) ? { Authorization: `Bearer ${token}` } : {}),
    ...(method === 'GET'
      ? {}
      : { 'Content-Type': isDocument ? 'application/octet-stream' : 'application/json' }),
    ...(random.chance(0.05)
      ? { 'Content-Type': random.pick(['text/html', 'x', 'multipart/form-data']) }
      : {}),
    ...(random.chance(0.05) ? { 'If-Match': random.pick(['*', '"x"', 'x', '"a", "b"', 'W/"a"']) } : {}),
    ...(random.chance(0.05) ? { 'If-None-Match': random.pick(['*', '"x"', '']) } : {}),
    ...(random.chance(0.05) ? { 'X-Request-Id': random.pick(['abc', 'a b', 'x'.repeat(4000)]) } : {}),
  }
}

/** The request as somebody can send it again. */
export function asCurl(base: string, { method, path, headers, body }: FuzzRequest): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
  const parts = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  const data = body === undefined ? [] : [`--data-binary ${quoted(body.slice(0, 500))}`]
  return ['curl -i --path-as-is -X', method, ...parts, ...data, quoted(base + path.slice(0, 600))].join(' ')
}
