import { allAnswers, isReached, type Measurements } from '#lib/connection/measurements.ts'
import { notMeasured } from '#lib/connection/not-measured.ts'
import type { ReportLine } from '#lib/connection/report.ts'

export const isLimitHeader = (name: string) => /^(?:x-)?ratelimit(?:-|$)/.test(name)

/** Less than a tenth is left. */
const fewLeft = 0.1

export function limitsLine(measurements: Measurements): ReportLine {
  const check = 'limits'
  if (!isReached(measurements)) return notMeasured(check)
  const answers = allAnswers(measurements)
  const slowed = answers.filter(({ status }) => status === 429)
  if (slowed.length > 0) {
    const wait = slowed.map(({ headers }) => headers['retry-after']).find((text) => text !== undefined)
    return {
      check,
      verdict: 'attention',
      measured: `${slowed.length} of ${answers.length} calls were refused as too many (429)${wait === undefined ? '' : `, Retry-After ${wait}`}.`,
      remedy:
        'Wait, then test again. If the problem persists, something else uses up the limit of this token or this address.',
    }
  }
  const named = Object.assign({}, ...answers.map(({ headers }) => limitHeaders(headers)))
  const texts = Object.entries(named).map(([name, value]) => `${name} ${value}`)
  if (texts.length === 0) {
    return {
      check,
      verdict: 'unknown',
      measured: 'The hub names no limits and no quotas in its answers.',
      remedy: reachedLater,
    }
  }
  const measured = `The hub says: ${texts.join(', ')}.`
  const left = leftOf(new Map(Object.entries(named)))
  if (left === undefined) {
    return {
      check,
      verdict: 'unknown',
      measured: `${measured} How much is left cannot be read from that.`,
      remedy: reachedLater,
    }
  }
  if (left >= fewLeft) return { check, verdict: 'ok', measured }
  return {
    check,
    verdict: 'attention',
    measured,
    remedy: 'Little is left. Wait until it is renewed before a large change.',
  }
}

const reachedLater =
  'Nothing to do now. A limit that is reached shows as 429, a quota as 403 with its name; an administrator of the organization can raise quotas.'

function limitHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => isLimitHeader(name)))
}

/** The fraction of the limit that is left. */
function leftOf(named: ReadonlyMap<string, unknown>): number | undefined {
  const number = (ending: string) =>
    Number.parseInt(String([...named].find(([name]) => name.endsWith(ending))?.[1]), 10)
  const left = number('ratelimit-remaining') / number('ratelimit-limit')
  return Number.isNaN(left) ? undefined : left
}
