import { z } from 'zod'
import type { ResidentKind } from '#hub/api/kinds/resident.ts'
import { mustBeUnused } from '#hub/api/kinds/tag.ts'
import { models } from '#hub/entities/models/models.ts'
import { optionalUuid, residentFields } from '#hub/entities/validate.ts'
import { chosenTriggers } from '#hub/triggers/trigger-choice.ts'

const schema = z.object({
  ...residentFields,
  Facts: z.record(z.string(), z.string().max(1024)).default({}),
  WhereTrigger: z.string().max(8192).default(''),
  TriggerFilterID: optionalUuid,
})

/** Where Units are deployed (contract 4.8). Deployment is simulated by this hub, see hub/api/releases. */
export const targetKind: ResidentKind<z.infer<typeof schema>> = {
  model: models.Target,
  path: 'target',
  schema,
  complete: (db, caller, body, { current, refresh }) => chosenTriggers(db, caller, body, current, refresh),
  removing: async (db, caller, row) => {
    const id = String(row.TargetID)
    await mustBeUnused(db, caller, 'Unit', 'TargetID', id, `Target ${row.Slug}`)
    await mustBeUnused(db, caller, 'Space', 'ReleaseTargetID', id, `Target ${row.Slug}`)
  },
}
