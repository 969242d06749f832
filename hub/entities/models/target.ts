import { resident, triggerChoice } from '#hub/entities/models/shared-columns.ts'

export const targetModel = resident(
  'Target',
  {
    ...triggerChoice,
    Facts: 'map',
  },
  ['TriggerFilterID', 'TriggerIDs'],
  ['BackingUnitID', 'UpstreamTargetID'],
)
