import { z } from 'zod'
import { type Answer, call } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { ResponseErrorShape } from '#tests/contract/shapes/answers.ts'
import { id, listOf, positive, text } from '#tests/contract/shapes/field.ts'
import { AttestationShape } from '#tests/contract/shapes/resident.ts'

/** What a dry run would record has no id. */
const Planned = AttestationShape.omit({ AttestationID: true }).strict()

const attested = {
  Attestation: z.union([AttestationShape, Planned]).optional(),
  Subjects: z.array(z.strictObject({ UnitID: id, UnitSlug: text, RevisionID: id, RevisionNum: positive })),
  SkippedUnits: listOf(z.strictObject({ UnitID: id, UnitSlug: text, Reason: text })).optional(),
}

/** `AttestationCreateResponse` */
const CreateShape = z.strictObject(attested)

/** `AttestResult` (contract 4.9) */
const ResultShape = z.strictObject({
  Spaces: z.array(
    z.strictObject({
      SpaceID: id,
      SpaceSlug: text,
      ...attested,
      Subjects: attested.Subjects.optional(),
      Error: ResponseErrorShape.optional(),
    }),
  ),
})

export type Options = { readonly as?: string; readonly query?: Record<string, boolean> }

export async function attest(hub: HubAddress, body: object, options: Options = {}): Promise<Answer> {
  return call(hub, 'POST', '/attest', { ...options, body })
}

export async function attestedSpaces(hub: HubAddress, body: object, options: Options = {}, status = 200) {
  const answer = await attest(hub, body, options)
  if (answer.status !== status) throw new Error(`/attest: ${answer.status} ${answer.text}`)
  return ResultShape.parse(answer.json).Spaces
}

export async function attestIn(
  hub: HubAddress,
  SpaceID: string,
  body: object,
  options: Options = {},
): Promise<Answer> {
  return call(hub, 'POST', `/space/${SpaceID}/attestation`, { ...options, body })
}

export async function attestedIn(hub: HubAddress, SpaceID: string, body: object, options: Options = {}) {
  const answer = await attestIn(hub, SpaceID, body, options)
  if (answer.status !== 200) throw new Error(`attestation: ${answer.status} ${answer.text}`)
  return CreateShape.parse(answer.json)
}

export function idOf(attestation: z.infer<typeof CreateShape>['Attestation']): string {
  return z.looseObject({ AttestationID: id }).parse(attestation).AttestationID
}
