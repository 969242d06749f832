import { resident } from '#hub/entities/models/shared-columns.ts'

export const attestationModel = resident(
  'Attestation',
  {
    Type: 'text',
    Result: 'text',
    Note: 'text',
    UserID: 'uuid',
    ExpiresAt: 'time',
    ChangeOrderID: 'optionalUuid',
    ReleaseID: 'optionalUuid',
    Claims: 'map',
    EvidenceAttestationIDs: 'list',
    RevokedAttestationID: 'optionalUuid',
  },
  [],
  [],
  ['Annotations', 'DeleteGates', 'DisplayName', 'Labels', 'Slug'],
)
