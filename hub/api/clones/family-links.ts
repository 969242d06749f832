import type { Step } from '#hub/access/steps.ts'
import { copyLink, type LinkToCopy, linksToCopy, type Siblings } from '#hub/api/clones/link-copies.ts'
import type { Copy } from '#hub/api/clones/request.ts'
import type { CopiedUnit, UnitCopying } from '#hub/api/clones/unit-copy.ts'
import { itemOf } from '#hub/api/http/each-item.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { present } from '#hub/entities/present.ts'
import { presentUnit } from '#hub/entities/present-unit.ts'

export type Item = Record<string, unknown>
export type Clone = CopiedUnit

/**
 * What the answer of each new clone gains: its Links, each made or refused on its own, and the Unit that has them.
 * `copies` are all that was asked for, `made` those that succeeded.
 */
export async function cloneLinks(
  step: Step,
  copying: UnitCopying,
  copies: readonly Copy[],
  made: ReadonlyMap<Copy, Clone>,
  outgoingWhere: string,
): Promise<Map<Copy | undefined, Item>> {
  const gained = new Map<Copy | undefined, Item>()
  const sources = [...new Set(copies.map(({ source }) => String(source.UnitID)))]
  if (made.size === 0) return gained
  const links = await step((db) => linksToCopy(db, copying.caller, sources, outgoingWhere))
  const families = familiesOf(made)
  for (const [copy, clone] of made) {
    const own = links.filter(({ link }) => link.FromUnitID === copy.source.UnitID)
    if (clone.existed || own.length === 0) continue
    gained.set(copy, await linkOne(step, copying, clone, own, families.get(familyOf(copy)) ?? new Map()))
  }
  return gained
}

async function linkOne(
  step: Step,
  copying: UnitCopying,
  { unit, link: toUpstream }: Clone,
  links: readonly LinkToCopy[],
  siblings: Siblings,
): Promise<Item> {
  const Links: Item[] = toUpstream === undefined ? [] : [{ Link: present(toUpstream) }]
  for (const each of links) {
    const work = () => step((db) => copyLink(copying.api, db, copying.caller, each, unit, siblings))
    Links.push(await itemOf(models.Link, async () => ({ Link: present(await work()) }), each.link))
  }
  const linked = await step((db) =>
    db
      .selectFrom('Unit')
      .innerJoin('Space', 'Space.SpaceID', 'Unit.SpaceID')
      .selectAll('Unit')
      .select('Space.Slug as SpaceSlug')
      .where('UnitID', '=', unit.UnitID)
      .executeTakeFirstOrThrow(),
  )
  return { Unit: presentUnit(linked, linked.SpaceSlug), Links }
}

/** Clones that belong together: in the same Space (or each in its source's) and of the same variant. */
function familiesOf(made: ReadonlyMap<Copy, Clone>): Map<string, Map<string, Clone['unit']>> {
  const families = new Map<string, Map<string, Clone['unit']>>()
  for (const [copy, { unit }] of made) {
    const key = familyOf(copy)
    const family = families.get(key) ?? new Map<string, Clone['unit']>()
    families.set(key, family.set(String(copy.source.UnitID), unit))
  }
  return families
}

function familyOf({ destination, variant }: Copy): string {
  return JSON.stringify([destination?.SpaceID, variant.prefix, variant.labels])
}

export function hasFailedLink(links: unknown): boolean {
  return Array.isArray(links) && links.some((link: Row) => link.Error !== undefined)
}
