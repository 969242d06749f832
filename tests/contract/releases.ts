import { z } from 'zod'
import { type Answer, call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { ExtendedUnitShape } from '#tests/contract/shapes/answers.ts'
import { entity } from '#tests/contract/shapes/clone.ts'
import { text } from '#tests/contract/shapes/field.ts'
import { ReleaseShape } from '#tests/contract/shapes/resident.ts'
import { addSpace, addUnit } from '#tests/contract/triggers.ts'
import { putDocument, written } from '#tests/contract/units.ts'

/** A Space whose Units `web` and `api` go to its release Target, and `aside` does not. */
export type ReleaseGround = {
  readonly hub: HubAddress
  readonly SpaceID: string
  readonly TargetID: string
  readonly web: string
  readonly api: string
  readonly aside: string
}

export const manifest = (name: string, replicas: number) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  replicas: ${replicas}\n`

export async function releaseGround(
  hub: HubAddress,
  slug: string,
  ProviderType = '',
): Promise<ReleaseGround> {
  const SpaceID = await addSpace(hub, slug)
  const TargetID = await entity(hub, SpaceID, 'target', { Slug: 'cluster' })
  const ids: string[] = []
  for (const name of ['web', 'api', 'aside']) {
    const more = name === 'aside' ? {} : { TargetID, ProviderType }
    const { UnitID } = await addUnit(hub, SpaceID, name, manifest(name, 1), more)
    ids.push(UnitID)
  }
  await call(hub, 'PATCH', `/space/${SpaceID}`, { body: { ReleaseTargetID: TargetID } })
  const [web = '', api = '', aside = ''] = ids
  return { hub, SpaceID, TargetID, web, api, aside }
}

export async function publish(
  { hub, SpaceID }: ReleaseGround,
  body: object = {},
  as?: string,
): Promise<Answer> {
  const path = `/space/${SpaceID}/release`
  return call(hub, 'POST', path, { body, ...(as === undefined ? {} : { as }) })
}

/** `ReleasePublishResponse` (contract A5). */
const PublishedShape = z.strictObject({ Release: ReleaseShape, Message: text.optional() })

export async function published(ground: ReleaseGround, body: object = {}) {
  const answer = await publish(ground, body)
  if (answer.status !== 200) throw new Error(`not published: ${answer.status} ${answer.text}`)
  return PublishedShape.parse(answer.json)
}

/** Writes a new document of a Unit and returns its revision number. */
export async function rewrite(
  { hub, SpaceID }: ReleaseGround,
  UnitID: string,
  text: string,
): Promise<number> {
  const path = `/space/${SpaceID}/unit/${UnitID}`
  return written(await putDocument(hub, { path }, text)).Unit.HeadRevisionNum ?? 0
}

/** LastReleasedRevisionNum by Slug. */
export async function lastReleased({
  hub,
  SpaceID,
}: ReleaseGround): Promise<Record<string, number | undefined>> {
  const answer = await get(hub, `/space/${SpaceID}/unit`)
  const items = z.array(ExtendedUnitShape).parse(answer.json)
  return Object.fromEntries(items.map(({ Unit }) => [Unit.Slug, Unit.LastReleasedRevisionNum]))
}
