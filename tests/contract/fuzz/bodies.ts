import type { Random } from '#lib/config/testing/random.ts'
import { whereDataText, whereText } from '#tests/contract/fuzz/expressions.ts'
import { functionsBody, invocation } from '#tests/contract/fuzz/functions.ts'
import { anyId } from '#tests/contract/fuzz/paths.ts'
import type { World } from '#tests/contract/fuzz/world.ts'

type Body = Record<string, unknown>
type Make = (random: Random, world: World) => Body
type Text = (random: Random, world: World) => string

const kubernetes = 'Kubernetes/YAML'
const where: Text = (random, world) => (random.chance(0.6) ? "Slug = 'web'" : whereText(random, world))
const slug = (random: Random) => `fuzz-${random.below(200)}`
const own = (kind: string) => (random: Random, world: World) =>
  random.chance(0.85) ? random.pick(world.own[kind] ?? []).id : anyId(random, world)

const common: Make = (random) => ({
  ...(random.chance(0.3) ? { DisplayName: random.pick(['A name', 'a/b', 'é', '']) } : {}),
  ...(random.chance(0.3) ? { Labels: { a: random.pick(['b', 'c d', null, "'", '\t']) } } : {}),
  ...(random.chance(0.2) ? { Annotations: { 'a/b': 'any\ntext' } } : {}),
  ...(random.chance(0.1) ? { Version: random.below(3) } : {}),
  ...(random.chance(0.05) ? { DeleteGates: { keep: true } } : {}),
  ...(random.chance(0.05) ? { HiddenReason: 'why' } : {}),
})

const viewColumns = (random: Random) => [
  { MetadataAttribute: random.pick(['Slug', 'Labels.a', 'Space.Slug', 'x.y', '.']) },
  { DataPath: { Path: random.pick(['spec.replicas', 'a.*.b', '..']) } },
  { DataExpression: random.pick(['r.spec.replicas', '1 +', 'r', 'r.a.map(x, x)', '[1,2]', '1/0']) },
  { MetadataExpression: random.pick(['Unit.Slug', 'Unit', 'Unit.Version + 1', 'Unit.x.y', '"a" + 1']) },
]

const permissions: Make = (random, world) => ({
  [random.pick(['View', 'Edit', 'Manage', 'x'])]: { UserIDs: { [anyId(random, world)]: true } },
})

