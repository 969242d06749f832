import { unreachable } from '#lib/base/unreachable.ts'
import type { Address, Certificate } from '#lib/connection/measurements.ts'
import type { ReportLine } from '#lib/connection/report.ts'

const dayMs = 24 * 60 * 60 * 1000
/** Time enough to get a new certificate. */
const earlyDays = 21

export function addressLine({ origin, host, names, hadCredentials }: Address): ReportLine {
  const check = 'address'
  if (names.kind === 'unresolved') {
    return {
      check,
      verdict: 'failed',
      measured: `${origin}: the name ${host} has no address (${names.code}).`,
      remedy:
        'Check the spelling of the address (CONFIGHUB_URL), and whether this machine needs a VPN or another DNS to find the name.',
    }
  }
  const measured =
    names.kind === 'literal'
      ? `${origin}: the host is an address already, no name to resolve.`
      : `${origin}: ${host} resolves to ${names.addresses.slice(0, 4).join(', ')}.`
  if (!hadCredentials) return { check, verdict: 'ok', measured }
  return {
    check,
    verdict: 'attention',
    measured: `${measured} It had a user name or a password in it, which was not used.`,
    remedy:
      'Remove the part before @ from the address: ConfigHub needs a token, and addresses end up in logs.',
  }
}

export function encryptionLine({ isLoopback, certificate }: Address, now: number): ReportLine {
  const check = 'encryption'
  switch (certificate.kind) {
    case 'none':
      if (isLoopback) {
        return { check, verdict: 'ok', measured: 'Plain HTTP, which does not leave this machine.' }
      }
      return {
        check,
        verdict: 'attention',
        measured: 'Plain HTTP: the token and every document can be read on the way.',
        remedy: 'Use https:// in the address, unless the network between here and the hub is yours alone.',
      }
    case 'unread':
      return {
        check,
        verdict: 'unknown',
        measured: `The certificate could not be read (${certificate.code}).`,
        remedy: 'See the line on reachability: the same remedy helps here.',
      }
    case 'read':
      return certificateLine(certificate, now)
    default:
      return unreachable(certificate)
  }
}

function certificateLine(
  { validUntil, issuer, problem }: Extract<Certificate, { kind: 'read' }>,
  now: number,
): ReportLine {
  const check = 'encryption'
  const day = new Date(validUntil).toISOString().slice(0, 10)
  const by = issuer === '' ? '' : `, issued by ${issuer}`
  if (validUntil <= now) {
    return {
      check,
      verdict: 'failed',
      measured: `The certificate ended on ${day}${by}.`,
      remedy:
        'Ask whoever runs the hub to renew its certificate. If the date is wrong, set the clock of this machine.',
    }
  }
  const measured = `TLS, certificate valid until ${day}${by}.`
  if (problem !== undefined) {
    return {
      check,
      verdict: 'failed',
      measured: `${measured} It is not trusted: ${problem}.`,
      remedy: trust(problem),
    }
  }
  if (validUntil - now > earlyDays * dayMs) return { check, verdict: 'ok', measured }
  const days = Math.floor((validUntil - now) / dayMs)
  return {
    check,
    verdict: 'attention',
    measured: `${measured} That is ${days === 0 ? 'today or tomorrow' : `in ${days} days`}.`,
    remedy: 'Ask whoever runs the hub to renew its certificate before that day; afterwards nothing works.',
  }
}

function trust(problem: string): string {
  return /ALTNAME/.test(problem)
    ? 'The certificate is for another name: use the name it was made for, or have one made for this name.'
    : 'If the certificate comes from an authority of your organization, start Hubdeck with NODE_EXTRA_CA_CERTS naming its file. Do not switch the check off.'
}
