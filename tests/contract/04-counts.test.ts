import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { add, kindOf, newGround } from '#tests/contract/residents.ts'
import { ExtendedSpaceShape, ExtendedUnitShape } from '#tests/contract/shapes/answers.ts'
import { putDocument, written } from '#tests/contract/units.ts'

/** The `where` of each count. */
const counts = {
  TotalUnitCount: '',
  GatedUnitCount: 'LEN(ValidationErrors) > 0',
  WarnedUnitCount: 'LEN(ValidationWarnings) > 0',
  UnreleasedUnitCount: 'HeadRevisionNum > LastReleasedRevisionNum',
  UpgradableUnitCount: 'UpstreamRevisionNum > 0 AND UpstreamRevisionNum < UpstreamUnit.HeadRevisionNum',
  UnlinkedUnitCount: 'LEN(FromLinkID) = 0',
} as const
type Count = keyof typeof counts

/** What `where` counts in each Space. */
async function countedBy(hub: HubAddress, where: string): Promise<ReadonlyMap<string, number>> {
  const answer = await get(hub, '/unit', { where, select: 'Slug' })
  const bySpace = new Map<string, number>()
  for (const { Unit } of z.array(ExtendedUnitShape).parse(answer.json))
    bySpace.set(Unit.SpaceID, (bySpace.get(Unit.SpaceID) ?? 0) + 1)
  return bySpace
}

const countsOf = (hub: HubAddress) =>
  Promise.all(
    Object.entries(counts).map(async ([name, where]) => [name, await countedBy(hub, where)] as const),
  )

describe.each(inject('readingHubs'))('counts of all spaces on $database (contract 4.2)', (hub) => {
  it('equal what the corresponding where counts', async () => {
    const spaces = z.array(ExtendedSpaceShape).parse((await get(hub, '/space', { summary: true })).json)

    expect(spaces).toHaveLength(57)
    for (const [name, bySpace] of await countsOf(hub)) {
      const counted = spaces.map((item) => [item.Space.Slug, item[name as Count] ?? 0])
      expect([name, counted]).toEqual([
        name,
        spaces.map(({ Space }) => [Space.Slug, bySpace.get(Space.SpaceID) ?? 0]),
      ])
    }
  })
})

describe.each(inject('writingHubs'))('counts of a space on $database (contract 4.2)', (hub) => {
  it('equal what the corresponding where counts', async () => {
    const ground = await newGround(hub, 'counted')
    const [one = '', two = ''] = ground.units
    await add(ground, kindOf('Link'), { Slug: 'linked' })
    for (const name of ['Filter', 'View', 'Target', 'Tag', 'ChangeSet', 'Invocation'] as const)
      await add(ground, kindOf(name), { Slug: `one-${name}` })
    const clone = {
      query: { upstream_space_id: ground.SpaceID, upstream_unit_id: one },
      body: { Slug: 'copy' },
    }
    expect((await call(hub, 'POST', `/space/${ground.SpaceID}/unit`, clone)).status).toBe(200)
    written(await putDocument(hub, { path: `/space/${ground.SpaceID}/unit/${one}` }, 'kind: ConfigMap\n'))
    // After all writes of data, which are gated until the Triggers have run.
    await add(ground, kindOf('Trigger'), { Slug: 'vetting' })
    await call(hub, 'PATCH', `/space/${ground.SpaceID}/unit/${two}`, { body: { HiddenReason: 'retired' } })

    const single = await get(hub, `/space/${ground.SpaceID}`, { summary: true })
    const mine = ExtendedSpaceShape.parse(single.json)
    for (const [name, bySpace] of await countsOf(hub))
      expect([name, mine[name as Count] ?? 0]).toEqual([name, bySpace.get(ground.SpaceID) ?? 0])
    expect(mine).toMatchObject({
      TotalUnitCount: 2,
      // From the clone.
      TotalLinkCount: 2,
      TotalFilterCount: 1,
      TotalViewCount: 1,
      TotalTargetCount: 1,
      // A ChangeSet has two of its own.
      TotalTagCount: 3,
      TotalChangeSetCount: 1,
      TotalInvocationCount: 1,
      TriggerCountByEventType: { Mutation: 1 },
      UpgradableUnitCount: 1,
    })
    const listed = await get(hub, '/space', { summary: true, where: "Slug = 'counted'" })
    expect(z.array(ExtendedSpaceShape).parse(listed.json)).toEqual([mine])
  })
})