/** A body that the operation would take, by the last fixed part of its path. */
const proper: Readonly<Record<string, Make>> = {
  space: (random, world) => ({
    ...(random.chance(0.2) ? { WhereTrigger: where(random, world) } : {}),
    ...(random.chance(0.2) ? { ReleaseTargetID: own('target')(random, world) } : {}),
    ...(random.chance(0.03) ? { Permissions: permissions(random, world) } : {}),
  }),
  unit: (random, world) => ({
    ToolchainType: random.pick([kubernetes, kubernetes, 'AppConfig/YAML', 'AppConfig/Text', 'AppConfig/Env']),
    ...(random.chance(0.2) ? { TargetID: own('target')(random, world) } : {}),
    ...(random.chance(0.1) ? { ChangeSetID: own('change_set')(random, world) } : {}),
    ...(random.chance(0.2) ? { LastChangeDescription: 'why' } : {}),
  }),
  tag: () => ({}),
  change_set: () => ({ Description: 'more' }),
  filter: (random, world) => ({
    From: random.pick(['Unit', 'Unit', 'Space', 'Trigger', 'Revision']),
    Where: where(random, world),
    ...(random.chance(0.3) ? { WhereData: whereDataText(random), ResourceType: 'apps/v1/Deployment' } : {}),
    ...(random.chance(0.2) ? { FromSpaceID: own('space')(random, world) } : {}),
  }),
  view: (random, world) => ({
    Of: 'Unit',
    FilterID: own('filter')(random, world),
    Columns: viewColumns(random).flatMap((source, index) =>
      random.chance(0.5)
        ? [{ Name: `c${index}`, ColumnType: Object.keys(source)[0], ColumnSource: source }]
        : [],
    ),
    ...(random.chance(0.3) ? { OrderBy: random.pick(['c0', 'x']), OrderByDirection: 'DESC' } : {}),
  }),
  target: (random, world) => ({
    ToolchainType: kubernetes,
    ProviderType: 'OCI',
    ...(random.chance(0.3) ? { Facts: { Region: 'eu' }, WhereTrigger: where(random, world) } : {}),
  }),
  trigger: (random, world) => ({
    Event: random.pick(['Mutation', 'PostClone', 'x']),
    ToolchainType: kubernetes,
    ...invocation(random, world),
    ...(random.chance(0.3) ? { WhereUnit: where(random, world) } : {}),
    ...(random.chance(0.2) ? { Warn: true } : {}),
  }),
  link: (random, world) => ({
    FromUnitID: own('unit')(random, world),
    ToUnitID: own('unit')(random, world),
    UpdateType: random.pick(['MergeUnits', 'UpgradeUnit', 'None', 'NeedsProvides']),
  }),
  invocation: (random, world) => ({
    ToolchainType: kubernetes,
    FunctionInvocations: [invocation(random, world)],
  }),
  invoke: functionsBody,
  move: (random, world) => ({ ToSpaceID: own('space')(random, world) }),
  conflicts: (random) => ({
    Action: random.pick(['Apply', 'Dismiss', 'x']),
    ...(random.chance(0.4) ? { Select: [{ Reason: 'Protected', Path: 'spec.replicas' }] } : {}),
  }),
  protection: (random) => ({
    ResourceProtection: [
      {
        Resource: { ResourceType: 'apps/v1/Deployment', ResourceName: random.pick(['/trade', 'x']) },
        Protected: { [random.pick(['spec.replicas', 'spec', '', 'a..b'])]: random.chance(0.5) },
      },
    ],
  }),
  diff: (random, world) => ({ From: side(random, world), To: side(random, world) }),
  publish: (random, world) => ({
    ...(random.chance(0.5) ? { Slug: slug(random), Description: 'fuzz' } : {}),
    ...(random.chance(0.3) ? { TagID: own('tag')(random, world), BundleBaseName: 'a' } : {}),
  }),
  attest: (random, world) => ({
    WhereSpace: `SpaceID = '${random.pick(world.spaces)}'`,
    WhereUnit: where(random, world),
    ...attestation(random),
  }),
  attestation: (random, world) => ({
    ...attestation(random),
    Revisions: [{ UnitID: own('unit')(random, world), RevisionNum: 1 + random.below(3) }],
    RevisionIDs: [own('revision')(random, world)],
  }),
}

function attestation(random: Random): Body {
  return {
    Type: random.pick(['Approval', 'Test', 'x', '']),
    Result: random.pick(['Pass', 'Fail', 'Perhaps']),
    ...(random.chance(0.3) ? { Note: 'ok', ExpiresAt: '2030-01-01T00:00:00Z' } : {}),
  }
}

function side(random: Random, world: World): Body {
  if (random.chance(0.5))
    return { Data: random.pick(['a: 1', 'a: [', 'a: 2\nb: 3', '', 'kind: A\nmetadata: {name: a}\n']) }
  const unit = random.pick(world.own.unit ?? [])
  return {
    SpaceID: unit.SpaceID,
    UnitID: random.chance(0.8) ? unit.id : anyId(random, world),
    Revision: random.pick(['1', '2', 'HeadRevisionNum', 'x', 'Before:2']),
  }
}

/** A body that is mostly valid. */
export function properBody(random: Random, world: World, method: string, path: string): unknown {
  const last = path.split('/').findLast((part) => !part.startsWith('{')) ?? ''
  const name = path === '/unit/tag' ? 'unitTag' : last.replace(/^_/, '')
  if (name === 'unitTag')
    return {
      TagID: own('tag')(random, world),
      Revision: random.pick(['HeadRevisionNum', '1', 'Remove', 'x']),
    }
  const make = proper[name]
  const whole = { ...common(random, world), ...make?.(random, world) }
  const named = method === 'PATCH' || make === undefined ? whole : { Slug: slug(random), ...whole }
  // A replacement must name the version that it replaces; most entities here are new.
  if (method === 'PUT' && random.chance(0.8)) return { ...named, Version: random.pick([1, 1, 2]) }
  // A patch has only a few fields.
  if (method !== 'PATCH') return named
  return random.chance(0.1)
    ? null
    : Object.fromEntries(Object.entries(named).filter(() => random.chance(0.6)))
}
