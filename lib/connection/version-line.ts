import { checkedVersion, generationOf } from '#lib/confighub/version.ts'
import { allAnswers, isReached, type Measurements } from '#lib/connection/measurements.ts'
import { notMeasured } from '#lib/connection/not-measured.ts'
import type { ReportLine } from '#lib/connection/report.ts'

const header = 'confighub-version'

export function versionLine(measurements: Measurements): ReportLine {
  const check = 'version'
  if (!isReached(measurements)) return notMeasured(check)
  const { infoVersion } = measurements
  const inHeader = allAnswers(measurements)
    .map(({ headers }) => headers[header])
    .find((text) => text !== undefined)
  const generation = generationOf(inHeader ?? '')
  if (inHeader === undefined || generation === 'unreadable') return probed(measurements, inHeader)
  const measured = namedBy(inHeader, infoVersion)
  if (generation === 'older') {
    return {
      check,
      verdict: 'failed',
      measured: `${measured} That is an older generation of the API, which Hubdeck refuses.`,
      remedy: upgrade,
    }
  }
  if (generation === 'newer') {
    return {
      check,
      verdict: 'attention',
      measured: `${measured} Hubdeck works with it, but was checked with ${checkedVersion} only.`,
      remedy:
        'Not checked: whether fields, refusals and dry runs of this version still mean what Hubdeck assumes. Look at a preview twice, and upgrade Hubdeck when there is a newer one.',
    }
  }
  if (infoVersion !== undefined && infoVersion !== inHeader) {
    return {
      check,
      verdict: 'attention',
      measured,
      remedy:
        'The two should agree: several versions may run behind one address, or a gateway adds the header. Tell whoever runs the hub.',
    }
  }
  return { check, verdict: 'ok', measured: `${measured} Hubdeck was checked with ${checkedVersion}.` }
}

const upgrade = 'Hubdeck needs API 0.8 or newer: upgrade the hub, or set CONFIGHUB_URL to another one.'

/** How the client decides when no answer names a readable version (contract 1). */
function probed({ infoVersion, operations }: Measurements, inHeader: string | undefined): ReportLine {
  const check = 'version'
  const header =
    inHeader === undefined
      ? 'No answer has the header ConfigHub-Version'
      : `No version can be read from the header ConfigHub-Version (${inHeader})`
  const byInfo = generationOf(infoVersion ?? '')
  const named = infoVersion === undefined ? 'names no version either' : `names ${infoVersion}`
  const measured = `${header}; GET /info ${named}.`
  const pass = 'If a gateway removes or changes the header, let it through.'
  const tooOld = `${pass} Otherwise the hub is of an older generation. ${upgrade}`
  if (byInfo === 'older') return { check, verdict: 'failed', measured, remedy: tooOld }
  if (byInfo !== 'unreadable') {
    const remedy = `${pass} Hubdeck relies on GET /info, and was checked with ${checkedVersion}.`
    return { check, verdict: 'attention', measured, remedy }
  }
  const heard = operations.find(({ path }) => path === '/unit_data')?.heard
  const status = heard?.kind === 'answer' ? heard.status : undefined
  if (status !== undefined && status < 300) {
    return {
      check,
      verdict: 'attention',
      measured: `${measured} It has GET /unit_data, as only API 0.8 and newer do.`,
      remedy: `${pass} Otherwise ask whoever runs the hub which version it is. Hubdeck was checked with ${checkedVersion}.`,
    }
  }
  if (status !== undefined && [400, 404, 405, 501].includes(status)) {
    const lacks = `${measured} It does not have GET /unit_data, which API 0.8 brought (${status}).`
    return { check, verdict: 'failed', measured: lacks, remedy: tooOld }
  }
  return {
    check,
    verdict: 'unknown',
    measured,
    remedy: `${pass} Whether the hub is of API 0.8 or newer shows when it is tested with a token.`,
  }
}

function namedBy(inHeader: string, inBody: string | undefined): string {
  if (inBody === undefined) return `${inHeader} by the header ConfigHub-Version; GET /info names no version.`
  return inBody === inHeader
    ? `${inHeader}, by GET /info and by the header ConfigHub-Version.`
    : `${inHeader} by the header ConfigHub-Version, but ${inBody} by GET /info.`
}
