import type { Check, ReportLine } from '#lib/connection/report.ts'

/** For checks that need a hub that answers. */
export function notMeasured(check: Check): ReportLine {
  return {
    check,
    verdict: 'unknown',
    measured: 'Not measured: the hub was not reached.',
    remedy: 'First fix what is wrong with the address, encryption and reachability, then test again.',
  }
}

/** For checks that need a valid token. */
export function notWithoutToken(check: Check, hasToken: boolean): ReportLine {
  return {
    check,
    verdict: 'unknown',
    measured: hasToken ? 'Not measured: the token was not accepted.' : 'Not measured: no token was tested.',
    remedy: hasToken
      ? 'First fix what is wrong with the token, then test again.'
      : 'Sign in, or test a token.',
  }
}
