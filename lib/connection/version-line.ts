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
  if (inHeader === undefined) return withoutHeader(infoVersion)
  const measured = namedBy(inHeader, infoVersion)
  const generation = generationOf(inHeader)
  if (generation === 'older') {
    return {
      check,
      verdict: 'failed',
      measured: `${measured} That is an older generation of the API, which Hubdeck refuses.`,
      remedy: upgrade,
    }
  }
  if (generation === 'unreadable') {
    return {
      check,
      verdict: 'unknown',
      measured: `${measured} No version can be read from that.`,
      remedy: `Ask whoever runs the hub which version it is. Hubdeck was checked with ${checkedVersion}.`,
    }
  }
  if (generation === 'newer') {
    return {
      check,
      verdict: 'attention',
      measured: `${measured} Hubdeck works with it, but was checked with ${checkedVersion} only.`,
      remedy:
        'Not checked: whether fields, refusals and dry runs of this version still mean what Hubdeck takes them for. Look at a preview twice, and upgrade Hubdeck when there is a newer one.',
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

function withoutHeader(infoVersion: string | undefined): ReportLine {
  const inBody =
    infoVersion === undefined ? 'GET /info names no version either' : `GET /info names ${infoVersion}`
  return {
    check: 'version',
    verdict: 'failed',
    measured: `No answer has the header ConfigHub-Version; ${inBody}. Hubdeck refuses answers without it.`,
    remedy: `If a gateway removes the header, let it through. Otherwise the hub is of an older generation. ${upgrade}`,
  }
}

function namedBy(inHeader: string, inBody: string | undefined): string {
  if (inBody === undefined) return `${inHeader} by the header ConfigHub-Version; GET /info names no version.`
  return inBody === inHeader
    ? `${inHeader}, by GET /info and by the header ConfigHub-Version.`
    : `${inHeader} by the header ConfigHub-Version, but ${inBody} by GET /info.`
}
