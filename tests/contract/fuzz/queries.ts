import type { Random } from '#lib/config/testing/random.ts'
import { whereDataText, whereText } from '#tests/contract/fuzz/expressions.ts'
import { anyId } from '#tests/contract/fuzz/paths.ts'
import type { World } from '#tests/contract/fuzz/world.ts'

type Make = (random: Random, world: World) => string

const of =
  (...choices: readonly string[]): Make =>
  (random) =>
    random.pick(choices)
const truth = of('true', 'true', 'false', '1', '', 'TRUE', 'x')
const reference: Make = (random, world) =>
  random.pick([
    '1',
    '2',
    '3',
    'HeadRevisionNum',
    'LastReleasedRevisionNum',
    'UpstreamRevisionNum',
    'Before:2',
    'Before:HeadRevisionNum',
    `Before:ChangeSet:${anyId(random, world)}`,
    `Tag:${anyId(random, world)}`,
    `ChangeSet:${anyId(random, world)}`,
    `Release:${anyId(random, world)}`,
    anyId(random, world),
    'x',
    '0',
    '-1',
    '99999999999999999999',
    'Before:',
    'Before:Before:2',
  ])

/** Parameters of lists and selections (contract 5.1). */
const listing: Readonly<Record<string, Make>> = {
  where: whereText,
  filter: anyId,
  view: anyId,
  contains: of('a', 'TRADE', 'é', '%', '_', 'x'.repeat(500), '\u0000', '\ud83d'),
  include: of(
    'SpaceID',
    'TargetID,FromLinkID',
    'ConfigData,Diff,MutationSources',
    'OrganizationID,SpaceID,UpstreamUnitID,HeadRevisionNum,LastReleasedRevisionNum',
    'Tags,Releases,UserID',
    'UnitID',
    'x',
    ',',
    'Attribution',
    'SpaceID,SpaceID',
  ),
  select: of('Slug', 'Labels,Version', 'Slug,Slug', 'x', 'Data', 'constructor', '*', ''),
  include_hidden: truth,
  limit: of('1', '2', '50', '1000', '0', '1001', 'x', '-1', '1e2', '99999999999999999999', '01', ''),
  order_by: of(
    'Slug',
    'DESC:CreatedAt',
    'ASC:SpaceID,DESC:Slug',
    'TargetID,UpdatedAt',
    'RevisionNum',
    'x',
    'Labels',
    'DESC:',
    'ASC:ASC:Slug',
    'Slug,'.repeat(40),
  ),
  continue: of('x', 'WyJhIl0', '', 'e30', `${'A'.repeat(2000)}`),
  summary: truth,
  distinct_on: of('Off', 'Unit', 'x', 'UnitID'),
  resource_type: of('apps/v1/Deployment', '*', 'x', '', "'"),
  where_data: whereDataText,
  where_data_engine: of('sql', 'function', 'shadow', 'x'),
  where_trigger: whereText,
  trigger_filter: anyId,
  triggers_passed: truth,
  where_resource: of("ConfigHub.ResourceType = 'v1/Service'", "metadata.name = 'trade'", 'x', "a ~ '(a+)+$'"),
  from: reference,
  to: reference,
  entity: of('unit', 'target', 'space', 'x'),
  id: anyId,
  executor_space: anyId,
}

