import { z } from 'zod'
import { optionalUuid, residentFields, Toolchain } from '#hub/entities/validate.ts'

/** The writable part of a Unit (contract 3, 4.3). */
export const unitSchema = z.object({
  ...residentFields,
  ToolchainType: Toolchain,
  ProviderType: z.string().max(128).default(''),
  TargetID: optionalUuid,
  DestroyGates: z.record(z.string().max(128), z.boolean()).default({}),
})
export type UnitBody = z.infer<typeof unitSchema>
