import { formatPatch, OMIT_HEADERS, structuredPatch } from 'diff'
import { maxEdits } from '#lib/config/compare/common-runs.ts'

/**
 * A unified diff of two texts, without file names: hunks with three lines around each change (contract 4.5). Texts that
 * differ in too much get a sentence instead, which tools that apply patches skip.
 */
export function linePatch(before: string, after: string): string {
  if (before === after) return ''
  // Every line ends in a line break here, so the patch needs no mark for a text that ends without one.
  const patch = structuredPatch('', '', `${before}\n`, `${after}\n`, undefined, undefined, {
    context: 3,
    maxEditLength: maxEdits,
  })
  if (patch !== undefined) return formatPatch(patch, OMIT_HEADERS)
  const lines = Math.max(before.split('\n').length, after.split('\n').length)
  return `too large to show: ${lines.toLocaleString('en')} lines\n`
}
