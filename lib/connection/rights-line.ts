import { count, plural } from '#lib/base/plural.ts'
import { isReached, type Measurements, type SpaceRights } from '#lib/connection/measurements.ts'
import { notMeasured, notWithoutToken } from '#lib/connection/not-measured.ts'
import type { ReportLine } from '#lib/connection/report.ts'

export function rightsLine(measurements: Measurements): ReportLine {
  const check = 'rights'
  const { token } = measurements
  if (!isReached(measurements)) return notMeasured(check)
  if (token?.identity === undefined) return notWithoutToken(check, token !== undefined)
  const { rights } = token
  if (rights === undefined || rights.kind === 'failed') {
    const why = rights === undefined ? '' : `: ${rights.message}`
    return {
      check,
      verdict: 'unknown',
      measured: `The spaces could not be asked about${why}`,
      remedy: 'Test again.',
    }
  }
  const { visible, spaces } = rights
  if (visible === 0) {
    return {
      check,
      verdict: 'attention',
      measured: 'No space is visible.',
      remedy:
        'Ask an administrator of the organization to give you View on the spaces you work with, or sign in to the organization they are in.',
    }
  }
  const by = (writing: SpaceRights['writing']) => spaces.filter((space) => space.writing === writing)
  const [allowed, refused] = [by('allowed'), by('refused')]
  const open = visible - allowed.length - refused.length
  const measured = [
    `${count(visible, 'space')} visible: ${allowed.length} may be written`,
    `${refused.length} may not${refused.length === 0 ? '' : ` (${named(refused)})`}`,
    ...(open === 0 ? [] : [`${open} unknown`]),
  ].join(', ')
  if (refused.length > 0) {
    return {
      check,
      verdict: 'attention',
      measured: `${measured}.${quoted(refused)}`,
      remedy: refusedRemedy(allowed, refused),
    }
  }
  if (open === 0) return { check, verdict: 'ok', measured: `${measured}.` }
  return { check, verdict: 'unknown', measured: `${measured}.`, remedy: openRemedy(by('empty').length, open) }
}

function named(spaces: readonly SpaceRights[]): string {
  const shown = spaces.slice(0, 3).map(({ slug }) => slug)
  return spaces.length > 3 ? `${shown.join(', ')} and ${spaces.length - 3} more` : shown.join(', ')
}

function quoted([first]: readonly SpaceRights[]): string {
  return first?.reason === undefined ? '' : ` The hub says: ${first.reason}`
}

function refusedRemedy(allowed: readonly SpaceRights[], refused: readonly SpaceRights[]): string {
  const what =
    allowed.length === 0
      ? 'You may look, but not write. That is fine for reading; to write,'
      : `A preview leaves the units of ${plural(refused.length, 'that space', 'those spaces')} out. To write them,`
  return `${what} ask whoever manages the ${plural(refused.length, 'space')} for Edit, or an administrator of the organization for another role.`
}

function openRemedy(empty: number, open: number): string {
  const why =
    empty === open
      ? 'Those have no unit to try a change on.'
      : 'Those have no unit to try a change on, gave no clear answer, or are beyond what one test asks.'
  return `${why} A preview tells for the units in it whether they may be written.`
}
