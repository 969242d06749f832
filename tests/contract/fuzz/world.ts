import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'

/** One entity that requests are about: the path of its Space or Unit, and its id. */
export type Place = { readonly SpaceID: string; readonly UnitID?: string; readonly id: string }

/**
 * What one round of requests is made of. Its own Spaces may be changed; the fleet's may be read, and used in dry runs.
 * Everything is in the order of its creation, so the same seed makes the same choices again.
 */
export type World = {
  readonly spaces: readonly string[]
  /** By path segment, `unit` and `revision` included. */
  readonly own: Readonly<Record<string, readonly Place[]>>
  readonly fleet: Readonly<Record<string, readonly Place[]>>
  /** The functions for Kubernetes/YAML, from `GET /function`. */
  readonly functions: readonly Signature[]
}

export type Signature = {
  readonly FunctionName: string
  readonly Parameters?: readonly { readonly ParameterName: string; readonly DataType: string }[]
}

const kubernetes = 'Kubernetes/YAML'

export const deployment = (replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: trade, labels: {app: trade}}
spec:
  replicas: ${replicas} # kept
  template:
    spec:
      containers:
        - {name: main, image: "ghcr.io/x/a:v1", env: [{name: A, value: "1"}]}
---
apiVersion: v1
kind: Service
metadata: {name: trade}
spec: {ports: [{port: 80}]}
`

/** Two Spaces with one of everything in them. */
export async function newWorld(hub: HubAddress, round: number): Promise<World> {
  const spaces: string[] = []
  const own: Record<string, Place[]> = {}
  for (const name of ['one', 'two'])
    spaces.push(
      idOf('space', await must(hub, 'POST', '/space', { Slug: `fuzz-${name}-${round}`, Labels: { a: 'b' } })),
    )
  for (const SpaceID of spaces) await fill(hub, SpaceID, own)
  own.space = spaces.map((id) => ({ SpaceID: id, id }))
  for (const kind of ['user', 'organization'])
    own[kind] = ((await get(hub, `/${kind}`)).json as unknown[]).map((item) => ({
      SpaceID: spaces[0] ?? '',
      id: idOf(kind, item),
    }))
  return { spaces, own, fleet: await fleetOf(hub), functions: await functionsOf(hub) }
}

/** Deletes what it can, so that lists of everything do not grow; what others refer to stays. */
export async function leave(hub: HubAddress, { spaces }: World): Promise<void> {
  for (const space of spaces)
    await call(hub, 'DELETE', `/space/${space}`, { query: { recursive: true, recursive_force: true } })
}

async function fill(hub: HubAddress, SpaceID: string, own: Record<string, Place[]>): Promise<void> {
  const space = `/space/${SpaceID}`
  const note = (kind: string, place: Place) => {
    own[kind] = [...(own[kind] ?? []), place]
    return place.id
  }
  const add = async (kind: string, body: object) =>
    note(kind, {
      SpaceID,
      id: idOf(kind, await must(hub, 'POST', `${space}/${kind}`, { Slug: kind, ...body })),
    })
  const target = await add('target', {})
  await must(hub, 'PATCH', space, { ReleaseTargetID: target, WhereTrigger: `SpaceID = '${SpaceID}'` })
  const web = await addUnit(hub, SpaceID, 'web', note)
  const api = await addUnit(hub, SpaceID, 'api', note)
  const clone = await must(
    hub,
    'POST',
    `${space}/unit?upstream_space_id=${SpaceID}&upstream_unit_id=${web}`,
    { Slug: 'clone', TargetID: target },
  )
  note('unit', { SpaceID, id: idOf('unit', clone) })
  const filter = await add('filter', { From: 'Unit', Where: `SpaceID = '${SpaceID}'` })
  await add('tag', {})
  const changeSet = await add('change_set', { Description: 'fuzz' })
  await must(hub, 'PATCH', `${space}/unit/${api}`, { ChangeSetID: changeSet })
  const columns = [
    { Name: 'a', ColumnType: 'MetadataAttribute', ColumnSource: { MetadataAttribute: 'Slug' } },
  ]
  await add('view', { Of: 'Unit', FilterID: filter, Columns: columns })
  await add('link', { FromUnitID: web, ToUnitID: api, UpdateType: 'MergeUnits' })
  await add('invocation', { ToolchainType: kubernetes, FunctionInvocations: [setReplicas] })
  await add('trigger', { Event: 'Mutation', ToolchainType: kubernetes, FunctionName: 'vet-placeholders' })
  note('release', { SpaceID, id: idOf('release', await must(hub, 'POST', `${space}/release`, {})) })
}

const setReplicas = { FunctionName: 'set-replicas', Arguments: [{ ParameterName: 'replicas', Value: 3 }] }

/** A Unit with three revisions. */
async function addUnit(
  hub: HubAddress,
  SpaceID: string,
  Slug: string,
  note: (kind: string, place: Place) => string,
): Promise<string> {
  const UnitID = idOf(
    'unit',
    await must(hub, 'POST', `/space/${SpaceID}/unit`, { Slug, ToolchainType: kubernetes }),
  )
  const path = `/space/${SpaceID}/unit/${UnitID}`
  for (const replicas of [1, 2]) await must(hub, 'PUT', `${path}/data`, deployment(replicas))
  for (const kind of ['revision', 'mutation']) {
    const order = kind === 'revision' ? { order_by: 'RevisionNum' } : {}
    const { json } = await get(hub, `${path}/${kind}`, order)
    for (const item of json as unknown[]) note(kind, { SpaceID, UnitID, id: idOf(kind, item) })
  }
  return note('unit', { SpaceID, id: UnitID })
}

/** A few Units of the fleet, which nothing may change. */
async function fleetOf(hub: HubAddress): Promise<World['fleet']> {
  const where = "Slug = 'trade-service' AND Space.Slug LIKE '%prod%'"
  const { json } = await get(hub, '/unit', { where, limit: 8, order_by: 'SpaceID', select: 'Slug' })
  const units = (json as { Unit: { SpaceID: string; UnitID: string } }[]).map(({ Unit }) => Unit)
  return {
    unit: units.map(({ SpaceID, UnitID }) => ({ SpaceID, id: UnitID })),
    space: units.map(({ SpaceID }) => ({ SpaceID, id: SpaceID })),
  }
}

async function functionsOf(hub: HubAddress): Promise<Signature[]> {
  const { json } = await get(hub, '/function')
  const functions = (json as Record<string, Record<string, Signature>>)[kubernetes] ?? {}
  return Object.values(functions).toSorted((a, b) => a.FunctionName.localeCompare(b.FunctionName))
}

async function must(hub: HubAddress, method: string, path: string, body: unknown): Promise<unknown> {
  const answer = await call(hub, method, path, { body })
  if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
  return answer.json
}

const names: Readonly<Record<string, string>> = {
  organization: 'Organization',
  user: 'User',
  space: 'Space',
  unit: 'Unit',
  revision: 'Revision',
  mutation: 'Mutation',
  release: 'Release',
  target: 'Target',
  filter: 'Filter',
  tag: 'Tag',
  change_set: 'ChangeSet',
  view: 'View',
  link: 'Link',
  invocation: 'Invocation',
  trigger: 'Trigger',
}

/** The id of an entity, bare or under its own name. */
function idOf(kind: string, json: unknown): string {
  const name = names[kind] ?? kind
  const entity = member(json, name) ?? json
  const id = member(entity, `${name}ID`)
  if (typeof id !== 'string') throw new Error(`no ${name}ID in ${JSON.stringify(json)}`)
  return id
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
