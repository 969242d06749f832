import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { ExtendedUnitShape, ResponseErrorShape, SpaceShape } from '#tests/contract/shapes/answers.ts'
import { id, text } from '#tests/contract/shapes/field.ts'
import { LinkShape } from '#tests/contract/shapes/resident.ts'

const LinksShape = z
  .array(z.strictObject({ Link: LinkShape.optional(), Error: ResponseErrorShape.optional() }))
  .min(1)

/** `UnitCreateOrUpdateResponse` of a bulk clone (contract 4.3). */
export const UnitCloneShape = z.strictObject({
  Unit: ExtendedUnitShape.shape.Unit.optional(),
  Links: LinksShape.optional(),
  Error: ResponseErrorShape.optional(),
})

/** The answer of one clone. */
export const CloneShape = z.strictObject({ Unit: ExtendedUnitShape.shape.Unit, Links: LinksShape.optional() })

/** `SpaceCreateOrUpdateResponse` (contract 4.2). */
export const SpaceCloneShape = z.strictObject({
  Space: SpaceShape.optional(),
  Error: ResponseErrorShape.optional(),
})

/** Results of moves: per Unit (contract 5.2), and per entity of another type (contract 5.4). */
export const UnitMoveShape = z.strictObject({
  UnitID: id,
  Slug: text,
  Moved: z.literal(true).optional(),
  MovedLinkSlugs: z.array(text).min(1).optional(),
  TargetID: id.optional(),
  Error: ResponseErrorShape.optional(),
})
export const MoveShape = z.strictObject({
  EntityID: id,
  Slug: text,
  Moved: z.literal(true).optional(),
  MovedTagSlugs: z.array(text).min(1).optional(),
  Error: ResponseErrorShape.optional(),
})

/** Subjects of an action, none of whom exists. */
export const nobody = { UserIDs: { '0f4e7a52-1111-4222-8333-944455566677': true } }

/** An empty Space for one test. */
export async function space(hub: HubAddress, Slug: string, more: object = {}): Promise<string> {
  const answer = await call(hub, 'POST', '/space', { body: { Slug, ...more } })
  if (answer.status !== 200) throw new Error(`${Slug}: ${answer.status} ${answer.text}`)
  return SpaceShape.parse(answer.json).SpaceID
}

export type MadeUnit = { readonly UnitID: string; readonly path: string; readonly Slug: string }

export async function unit(
  hub: HubAddress,
  SpaceID: string,
  Slug: string,
  more: object = {},
): Promise<MadeUnit> {
  const body = { Slug, ToolchainType: 'Kubernetes/YAML', ...more }
  const answer = await call(hub, 'POST', `/space/${SpaceID}/unit`, { body })
  if (answer.status !== 200) throw new Error(`${Slug}: ${answer.status} ${answer.text}`)
  const { UnitID } = z.looseObject({ Unit: z.looseObject({ UnitID: id }) }).parse(answer.json).Unit
  const path = `/space/${SpaceID}/unit/${UnitID}`
  const put = await call(hub, 'PUT', `${path}/data`, { body: configMap(Slug, 1) })
  if (put.status !== 200) throw new Error(`${Slug}: ${put.status} ${put.text}`)
  return { UnitID, path, Slug }
}

export function configMap(name: string, value: number): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  value: "${value}"\n`
}

/** Creates any entity of a Space and returns its id. */
export async function entity(hub: HubAddress, SpaceID: string, path: string, body: object): Promise<string> {
  const answer = await call(hub, 'POST', `/space/${SpaceID}/${path}`, { body })
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`)
  const made = z.record(z.string(), z.unknown()).parse(answer.json)
  const name = `${path.replace(/(^|_)(\w)/g, (_match, _line, letter: string) => letter.toUpperCase())}ID`
  return id.parse(made[name])
}

/** All entities of one type in a Space, without their envelope. */
export async function listed(
  hub: HubAddress,
  SpaceID: string,
  path: string,
): Promise<Record<string, unknown>[]> {
  const answer = await get(hub, `/space/${SpaceID}/${path}`, { include_hidden: '*', order_by: 'Slug' })
  const items = z.array(z.record(z.string(), z.record(z.string(), z.unknown()))).parse(answer.json)
  return items.flatMap((item) => Object.values(item))
}

const everyPath = ['unit', 'link', 'filter', 'view', 'tag', 'trigger', 'invocation', 'change_set', 'target']

/** Everything in these Spaces: two equal results mean that nothing was stored in between. */
export async function contents(hub: HubAddress, spaces: readonly string[]): Promise<string> {
  const lists: unknown[] = []
  for (const SpaceID of spaces) {
    lists.push((await get(hub, `/space/${SpaceID}`)).json)
    for (const path of everyPath) lists.push(await listed(hub, SpaceID, path))
    const where = `SpaceID = '${SpaceID}'`
    lists.push((await get(hub, '/revision', { where, distinct_on: 'Off', limit: 1000 })).json)
  }
  return JSON.stringify(lists)
}
