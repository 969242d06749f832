import type { NamedUnit, ProposalNews } from '#lib/change/proposal/proposal-news.ts'
import type { ProvenRecord } from '#lib/change/record/record.ts'
import type { RecordFacts } from '#lib/change/record/record-facts.ts'
import { mask } from '#lib/config/mask/spans.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { unitedUnits } from '#lib/confighub/united.ts'

export type MatchesAsked = {
  readonly facts: Pick<
    RecordFacts,
    'selection' | 'where' | 'whereData' | 'resourceType' | 'planned' | 'heldBack'
  >
  readonly units: ProvenRecord['holding']['units']
}

/** As many units as a preview has at most. */
const maxUnits = 10_000
/** More than people read; those beyond are counted. */
const maxNamed = 1000

/** Asks the query of a proposal again. */
export async function readMatches(
  hub: ConfigHub,
  { facts, units }: MatchesAsked,
  signal?: AbortSignal,
): Promise<ProposalNews['matches']> {
  const { selection, where, whereData, resourceType, planned, heldBack } = facts
  if (selection !== 'query') return { kind: 'picked' }
  if (where.includes(mask) || whereData.includes(mask))
    return unknown('The query holds a secret, and its record keeps it without. Make a new preview to ask it.')
  const asked = { where, where_data: whereData, resource_type: resourceType, select: 'Slug,SpaceSlug' }
  const answer = await unitedUnits(hub, asked, maxUnits, signal).catch((error: unknown) => {
    // A query that ConfigHub took once may be none for it now; everything else is a failure of the whole answer.
    if (error instanceof ConfigHubError && (error.status === 400 || error.status === 422)) return error
    throw error
  })
  if (answer instanceof ConfigHubError) return unknown(`ConfigHub did not take the query: ${answer.message}`)
  if (answer.truncated) return unknown('The query matches more units now than a preview may have.')
  const matching = new Set(answer.units.map(({ Unit }) => Unit.UnitID))
  const gained = answer.units.filter(({ Unit: { UnitID: id } }) => !planned.has(id) && !heldBack.why.has(id))
  // Those that others changed are not written as proposed anyway.
  const unmoved = [...planned.values()].flatMap(({ UnitID, head }) => {
    const unit = units.get(UnitID)
    return unit?.Unit.HeadRevisionNum === head ? unit : []
  })
  const lost = unmoved.filter(({ Unit }) => !matching.has(Unit.UnitID))
  return {
    kind: 'known',
    ...(heldBack.moreUnchanged === 0 ? { gained: gained.slice(0, maxNamed).map(named) } : {}),
    moreGained: Math.max(0, gained.length - maxNamed),
    lost: lost.slice(0, maxNamed).map(named),
  }
}

function unknown(why: string): ProposalNews['matches'] {
  return { kind: 'unknown', why }
}

function named({ Unit, Space }: ExtendedUnit): NamedUnit {
  return { UnitID: Unit.UnitID, SpaceSlug: Unit.SpaceSlug ?? Space?.Slug ?? '', Slug: Unit.Slug }
}
