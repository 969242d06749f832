import { expect } from 'vitest'
import { z } from 'zod'
import { type CallOptions, call } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { type Ground, newGround } from '#tests/contract/residents.ts'
import { ExtendedUserShape, SpaceShape, type UserShape } from '#tests/contract/shapes/answers.ts'
import { putDocument, written } from '#tests/contract/units.ts'

export const alice = 'alice@trading.com'
export const bob = 'bob@trading.com'
export const bot = 'ci-bot'
export const auditor = 'auditor@trading.com'
export const deployment =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: x\nspec:\n  replicas: 1\n'

type Person = z.infer<typeof UserShape>

export async function peopleOf(hub: HubAddress): Promise<ReadonlyMap<string, Person>> {
  const users = z.array(ExtendedUserShape).parse((await call(hub, 'GET', '/user')).json)
  return new Map(users.map(({ User }) => [User.Username ?? '', User]))
}

/** These people as the subjects of an action. */
export function subjects(people: ReadonlyMap<string, Person>, ...names: string[]) {
  return { UserIDs: Object.fromEntries(names.map((name) => [people.get(name)?.UserID ?? '', true])) }
}

/** A Space with two Units that have data, and who may do what there. */
export async function guarded(
  hub: HubAddress,
  slug: string,
  Permissions: Record<string, unknown>,
): Promise<Ground> {
  const ground = await newGround(hub, slug)
  for (const unit of ground.units)
    written(await putDocument(hub, { path: `/space/${ground.SpaceID}/unit/${unit}` }, deployment))
  const answer = await call(hub, 'PATCH', `/space/${ground.SpaceID}`, { body: { Permissions } })
  expect(SpaceShape.parse(answer.json).Permissions ?? {}).toEqual(Permissions)
  return ground
}

export async function statusAs(
  hub: HubAddress,
  as: string,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<number> {
  return (await call(hub, method, path, { as, ...options })).status
}