/** Parameters of writes (contract 5.2, 5.5). */
const writing: Readonly<Record<string, Make>> = {
  restore: reference,
  revision_id: anyId,
  revision: reference,
  upgrade: truth,
  squash: truth,
  resolve: of('Link:*', "Link:Slug = 'link'", "Link:UpdateType = 'MergeUnits'", 'x', 'Link:', "Link:a = 'b'"),
  merge_source: (random, world) => (random.chance(0.3) ? 'Self' : anyId(random, world)),
  merge_base: reference,
  merge_end: reference,
  merge_enable_subtraction: truth,
  merge_external_source: of('helm', 'é', 'ConfigHubX', 'x'.repeat(129), 'a b'),
  tag: anyId,
  change_set_id: anyId,
  protect: truth,
  subgroup: of('abc', 'ConfigHubX', 'a-b', 'x'.repeat(65)),
  last_change_description: of('why', 'x'.repeat(3000), '\u0000', ''),
  name_prefixes: of('x-,y-', '', 'é', ',,,', 'x'.repeat(200), 'A-'),
  variant_labels: of('a=1|2,b=3', 'x', '=', `a=${Array.from({ length: 60 }, (_, each) => each).join('|')}`),
  name_pattern: of(
    'template:{{.SourceEntitySlug}}-{{.Labels.a}}',
    'template:{{',
    'template:{{.SourceEntitySlug}}-x',
    'plain',
    'template:{{call .x}}',
  ),
  include_outgoing_links_where: whereText,
  filter_space: anyId,
  upstream_unit_id: anyId,
  upstream_space_id: anyId,
  upstream_revision: reference,
  syncback: truth,
  allow_exists: truth,
  refresh_triggers: truth,
  recursive: of('true', 'false', 'x'),
  recursive_force: truth,
  detach: truth,
  prior_revisions: of('Include', 'Skip', 'Error', 'x'),
  change_order: anyId,
  clearance: of('[]', '[{"Key":"a","Operator":"Exists"}]', '{'),
  guards: of('{}', '{"a":"b"}', '['),
  where_mutation: whereText,
  other_data_source: reference,
  unit_id: anyId,
  bundle: truth,
}

/** The query of an operation. `bulk` = a write that needs a selection: a few entities of this round. */
export function queryOf(random: Random, world: World, kind: 'read' | 'write' | 'bulk'): string[][] {
  const query: string[][] = []
  const known = kind === 'read' ? listing : { ...listing, ...writing }
  const reserved = new Set(kind === 'bulk' ? ['where', 'limit', 'where_space'] : [])
  if (kind === 'bulk') query.push(...selection(random, world))
  else if (kind === 'read' && random.chance(0.5)) query.push(['limit', '50'])
  if (kind !== 'read' && random.chance(0.3)) query.push(['dry_run', truth(random, world)])
  const names = Object.keys(known).filter((name) => !reserved.has(name))
  for (let more = random.below(4); more > 0; more -= 1) {
    const name = random.pick(names)
    query.push([name, known[name]?.(random, world) ?? ''])
  }
  return query
}

/** Bulk writes stay within the Spaces of the round, a few entities at a time; clones stay there too. */
function selection(random: Random, world: World): string[][] {
  const own = `SpaceID IN (${world.spaces.map((space) => `'${space}'`).join(', ')})`
  const where = random.chance(0.3) ? `${own} AND ${whereText(random, world)}` : own
  return [
    ['where', where],
    ['limit', String(1 + random.below(5))],
    ...(random.chance(0.3) ? [['where_space', `SpaceID = '${random.pick(world.spaces)}'`]] : []),
  ]
}

/** The query as it is sent: occasionally with a repeated name, too long, or with invalid bytes. */
export function queryText(random: Random, query: readonly (readonly string[])[]): string {
  const parts = query.map(([name = '', value = '']) => `${encode(name)}=${encode(value)}`)
  if (parts.length > 0 && random.chance(0.03)) parts.push(random.pick(parts))
  if (random.chance(0.01)) parts.push(`contains=${'x'.repeat(random.pick([8100, 8192, 20_000, 100_000]))}`)
  if (random.chance(0.03))
    parts.push(
      random.pick([
        'a=%ff',
        'contains=%E0%A4%A',
        '=',
        '&',
        'limit[]=1',
        'contains=%00',
        '%',
        'x',
        'a=b=c',
        '+=+',
      ]),
    )
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** Half of a surrogate pair has no percent-encoding; some clients send these bytes. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
