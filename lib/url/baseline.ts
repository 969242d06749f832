import { isUuid } from '#lib/base/uuid.ts'

/** What the cells of the grid are compared with, as the address says it. */
export type Baseline =
  | { readonly kind: 'none' | 'majority' | 'group' | 'upstream' | 'released' }
  | { readonly kind: 'unit'; readonly unitId: string }
  | { readonly kind: 'region'; readonly region: string }
  | { readonly kind: 'at'; readonly time: string }

/** How each kind is written, for a message. */
export const baselineForms = [
  'none',
  'majority',
  'group',
  'upstream',
  'released',
  'unit:<id>',
  'region:<name>',
  'at:<time>',
] as const

/** With its zone, or the beginning of a day in UTC: without a zone a link would mean another time elsewhere. */
const timePattern = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/

export function parseBaseline(text: string): Baseline | undefined {
  switch (text) {
    case 'none':
    case 'majority':
    case 'group':
    case 'upstream':
    case 'released':
      return { kind: text }
  }
  const colon = text.indexOf(':')
  const [kind, value] = [text.slice(0, colon), text.slice(colon + 1)]
  if (kind === 'unit' && isUuid(value)) return { kind, unitId: value.toLowerCase() }
  if (kind === 'region' && value !== '') return { kind, region: value }
  if (kind === 'at' && timePattern.test(value) && !Number.isNaN(Date.parse(value)))
    return { kind, time: new Date(value).toISOString() }
  return undefined
}

export function printBaseline(baseline: Baseline): string {
  switch (baseline.kind) {
    case 'unit':
      return `unit:${baseline.unitId}`
    case 'region':
      return `region:${baseline.region}`
    case 'at':
      return `at:${baseline.time}`
    default:
      return baseline.kind
  }
}
