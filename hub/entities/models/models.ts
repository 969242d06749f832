import type { EntityModel, EntityTable } from '#hub/entities/entity-model.ts'
import { attestationModel } from '#hub/entities/models/attestation.ts'
import { bridgeWorkerModel } from '#hub/entities/models/bridge-worker.ts'
import { changeSetModel } from '#hub/entities/models/change-set.ts'
import { filterModel } from '#hub/entities/models/filter.ts'
import { invocationModel } from '#hub/entities/models/invocation.ts'
import { linkModel } from '#hub/entities/models/link.ts'
import { mutationModel } from '#hub/entities/models/mutation.ts'
import { organizationModel } from '#hub/entities/models/organization.ts'
import { queuedOperationModel } from '#hub/entities/models/queued-operation.ts'
import { releaseModel } from '#hub/entities/models/release.ts'
import { resourceModel } from '#hub/entities/models/resource.ts'
import { reviewCommentModel } from '#hub/entities/models/review-comment.ts'
import { revisionModel } from '#hub/entities/models/revision.ts'
import { serviceAccountModel } from '#hub/entities/models/service-account.ts'
import { spaceModel } from '#hub/entities/models/space.ts'
import { tagModel } from '#hub/entities/models/tag.ts'
import { targetModel } from '#hub/entities/models/target.ts'
import { triggerModel } from '#hub/entities/models/trigger.ts'
import { unitModel } from '#hub/entities/models/unit.ts'
import { unitEventModel } from '#hub/entities/models/unit-event.ts'
import { userModel } from '#hub/entities/models/user.ts'
import { viewModel } from '#hub/entities/models/view.ts'

/** Every entity of the contract that this hub stores. */
export const models: Readonly<Record<EntityTable, EntityModel>> = {
  Attestation: attestationModel,
  BridgeWorker: bridgeWorkerModel,
  ChangeSet: changeSetModel,
  Filter: filterModel,
  Invocation: invocationModel,
  Link: linkModel,
  Mutation: mutationModel,
  Organization: organizationModel,
  QueuedOperation: queuedOperationModel,
  Release: releaseModel,
  Resource: resourceModel,
  ReviewComment: reviewCommentModel,
  Revision: revisionModel,
  ServiceAccount: serviceAccountModel,
  Space: spaceModel,
  Tag: tagModel,
  Target: targetModel,
  Trigger: triggerModel,
  Unit: unitModel,
  UnitEvent: unitEventModel,
  User: userModel,
  View: viewModel,
}
