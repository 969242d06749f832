import type { Pool } from '#tests/contract/fuzz/pool.ts'
import type { Random } from '#tests/contract/fuzz/random.ts'

type Body = Record<string, unknown>

const fields =
  `Slug DisplayName Labels Annotations DeleteGates HiddenReason Version From FromSpaceID Where WhereData
  ResourceType Of FilterID Columns GroupBy OrderBy OrderByDirection ToolchainType ProviderType Event FunctionName
  Arguments FromUnitID ToUnitID UpdateType AutoUpdate FunctionInvocations Parameters Permissions WhereTrigger
  TriggerFilterID ReleaseTargetID TargetID ChangeSetID LastChangeDescription Description WhereResource WhereUnit
  InvocationID UnitFilterID Options Facts Disabled Warn Protect Action Select ResourceProtection TagID Revision
  ToSpaceID Type Result Note ExpiresAt WhereSpace RevokedAttestationID BundleBaseName Data To NumFilters
  StopOnError Invocations Triggers ChangeDescription __proto__ constructor`.split(/\s+/)

const texts = [
  '',
  'abc',
  "it's",
  'Slug = ',
  "Slug = 'a'",
  'spec.replicas > 1',
  'é\u0000',
  '\ud800',
  '../..',
  '9'.repeat(30),
]

/** Any JSON, mostly small, sometimes what nobody expects. */
export function anyJson(random: Random, pool: Pool, depth = 0): unknown {
  switch (random.below(13)) {
    case 0:
      return null
    case 1:
      return random.pick([0, -1, 1, 3, 1.5, 1e300, 2 ** 53, Number.MIN_VALUE])
    case 2:
      return random.chance(0.5)
    case 3:
    case 4:
      return random.pick(texts)
    case 5:
    case 6:
      return pool.id(random)
    case 7:
      return random.pick([
        'Unit',
        'Space',
        'Kubernetes/YAML',
        'Mutation',
        'Approval',
        'Pass',
        '2026-01-01T00:00:00Z',
      ])
    case 8:
      return 'x'.repeat(random.pick([127, 128, 129, 1024, 1025, 9000]))
    case 9:
      return nested(random)
    case 10:
      return depth > 2 ? [] : Array.from({ length: random.below(4) }, () => anyJson(random, pool, depth + 1))
    default:
      return depth > 2 ? {} : anyMap(random, pool, depth)
  }
}

function anyMap(random: Random, pool: Pool, depth: number): Body {
  const keys = [
    'a',
    'Slug',
    'app.kubernetes.io/name',
    '__proto__',
    'constructor',
    'Edit',
    'UserIDs',
    'a b',
    '',
  ]
  const entries = Array.from({ length: random.below(4) }, () => [
    random.pick(keys),
    anyJson(random, pool, depth + 1),
  ])
  return Object.fromEntries(entries)
}

function nested(random: Random): unknown {
  let value: unknown = 1
  for (let depth = random.pick([3, 50, 2000]); depth > 0; depth -= 1)
    value = random.chance(0.5) ? [value] : { a: value }
  return value
}

const invocation = { FunctionName: 'set-replicas', Arguments: [{ ParameterName: 'replicas', Value: 3 }] }

