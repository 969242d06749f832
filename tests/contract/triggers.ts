import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { ExtendedUnitShape, SpaceShape, UnitWriteShape } from '#tests/contract/shapes/answers.ts'
import { ValidationResultShape } from '#tests/contract/shapes/function.ts'
import { InvocationShape as StoredInvocationShape, TriggerShape } from '#tests/contract/shapes/resident.ts'
import { putDocument } from '#tests/contract/units.ts'

const kubernetes = 'Kubernetes/YAML'
export const awaiting = 'awaiting/triggers'

export type Made = { readonly SpaceID: string; readonly UnitID: string; readonly path: string }

export async function addSpace(hub: HubAddress, Slug: string, more: object = {}): Promise<string> {
  const answer = await call(hub, 'POST', '/space', { body: { Slug, ...more } })
  if (answer.status !== 200) throw new Error(`${Slug}: ${answer.status} ${answer.text}`)
  return SpaceShape.parse(answer.json).SpaceID
}

/** A Unit with content; `more` are fields of the Unit. */
export async function addUnit(
  hub: HubAddress,
  SpaceID: string,
  Slug: string,
  text: string,
  more: object = {},
): Promise<Made> {
  const body = { Slug, ToolchainType: kubernetes, ...more }
  const answer = await call(hub, 'POST', `/space/${SpaceID}/unit`, { body })
  if (answer.status !== 200) throw new Error(`${Slug}: ${answer.status} ${answer.text}`)
  const { UnitID } = UnitWriteShape.parse(answer.json).Unit
  const unit = { SpaceID, UnitID, path: `/space/${SpaceID}/unit/${UnitID}` }
  const written = await putDocument(hub, unit, text)
  if (written.status !== 200) throw new Error(`${Slug}: ${written.status} ${written.text}`)
  return unit
}

/** A Trigger on every change, unless `body` says otherwise. */
export async function addTrigger(hub: HubAddress, SpaceID: string, Slug: string, body: object) {
  const answer = await call(hub, 'POST', `/space/${SpaceID}/trigger`, {
    body: { Slug, Event: 'Mutation', ToolchainType: kubernetes, ...body },
  })
  if (answer.status !== 200) throw new Error(`${Slug}: ${answer.status} ${answer.text}`)
  return TriggerShape.parse(answer.json)
}

export async function addInvocation(hub: HubAddress, SpaceID: string, Slug: string, functions: object[]) {
  const body = { Slug, ToolchainType: kubernetes, FunctionInvocations: functions }
  const answer = await call(hub, 'POST', `/space/${SpaceID}/invocation`, { body })
  if (answer.status !== 200) throw new Error(`${Slug}: ${answer.status} ${answer.text}`)
  return StoredInvocationShape.parse(answer.json)
}

export const setter = (FunctionName: string, ...values: (string | number)[]) => ({
  FunctionName,
  Arguments: values.map((Value) => ({ Value })),
})

export const moreThanOneReplica = setter('vet-cel', "r.kind != 'Deployment' || r.spec.replicas > 1")

export async function read(hub: HubAddress, unit: Pick<Made, 'path'>) {
  return ExtendedUnitShape.parse((await get(hub, unit.path)).json).Unit
}

/** Waits as clients do (contract A3): from 25 ms doubling to 250 ms, at most 100 tries. */
export async function settled(hub: HubAddress, unit: Pick<Made, 'path'>) {
  let pause = 25
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const Unit = await read(hub, unit)
    if (Unit.ValidationErrors?.[awaiting] !== true) return Unit
    await setTimeout(pause)
    pause = Math.min(pause * 2, 250)
  }
  throw new Error(`the Triggers of ${unit.path} did not run`)
}

/** The verdicts of the Triggers under one key. */
export function results(unit: { ValidationResults?: Record<string, unknown> | undefined }, key: string) {
  return z.array(ValidationResultShape).parse(unit.ValidationResults?.[key])
}

export const deployment = (name: string, replicas: number, namespace = 'default') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  replicas: ${replicas} # kept
  template:
    spec:
      containers:
        - name: main
          image: ghcr.io/example/${name}:v1
`
