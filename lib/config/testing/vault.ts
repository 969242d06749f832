import { carelessReason, type PlantedKind, plantedKinds } from '#lib/config/testing/planted.ts'

const slug = 'vault'
export const vaultWhere = `Space.Slug = '${slug}'`

type VaultUnit = PlantedKind & { readonly SpaceID: string; readonly UnitID: string }

export type Vault = {
  readonly units: readonly VaultUnit[]
  readonly unitOf: (kind: string) => VaultUnit
}

/** Calls a hub in the name of someone who may edit; throws on a refusal. */
export type CallHub = (
  path: string,
  init: { method: string; body: string; headers: Record<string, string> },
) => Promise<Response>

/** A new Space on a hub, in which every kind is a unit. */
export async function fillVault(call: CallHub): Promise<Vault> {
  const SpaceID = await create(call, '/space', { Slug: slug }, 'SpaceID')
  const units: VaultUnit[] = []
  const waiting = [...plantedKinds]
  const lane = async () => {
    for (let kind = waiting.shift(); kind !== undefined; kind = waiting.shift()) {
      units.push({ ...kind, SpaceID, UnitID: await plant(call, SpaceID, kind) })
    }
  }
  await Promise.all([lane(), lane(), lane(), lane()])
  return {
    units,
    unitOf: (kind) => {
      const found = units.find((unit) => unit.kind === kind)
      if (found === undefined) throw new Error(`no kind is called ${kind}`)
      return found
    },
  }
}

async function plant(call: CallHub, spaceId: string, { slug, texts }: PlantedKind): Promise<string> {
  const facts = { Slug: slug, ToolchainType: 'Kubernetes/YAML' }
  const unitId = await create(call, `/space/${spaceId}/unit`, facts, 'UnitID')
  const reason = encodeURIComponent(carelessReason)
  for (const body of texts) {
    await call(`/space/${spaceId}/unit/${unitId}/data?last_change_description=${reason}`, {
      method: 'PUT',
      body,
      headers: { 'Content-Type': 'application/octet-stream' },
    })
  }
  return unitId
}

async function create(call: CallHub, path: string, facts: object, id: string): Promise<string> {
  const headers = { 'Content-Type': 'application/json' }
  const answer = await (await call(path, { method: 'POST', body: JSON.stringify(facts), headers })).text()
  const found = new RegExp(`"${id}":"([0-9a-f-]{36})"`).exec(answer)?.[1]
  if (found === undefined) throw new Error(`POST ${path} names no ${id}`)
  return found
}