/** A body that the operation would take, by the last fixed part of its path. */
const proper: Readonly<Record<string, (random: Random, pool: Pool) => Body>> = {
  filter: (random) => ({
    From: random.pick(['Unit', 'Trigger', 'Revision']),
    Where: random.pick(['', "Slug = 'a'"]),
  }),
  view: (random, pool) => ({
    Of: 'Unit',
    FilterID: pool.id(random),
    Columns: [
      {
        Name: 'a',
        ColumnType: 'MetadataAttribute',
        ColumnSource: { MetadataAttribute: random.pick(['Slug', 'Labels.a', 'Space.Slug', '.']) },
      },
      {
        Name: 'b',
        ColumnType: 'DataPath',
        ColumnSource: { DataPath: { Path: random.pick(['spec.replicas', 'a.*.b', '..']) } },
      },
      {
        Name: 'c',
        ColumnType: 'DataExpression',
        ColumnSource: { DataExpression: random.pick(['r.spec.replicas', '1 +', 'r']) },
      },
    ],
  }),
  target: () => ({ ToolchainType: 'Kubernetes/YAML', ProviderType: 'OCI' }),
  trigger: (random) => ({
    Event: 'Mutation',
    ToolchainType: 'Kubernetes/YAML',
    ...random.pick([
      { FunctionName: 'vet-placeholders' },
      { FunctionName: 'vet-cel', Arguments: [{ Value: "r.kind == 'Deployment'" }] },
      { FunctionName: 'set-annotation', Arguments: [{ Value: 'a' }, { Value: 'b' }] },
      { FunctionName: 'no-such-function' },
    ]),
  }),
  link: (random, pool) => ({
    FromUnitID: pool.id(random),
    ToUnitID: pool.id(random),
    UpdateType: random.pick(['MergeUnits', 'None', 'NeedsProvides']),
  }),
  invocation: () => ({ ToolchainType: 'Kubernetes/YAML', FunctionInvocations: [invocation] }),
  unit: () => ({ ToolchainType: 'Kubernetes/YAML' }),
  invoke: (random) => ({
    ToolchainType: 'Kubernetes/YAML',
    ChangeDescription: 'fuzz',
    FunctionInvocations: [
      random.pick([
        invocation,
        { FunctionName: 'get-replicas' },
        {
          FunctionName: 'search-replace',
          Arguments: [{ Value: random.pick(['a', '(a+)+$', '']) }, { Value: 'b' }],
        },
        {
          FunctionName: 'set-string-path',
          Arguments: [
            { Value: 'apps/v1/Deployment' },
            { Value: random.pick(['spec.x', '*', 'a..b']) },
            { Value: 'v' },
          ],
        },
        { FunctionName: 'vet-schemas' },
        { FunctionName: 'delete-resource', Arguments: [{ Value: 'v1/Service' }, { Value: 'x' }] },
      ]),
    ],
  }),
  tag: (random, pool) => ({
    TagID: pool.id(random),
    Revision: random.pick(['HeadRevisionNum', '1', 'Remove', 'x']),
  }),
  move: (random, pool) => ({ ToSpaceID: pool.id(random) }),
  conflicts: (random) => ({ Action: random.pick(['Apply', 'Dismiss', 'x']) }),
  protection: (random) => ({
    ResourceProtection: [
      {
        Resource: { ResourceType: 'apps/v1/Deployment', ResourceName: random.pick(['/trade', 'x']) },
        Protected: { [random.pick(['spec.replicas', '', 'a..b'])]: random.chance(0.5) },
      },
    ],
  }),
  diff: (random, pool) => ({
    From: random.pick([{ Data: 'a: 1' }, { UnitID: pool.id(random), Revision: '1' }]),
    To: random.pick([{ Data: 'a: [' }, { Data: 'a: 2' }]),
  }),
  attest: (random) => ({ WhereUnit: "Slug LIKE 'fuzz%'", Result: random.pick(['Pass', 'Fail', 'Perhaps']) }),
}

/** A JSON body: right, right with something wrong in it, or anything. */
export function jsonBody(random: Random, pool: Pool, path: string): unknown {
  if (random.chance(0.06)) return anyJson(random, pool)
  const last = path.split('/').findLast((part) => !part.startsWith('{')) ?? ''
  const body: Body = {
    ...(random.chance(0.8) ? { Slug: `fuzz-${random.below(200)}` } : {}),
    ...proper[last]?.(random, pool),
  }
  for (let wrong = random.below(4) - 1; wrong > 0; wrong -= 1)
    body[random.pick(fields)] = anyJson(random, pool)
  return body
}

const deployment = (replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: trade}
spec:
  replicas: ${replicas}
  template: {spec: {containers: [{name: main, image: "a:v1"}]}}
`

/** Documents: good ones, odd ones, and ones that are made to hurt. */
export function documentBody(random: Random): string {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...Array.from({ length: 9 }, (_, index) => {
      const name = String.fromCharCode(97 + index)
      return `${String.fromCharCode(98 + index)}: &${String.fromCharCode(98 + index)} [${Array.from({ length: 9 }, () => `*${name}`)}]`
    }),
  ].join('\n')
  const documents = [
    () => deployment(random.below(9)),
    () => deployment(random.below(9)),
    () => '',
    () => bomb,
    () => 'a:\n\t- b',
    () => 'a: 1\na: 2\n',
    () => 'a: [1,\nb: 2',
    () => `${'- '.repeat(3000)}a`,
    () => `${'{a: '.repeat(3000)}1${'}'.repeat(3000)}`,
    () => 'a: "\\ud800"',
    () => 'a: \u0000',
    () => `${deployment(1)}---\n`.repeat(random.pick([2, 40, 300])),
    () => `a: ${'x'.repeat(random.pick([1000, 200_000]))}`,
    () => Array.from({ length: 3000 }, (_, index) => `k${index}: ${index}`).join('\n'),
    () => '<<: *nobody',
    () => '&a a: *a',
    () => '!!js/function "return 1"',
    () => '%YAML 9.9\n---\na: 1',
  ]
  return random.pick(documents)()
}
