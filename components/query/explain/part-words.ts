import type { ExplainedPart } from '#lib/queries/explain.ts'
import type { Counted } from '#lib/rows/explain-wire.ts'

const figures = new Intl.NumberFormat('en-GB')

/** `1,234`, `10,000+`, or that it is not known. */
export function countedText(counted: Counted): string {
  if (counted.kind === 'unknown') return 'unknown'
  return `${figures.format(counted.units)}${counted.isPart ? '+' : ''}`
}

/** Why a figure of the part is not known. */
export function unknownReason({ counts }: Pick<ExplainedPart, 'counts'>): string | undefined {
  const unknown = [counts?.keptOut, counts?.alone].find((counted) => counted?.kind === 'unknown')
  if (unknown?.kind !== 'unknown') return undefined
  return unknown.requestId === undefined ? unknown.reason : `${unknown.reason} (${unknown.requestId})`
}

/** What a part is about, where its text does not say it. */
export const partNames = { where: '', data: 'in documents', type: 'resource type' } as const
