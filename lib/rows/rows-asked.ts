/** What can be asked for beside name and Space. */
export const askedFields = [
  'head',
  'released',
  'description',
  'checks',
  'hash',
  'labels',
  /** Who made the newest revision, and when. */
  'change',
  /** How far behind its upstream unit it is. */
  'upstream',
] as const
export type AskedField = (typeof askedFields)[number]

/** More rows than this are not sent: a browser could no longer hold them. */
export const rowsCap = 100_000

export const exportFormats = ['csv', 'json', 'ndjson'] as const
export type ExportFormat = (typeof exportFormats)[number]
