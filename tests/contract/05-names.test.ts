import { describe, expect, inject, it } from 'vitest'
import { get } from '#tests/contract/http.ts'
import { EnvelopeShape } from '#tests/contract/shapes.ts'
import { unitAt } from '#tests/contract/units.ts'

/** The names that `include` takes (contract 5.2, 5.3, 5.4), list by list. */
const includes = {
  '/unit':
    'ChangeSetID,FromLinkID,HeadMutationNum,HeadRevisionNum,LastReleasedRevisionNum,OrganizationID,SpaceID,TargetID,UnitEventID,UpstreamSpaceID,UpstreamUnitID',
  '/revision': 'ChangeSetID,OrganizationID,SpaceID,Tags,UnitID,UserID,Attestations,ChangeOrders,Releases',
  '{unit}/mutation': 'InvocationID,LinkID,MergeSourceID,OrganizationID,RevisionID,SpaceID,TriggerID,UnitID',
  '/space':
    'AttributeFilterID,AttributeIDs,OrganizationID,TriggerFilterID,TriggerIDs,ComponentID,ReleaseTargetID',
  '/change_set': 'StartTagID,EndTagID,SpaceID,OrganizationID',
  '/filter': 'FromSpaceID,SpaceID,OrganizationID',
  '/view': 'FilterID,SpaceID,OrganizationID',
  '/tag': 'ChangeSetID,SpaceID,OrganizationID',
  '/target': 'BridgeWorkerID,SpaceID,TriggerFilterID,TriggerIDs,OrganizationID',
  '/trigger': 'BridgeWorkerID,InvocationID,SpaceID,UnitFilterID,OrganizationID',
  '/link': 'FromUnitID,ToUnitID,ToSpaceID,SpaceID,TransformInvocationID,OrganizationID',
} as const

/** The names that `order_by` takes (contract 5.1, 6.2). */
const orders = {
  '/unit':
    'ChangeSetID,CreatedAt,DataHash,DisplayName,HeadRevisionID,HeadRevisionNum,HeadUnitActionNum,HeadUnitEventNum,HiddenReason,LastChangeDescription,LastReleasedRevisionNum,OrganizationID,ProviderType,Slug,SpaceID,TargetID,ToolchainType,UnitID,UpdatedAt,UpstreamRevisionNum,UpstreamUnitID',
  '/revision':
    'ChangeSetID,CreatedAt,DataHash,Description,HiddenReason,OrganizationID,RevisionID,RevisionNum,Source,UnitID,UpdatedAt,UserAgent,UserID',
} as const

describe.each(inject('readingHubs'))('names that lists take on $database (contract 5.2, 5.3, 5.4)', (hub) => {
  it.each(Object.entries(includes))(
    '%s takes every include name, alone and together',
    async (list, names) => {
      const { path } = await unitAt(hub, 'prod-us-nyc', 'trade-service')
      for (const include of [...names.split(','), names]) {
        const answer = await get(hub, list.replace('{unit}', path), { include, limit: 3 })
        expect([include, answer.status]).toEqual([include, 200])
      }
      const unknown = await get(hub, list.replace('{unit}', path), { include: `${names},Colour` })
      expect([unknown.status, EnvelopeShape.parse(unknown.json).Message]).toEqual([
        400,
        expect.stringContaining('Colour'),
      ])
    },
  )

  it.each(Object.entries(orders))(
    '%s takes every order_by name, up, down and page by page',
    async (list, names) => {
      for (const name of names.split(',')) {
        const whole = (await get(hub, list, { order_by: `DESC:${name}`, limit: 20, select: 'CreatedAt' }))
          .json
        const query = { order_by: `DESC:${name}`, limit: 10, select: 'CreatedAt' }
        const first = await get(hub, list, query)
        const next = first.headers.get('ConfigHub-Continue') ?? ''
        const second = await get(hub, list, { ...query, continue: next })
        expect([name, [first.json, second.json].flat()]).toEqual([name, whole])
        expect((await get(hub, list, { order_by: name, limit: 1 })).status).toBe(200)
      }
    },
  )
})
