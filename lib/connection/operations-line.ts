import { type Heard, isReached, type Measurements } from '#lib/connection/measurements.ts'
import { notMeasured, notWithoutToken } from '#lib/connection/not-measured.ts'
import { neededOperations } from '#lib/connection/operations.ts'
import type { ReportLine } from '#lib/connection/report.ts'

export function operationsLine(measurements: Measurements): ReportLine {
  const check = 'operations'
  const { operations, token } = measurements
  if (!isReached(measurements)) return notMeasured(check)
  const asked = neededOperations.map((operation) => {
    const heard = operations.find(({ path }) => path === operation.path)?.heard
    return { ...operation, standing: standingOf(heard), answered: statusOf(heard) }
  })
  const missing = asked.filter(({ standing }) => standing === 'missing')
  if (missing.length > 0) {
    const named = missing.map(
      ({ path, answered, serves }) => `GET ${path} (${answered}), needed for ${serves}`,
    )
    return {
      check,
      verdict: missing.some(({ isEssential }) => isEssential) ? 'failed' : 'attention',
      measured: `The hub does not have ${named.join('; ')}.`,
      remedy:
        'Upgrade the hub, or ask whoever runs it whether a gateway blocks these paths. The rest of Hubdeck works.',
    }
  }
  const open = asked.filter(({ standing }) => standing === 'open')
  if (open.length === 0) {
    const paths = asked.map(({ path }) => path).join(', ')
    return {
      check,
      verdict: 'ok',
      measured: `All ${asked.length} reads that Hubdeck needs are there: ${paths}. Writes were not tried.`,
    }
  }
  if (token?.identity === undefined) return notWithoutToken(check, token !== undefined)
  const named = open.map(({ path, answered }) => `GET ${path} (${answered})`).join(', ')
  return {
    check,
    verdict: 'unknown',
    measured: `No clear answer to ${named}.`,
    remedy:
      'Test again. 403 means that this token is not allowed to; an administrator of the organization can say why.',
  }
}

type Standing = 'there' | 'missing' | 'open'

/** A 400 comes from an operation that exists. */
function standingOf(heard: Heard | undefined): Standing {
  if (heard?.kind !== 'answer') return 'open'
  if ([404, 405, 501].includes(heard.status)) return 'missing'
  return heard.status < 300 || heard.status === 400 ? 'there' : 'open'
}

function statusOf(heard: Heard | undefined): string {
  return heard?.kind === 'answer' ? String(heard.status) : 'no answer'
}
