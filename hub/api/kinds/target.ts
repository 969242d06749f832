import { z } from 'zod'
import { Failure } from '#hub/access/failure.ts'
import type { ResidentKind } from '#hub/api/kinds/resident.ts'
import { mustBeUnused } from '#hub/api/kinds/tag.ts'
import { models } from '#hub/entities/models/models.ts'
import { optionalUuid, residentFields, Toolchain } from '#hub/entities/validate.ts'
import { chosenTriggers } from '#hub/triggers/trigger-choice.ts'

const schema = z.object({
  ...residentFields,
  ToolchainType: Toolchain,
  ProviderType: z.string().min(1).max(128),
  BridgeWorkerID: optionalUuid,
  BridgeHandle: z.string().max(256).default(''),
  ConfigTypes: z.array(z.json()).max(100).default([]),
  LiveStateType: z.string().max(256).default(''),
  Options: z.record(z.string(), z.json()).default({}),
  Facts: z.record(z.string(), z.string().max(1024)).default({}),
  Parameters: z.string().max(65_536).default(''),
  WhereTrigger: z.string().max(8192).default(''),
  TriggerFilterID: optionalUuid,
})

/** Where Units are deployed (contract 4.8). Deployment is simulated by this hub, see hub/api/releases. */
export const targetKind: ResidentKind<z.infer<typeof schema>> = {
  model: models.Target,
  path: 'target',
  schema,
  complete: async (db, caller, body, { current, refresh }) => {
    if (body.BridgeWorkerID !== undefined)
      throw new Failure(
        404,
        `BridgeWorkerID: there is no BridgeWorker ${body.BridgeWorkerID}; this hub has none.`,
      )
    return chosenTriggers(db, caller, body, current, refresh)
  },
  removing: async (db, caller, row) => {
    const id = String(row.TargetID)
    await mustBeUnused(db, caller, 'Unit', 'TargetID', id, `Target ${row.Slug}`)
    await mustBeUnused(db, caller, 'Space', 'ReleaseTargetID', id, `Target ${row.Slug}`)
  },
}
