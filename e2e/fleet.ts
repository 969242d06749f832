import type { Hub } from '#e2e/hub.ts'

export type UnitState = {
  readonly UnitID: string
  readonly SpaceID: string
  readonly space: string
  readonly head: number
  readonly dataHash: string
  readonly data: string
}

export type Revision = {
  readonly RevisionID: string
  readonly RevisionNum: number
  readonly UnitID: string
  readonly UserID: string
  readonly Description?: string
  readonly UserAgent?: string
  readonly DataHash?: string
  readonly Tags?: Record<string, unknown>
}

const reader = 'alice@trading.com'

/** The units of a query according to the hub itself, by space. */
export async function readUnits(hub: Hub, where: string): Promise<Map<string, UnitState>> {
  const query = `limit=1000&where=${encodeURIComponent(where)}`
  const units = await hub.read<
    {
      Unit: { UnitID: string; SpaceID: string; HeadRevisionNum: number; DataHash: string }
      Space: { Slug: string }
    }[]
  >(reader, `/unit?${query}&include=SpaceID`)
  const documents = await hub.read<{ UnitID: string; Data: string }[]>(reader, `/unit_data?${query}`)
  const data = new Map(documents.map(({ UnitID, Data }) => [UnitID, Data]))
  return new Map(
    units.map(({ Unit, Space }) => [
      Space.Slug,
      {
        UnitID: Unit.UnitID,
        SpaceID: Unit.SpaceID,
        space: Space.Slug,
        head: Unit.HeadRevisionNum,
        dataHash: Unit.DataHash,
        data: data.get(Unit.UnitID) ?? '',
      },
    ]),
  )
}

export function unitOf(units: ReadonlyMap<string, UnitState>, space: string): UnitState {
  const found = units.get(space)
  if (found === undefined) throw new Error(`no ${space}`)
  return found
}

export function replicasOf({ data }: UnitState): number {
  return Number(/^ {2}replicas: (\d+)/m.exec(data)?.[1])
}

/** Newest first. */
export async function revisionsOf(hub: Hub, { SpaceID, UnitID }: UnitState): Promise<Revision[]> {
  const answers = await hub.read<{ Revision: Revision }[]>(
    reader,
    `/space/${SpaceID}/unit/${UnitID}/revision?limit=200`,
  )
  return answers.map(({ Revision }) => Revision).sort((a, b) => b.RevisionNum - a.RevisionNum)
}

/** Writes a unit without the dashboard, as a colleague with a terminal would. */
export async function writeElsewhere(
  hub: Hub,
  unit: UnitState,
  data: string,
  username = 'bob@trading.com',
): Promise<void> {
  await hub.call(username, `/space/${unit.SpaceID}/unit/${unit.UnitID}/data`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/octet-stream', 'If-Match': `"${unit.dataHash}"` },
    body: data,
  })
}
