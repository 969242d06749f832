import type { EntityModel, EntityTable } from '#hub/api/entity-model.ts'
import { attestationModel } from '#hub/api/models/attestation.ts'
import { changeSetModel } from '#hub/api/models/change-set.ts'
import { filterModel } from '#hub/api/models/filter.ts'
import { invocationModel } from '#hub/api/models/invocation.ts'
import { linkModel } from '#hub/api/models/link.ts'
import { mutationModel } from '#hub/api/models/mutation.ts'
import { organizationModel } from '#hub/api/models/organization.ts'
import { queuedOperationModel } from '#hub/api/models/queued-operation.ts'
import { releaseModel } from '#hub/api/models/release.ts'
import { resourceModel } from '#hub/api/models/resource.ts'
import { revisionModel } from '#hub/api/models/revision.ts'
import { spaceModel } from '#hub/api/models/space.ts'
import { tagModel } from '#hub/api/models/tag.ts'
import { targetModel } from '#hub/api/models/target.ts'
import { triggerModel } from '#hub/api/models/trigger.ts'
import { unitModel } from '#hub/api/models/unit.ts'
import { unitEventModel } from '#hub/api/models/unit-event.ts'
import { userModel } from '#hub/api/models/user.ts'
import { viewModel } from '#hub/api/models/view.ts'

/** Every entity of the contract that this hub stores. */
export const models: Readonly<Record<EntityTable, EntityModel>> = {
  Attestation: attestationModel,
  ChangeSet: changeSetModel,
  Filter: filterModel,
  Invocation: invocationModel,
  Link: linkModel,
  Mutation: mutationModel,
  Organization: organizationModel,
  QueuedOperation: queuedOperationModel,
  Release: releaseModel,
  Resource: resourceModel,
  Revision: revisionModel,
  Space: spaceModel,
  Tag: tagModel,
  Target: targetModel,
  Trigger: triggerModel,
  Unit: unitModel,
  UnitEvent: unitEventModel,
  User: userModel,
  View: viewModel,
}
