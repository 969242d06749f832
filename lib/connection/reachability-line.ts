import { count } from '#lib/base/plural.ts'
import {
  answersOf,
  type Heard,
  isReached,
  type Measurements,
  median,
  type Silence,
} from '#lib/connection/measurements.ts'
import type { ReportLine } from '#lib/connection/report.ts'

const slowMs = 1000

export function reachabilityLine(measurements: Measurements): ReportLine {
  const check = 'reachability'
  const { info, address } = measurements
  const answers = answersOf(info)
  const good = answers.filter(({ status }) => status === 200)
  const medianMs = median(good.map(({ durationMs }) => durationMs))
  if (!isReached(measurements) || medianMs === undefined) return notReached(measurements)
  const slowestMs = Math.max(...good.map(({ durationMs }) => durationMs))
  const measured = `${good.length} of ${count(info.length, 'GET /info', 'GET /info')} answered, median ${ms(medianMs)}, slowest ${ms(slowestMs)}.`
  if (good.length < info.length) {
    const remedy =
      'Test again. If the problem persists, the hub or something in front of it drops requests: tell whoever runs it.'
    return { check, verdict: 'attention', measured, remedy }
  }
  if (medianMs <= slowMs) return { check, verdict: 'ok', measured }
  return {
    check,
    verdict: 'attention',
    measured,
    remedy: `Lists and previews make many calls, each as slow as this. Run Hubdeck closer to ${address.host}, or find out what is slow there.`,
  }
}

function notReached({ info, address, isInfoReadable }: Measurements): ReportLine {
  const check = 'reachability'
  const verdict = 'failed'
  const [first] = info.slice(-1)
  if (first === undefined || first.kind === 'silence') {
    return {
      check,
      verdict,
      measured: `No answer to GET /info${first === undefined ? '' : `: ${first.message}`}.`,
      remedy: silenceRemedy(first?.reason ?? 'cut', address.isLoopback),
    }
  }
  if (first.status === 200 && !isInfoReadable) {
    return {
      check,
      verdict,
      measured: 'GET /info was answered, but not with the JSON of ConfigHub.',
      remedy:
        'Something else listens at this address, such as a sign-in page. Set CONFIGHUB_URL to the hub itself.',
    }
  }
  return {
    check,
    verdict,
    measured: `GET /info was answered with status ${first.status}${said(first)}.`,
    remedy: statusRemedy(first.status),
  }
}

function said(heard: Heard): string {
  return heard.kind === 'answer' && heard.message !== undefined
    ? ` (${heard.message.replace(/\.$/, '')})`
    : ''
}

function silenceRemedy(reason: Silence, isLoopback: boolean): string {
  switch (reason) {
    case 'name':
      return 'The name has no address: see the line on the address.'
    case 'certificate':
      return 'The certificate is not accepted: see the line on encryption.'
    case 'tls':
      return 'The other side may speak plain HTTP at this port, or an old version of TLS. Check scheme and port of the address.'
    case 'refused':
      return isLoopback
        ? 'Nothing listens there. The embedded hub is started by npm start, or alone by npm run hub.'
        : 'Nothing listens there. Check the port in the address, and whether the hub runs.'
    case 'timeout':
      return 'A firewall may drop the calls, or the hub is stuck. Check that this machine may reach it, then look at the log of the hub.'
    default:
      return 'The connection broke. Test again; if it stays, look at what stands between here and the hub.'
  }
}

function statusRemedy(status: number): string {
  if (status >= 300 && status < 400)
    return 'Redirects are not followed. Set CONFIGHUB_URL to the address it leads to.'
  if (status === 429) return 'The hub is asked too often. Wait a minute, then test again.'
  if (status >= 500)
    return 'The hub, or a gateway before it, is in trouble. Tell whoever runs it, and test again later.'
  return 'No ConfigHub answers at this address. CONFIGHUB_URL is the origin, with /api below it.'
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ms`
}
