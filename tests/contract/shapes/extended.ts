import { z } from 'zod'
import { ExtendedTagShape, inSpace, SpaceShape } from '#tests/contract/shapes/answers.ts'
import { listOf } from '#tests/contract/shapes/field.ts'
import {
  AttestationShape,
  ChangeSetShape,
  FilterShape,
  InvocationShape,
  LinkShape,
  ReleaseShape,
  TagShape,
  TargetShape,
  TriggerShape,
  ViewShape,
} from '#tests/contract/shapes/resident.ts'
import { UnitShape } from '#tests/contract/shapes/unit.ts'

/** A list item, or a single read, of each entity of a Space (contract 4.6, 4.7, 4.8, 4.9). */
export const extendedShapes = {
  Tag: ExtendedTagShape,
  ChangeSet: z.strictObject({
    ...inSpace,
    ChangeSet: ChangeSetShape,
    StartTag: TagShape.optional(),
    EndTag: TagShape.optional(),
  }),
  Filter: z.strictObject({ ...inSpace, Filter: FilterShape, FromSpace: SpaceShape.optional() }),
  View: z.strictObject({ ...inSpace, View: ViewShape, Filter: FilterShape.optional() }),
  Target: z.strictObject({
    ...inSpace,
    Target: TargetShape,
    Triggers: listOf(TriggerShape).optional(),
    TriggerFilter: FilterShape.optional(),
  }),
  Trigger: z.strictObject({
    ...inSpace,
    Trigger: TriggerShape,
    Invocation: InvocationShape.optional(),
    UnitFilter: FilterShape.optional(),
  }),
  Link: z.strictObject({
    ...inSpace,
    Link: LinkShape,
    FromUnit: UnitShape.optional(),
    ToUnit: UnitShape.optional(),
    ToSpace: SpaceShape.optional(),
    TransformInvocation: InvocationShape.optional(),
  }),
  Invocation: z.strictObject({ ...inSpace, Invocation: InvocationShape }),
  Release: z.strictObject({
    ...inSpace,
    Release: ReleaseShape,
    Tag: TagShape.optional(),
  }),
  Attestation: z.strictObject({ ...inSpace, Attestation: AttestationShape }),
}
