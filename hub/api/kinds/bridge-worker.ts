import { z } from 'zod'
import { Failure } from '#hub/access/failure.ts'
import type { ResidentKind } from '#hub/api/kinds/resident.ts'
import { models } from '#hub/entities/models/models.ts'
import { residentFields } from '#hub/entities/validate.ts'

const schema = z.object({ ...residentFields, OrgRole: z.string().max(128).default('') })

/**
 * A bridge worker as a record (contract 4.8): scripts may create one and refer to it. No process can connect to this
 * hub as a worker, so it stays disconnected.
 */
export const bridgeWorkerKind: ResidentKind<z.infer<typeof schema>> = {
  model: models.BridgeWorker,
  path: 'bridge_worker',
  schema,
  complete: async () => ({ Condition: 'Disconnected' }),
}

/** Anything that would need a running worker is refused when it is stored, not later when someone relies on it. */
export function mustRunHere(BridgeWorkerID: string | undefined): void {
  if (BridgeWorkerID !== undefined)
    throw new Failure(
      501,
      'BridgeWorkerID: functions of bridge workers are not implemented by the embedded hub.',
    )
}
