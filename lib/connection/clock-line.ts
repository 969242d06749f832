import { allAnswers, isReached, type Measurements, median } from '#lib/connection/measurements.ts'
import { notMeasured } from '#lib/connection/not-measured.ts'
import type { ReportLine } from '#lib/connection/report.ts'

const farSeconds = 30

export function clockLine(measurements: Measurements): ReportLine {
  const check = 'clock'
  if (!isReached(measurements)) return notMeasured(check)
  const differences = allAnswers(measurements).flatMap(({ headers, at }) => {
    const date = Date.parse(headers.date ?? '')
    // The header has whole seconds, so on average half a second is missing.
    return Number.isNaN(date) ? [] : [date + 500 - at]
  })
  const differenceMs = median(differences)
  if (differenceMs === undefined) {
    return {
      check,
      verdict: 'unknown',
      measured: 'No answer names its time (header Date).',
      remedy: 'Make sure that this machine and the hub both set their clocks by NTP.',
    }
  }
  const seconds = Math.round(Math.abs(differenceMs) / 1000)
  if (seconds <= 1)
    return {
      check,
      verdict: 'ok',
      measured: 'The clocks of the hub and of this machine agree within a second or so.',
    }
  const measured = `The clock of the hub is ${seconds.toLocaleString('en')} s ${differenceMs > 0 ? 'ahead of' : 'behind'} the clock of this machine.`
  if (seconds <= farSeconds) return { check, verdict: 'ok', measured }
  return {
    check,
    verdict: 'attention',
    measured,
    remedy:
      'Previews, sessions and tokens expire by the clock, so they expire early or late, and times in the activity are off. Set both clocks by NTP.',
  }
}
