import { z } from 'zod'
import { type Answer, call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { ExtendedRevisionShape, ExtendedUnitShape, UnitWriteShape } from '#tests/contract/shapes/answers.ts'

export type UnitAt = {
  readonly SpaceID: string
  readonly UnitID: string
  readonly DataHash: string
  readonly HeadRevisionNum: number
  /** `/space/{s}/unit/{u}` */
  readonly path: string
}

const prefix = 'moss-cub-traderx'

/** A unit of the demo fleet by the last part of its space's slug: `unitAt(hub, 'prod-us-nyc', 'trade-service')`. */
export async function unitAt(hub: HubAddress, space: string, slug: string): Promise<UnitAt> {
  const where = `Slug = '${slug}' AND Space.Slug = '${prefix}-${space}'`
  const items = z.array(ExtendedUnitShape).parse((await get(hub, '/unit', { where })).json)
  const unit = items[0]?.Unit
  if (items.length !== 1 || !unit) throw new Error(`${space}/${slug}: ${items.length} units`)
  const { SpaceID, UnitID, DataHash, HeadRevisionNum } = unit
  if (DataHash === undefined || HeadRevisionNum === undefined) throw new Error(`${slug} has no head`)
  return { SpaceID, UnitID, DataHash, HeadRevisionNum, path: `/space/${SpaceID}/unit/${UnitID}` }
}

export async function document(hub: HubAddress, unit: Pick<UnitAt, 'path'>): Promise<string> {
  const answer = await get(hub, `${unit.path}/data`)
  if (answer.status !== 200) throw new Error(`${unit.path}/data: ${answer.status} ${answer.text}`)
  return answer.text
}

export type PutOptions = {
  readonly ifMatch?: string
  readonly query?: Readonly<Record<string, string | boolean>>
  readonly as?: string
}

export async function putDocument(
  hub: HubAddress,
  unit: Pick<UnitAt, 'path'>,
  text: string,
  options: PutOptions = {},
): Promise<Answer> {
  return call(hub, 'PUT', `${unit.path}/data`, {
    body: text,
    query: options.query ?? {},
    headers: options.ifMatch === undefined ? {} : { 'If-Match': `"${options.ifMatch}"` },
    ...(options.as === undefined ? {} : { as: options.as }),
  })
}

export function written(answer: Answer) {
  if (answer.status !== 200) throw new Error(`not written: ${answer.status} ${answer.text}`)
  return UnitWriteShape.parse(answer.json)
}

/** All revisions of one unit, newest first. */
export async function revisions(hub: HubAddress, unit: Pick<UnitAt, 'path'>) {
  const query = { order_by: 'DESC:RevisionNum', limit: 1000, include: 'UserID' }
  const answer = await get(hub, `${unit.path}/revision`, query)
  return z.array(ExtendedRevisionShape).parse(answer.json)
}
