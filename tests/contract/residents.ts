import { z } from 'zod'
import { type CallOptions, call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { SpaceShape, UnitWriteShape } from '#tests/contract/shapes/answers.ts'
import { extendedShapes } from '#tests/contract/shapes/extended.ts'

export const kubernetes = 'Kubernetes/YAML'

/** A Space with two Units, for entities that refer to some. */
export type Ground = {
  readonly hub: HubAddress
  readonly SpaceID: string
  readonly slug: string
  readonly units: readonly string[]
}

export type Name = 'Tag' | 'ChangeSet' | 'Filter' | 'View' | 'Target' | 'Trigger' | 'Link' | 'Invocation'

export type Kind = {
  readonly name: Name
  /** Path segment. */
  readonly path: string
  /** What a body needs besides its Slug. */
  readonly body: (ground: Ground) => Record<string, unknown>
  /** Names of `include` (contract 5.4). */
  readonly include: readonly string[]
  /** Bodies that are refused with 400. */
  readonly wrong: readonly Record<string, unknown>[]
}

const everywhere = ['SpaceID', 'OrganizationID']
const setReplicas = { FunctionName: 'set-replicas', Arguments: [{ ParameterName: 'replicas', Value: 2 }] }

export const kinds: readonly Kind[] = [
  {
    name: 'Tag',
    path: 'tag',
    body: () => ({}),
    include: [...everywhere, 'ChangeSetID'],
    wrong: [],
  },
  {
    name: 'ChangeSet',
    path: 'change_set',
    body: () => ({ Description: 'more of it' }),
    include: [...everywhere, 'StartTagID', 'EndTagID'],
    wrong: [{ Description: 3 }],
  },
  {
    name: 'Filter',
    path: 'filter',
    body: () => ({ From: 'Unit', Where: "Slug = 'one'", ResourceType: 'v1/ConfigMap' }),
    include: [...everywhere, 'FromSpaceID'],
    wrong: [
      { From: undefined },
      { From: 'unit' },
      { From: 'constructor' },
      { Where: 'Colour = 1' },
      { WhereData: 'spec.replicas' },
      { From: 'Space', Where: '', WhereData: 'spec.replicas > 1' },
    ],
  },
  {
    name: 'View',
    path: 'view',
    body: () => ({
      Of: 'Unit',
      Columns: [
        { Name: 'Unit', ColumnType: 'MetadataAttribute', ColumnSource: { MetadataAttribute: 'Slug' } },
      ],
    }),
    include: [...everywhere, 'FilterID'],
    wrong: [{ Of: 'Nothing' }, { Of: undefined }, { OrderBy: 'Colour' }, { OrderByDirection: 'UP' }],
  },
  {
    name: 'Target',
    path: 'target',
    body: () => ({ Facts: { Region: 'eu' } }),
    include: [...everywhere, 'TriggerFilterID', 'TriggerIDs'],
    wrong: [{ Facts: { Region: 3 } }, { WhereTrigger: 'Colour = 1' }],
  },
  {
    name: 'Trigger',
    path: 'trigger',
    body: () => ({
      Event: 'Mutation',
      ToolchainType: kubernetes,
      FunctionName: 'vet-placeholders',
      // It must not validate anything of other tests.
      WhereUnit: "Slug = 'nobody-has-this'",
    }),
    include: [...everywhere, 'BridgeWorkerID', 'InvocationID', 'UnitFilterID'],
    wrong: [
      { Event: 'Deletion' },
      { FunctionName: 'no-such-function' },
      { FunctionName: '' },
      { WhereUnit: 'a b' },
    ],
  },
  {
    name: 'Link',
    path: 'link',
    body: ({ units }) => ({ FromUnitID: units[0], ToUnitID: units[1], UpdateType: 'None' }),
    include: [...everywhere, 'FromUnitID', 'ToUnitID', 'ToSpaceID', 'TransformInvocationID'],
    wrong: [{ FromUnitID: undefined }, { ToUnitID: 'one' }, { UpdateType: 'Sideways' }],
  },
  {
    name: 'Invocation',
    path: 'invocation',
    body: () => ({ ToolchainType: kubernetes, FunctionInvocations: [setReplicas] }),
    include: [...everywhere, 'BridgeWorkerID'],
    wrong: [{ FunctionInvocations: [] }, { FunctionInvocations: [{ FunctionName: 'no-such-function' }] }],
  },
]

export function kindOf(name: Name): Kind {
  const kind = kinds.find((candidate) => candidate.name === name)
  if (kind === undefined) throw new Error(name)
  return kind
}

export type Entity = {
  readonly id: string
  readonly Slug: string
  readonly Version: number
  readonly fields: Readonly<Record<string, unknown>>
}

/** The entity as the API returned it, checked to have exactly its shape. */
export function entityOf(kind: Kind, json: unknown): Entity {
  const fields = z.record(z.string(), z.unknown()).parse(bareShape(kind).parse(json))
  const known = z.looseObject({ Slug: z.string(), Version: z.int() }).parse(fields)
  return { id: z.uuid().parse(fields[`${kind.name}ID`]), Slug: known.Slug, Version: known.Version, fields }
}

function bareShape({ name }: Kind): z.ZodType {
  return extendedShapes[name].shape[name as never]
}

/** An item of a list or a single read, checked to have exactly its shape. */
export function extendedOf(kind: Kind, json: unknown): Entity {
  const wrapper = z.record(z.string(), z.unknown()).parse(extendedShapes[kind.name].parse(json))
  return entityOf(kind, wrapper[kind.name])
}

export async function newGround(hub: HubAddress, slug: string): Promise<Ground> {
  const space = await call(hub, 'POST', '/space', { body: { Slug: slug } })
  if (space.status !== 200) throw new Error(`${slug}: ${space.status} ${space.text}`)
  const { SpaceID } = SpaceShape.parse(space.json)
  const units: string[] = []
  for (const Slug of ['one', 'two']) {
    const body = { Slug, ToolchainType: kubernetes }
    const answer = await call(hub, 'POST', `/space/${SpaceID}/unit`, { body })
    units.push(UnitWriteShape.parse(answer.json).Unit.UnitID)
  }
  return { hub, SpaceID, slug, units }
}

export async function create(
  ground: Ground,
  kind: Kind,
  body: Record<string, unknown>,
  options: CallOptions = {},
) {
  const path = `/space/${ground.SpaceID}/${kind.path}`
  return call(ground.hub, 'POST', path, { ...options, body: { ...kind.body(ground), ...body } })
}

/** Creates one, which must succeed. */
export async function add(ground: Ground, kind: Kind, body: Record<string, unknown>): Promise<Entity> {
  const answer = await create(ground, kind, body)
  if (answer.status !== 200) throw new Error(`${kind.name}: ${answer.status} ${answer.text}`)
  return entityOf(kind, answer.json)
}

export async function list(ground: Ground, kind: Kind, query: CallOptions['query'] = {}): Promise<Entity[]> {
  const answer = await get(ground.hub, `/space/${ground.SpaceID}/${kind.path}`, query)
  if (answer.status !== 200) throw new Error(`${kind.name}: ${answer.status} ${answer.text}`)
  return z
    .array(z.unknown())
    .parse(answer.json)
    .map((item) => extendedOf(kind, item))
}
