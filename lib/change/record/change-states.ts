/** What has become of a change, in the order in which people look for it. */
export const changeStates = [
  'proposed',
  'approved',
  'running',
  'held',
  'stopped',
  'interrupted',
  'continued',
  'partly',
  'ended',
  'done',
  'undone',
] as const
export type ChangeStateName = (typeof changeStates)[number]
