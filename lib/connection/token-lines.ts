import { count } from '#lib/base/plural.ts'
import { isReached, type Measurements, type TokenMeasured } from '#lib/connection/measurements.ts'
import { notMeasured, notWithoutToken } from '#lib/connection/not-measured.ts'
import type { ReportLine, TokenSource } from '#lib/connection/report.ts'

const minuteMs = 60_000
/** Less than this may not be enough for a long preview and its write. */
const earlyMs = 30 * minuteMs

export function tokenLine(measurements: Measurements): ReportLine {
  const check = 'token'
  const { token, tokenFrom, at } = measurements
  if (!isReached(measurements)) return notMeasured(check)
  if (token === undefined) return notWithoutToken(check, false)
  const { me, identity } = token
  if (identity !== undefined) {
    return {
      check,
      verdict: 'ok',
      measured: `${owned[tokenFrom]} of ${identity.person}, for the organization ${identity.organization}.`,
    }
  }
  if (me.kind === 'silence') {
    return {
      check,
      verdict: 'unknown',
      measured: `GET /me was not answered: ${me.message}.`,
      remedy: 'Test again.',
    }
  }
  if (me.status === 401) return refused(token, tokenFrom, at)
  if (me.status === 429 || me.status >= 500) {
    return {
      check,
      verdict: 'unknown',
      measured: `GET /me was answered with status ${me.status}, which says nothing about the token.`,
      remedy: 'Wait a minute, then test again. If the problem persists, tell whoever runs the hub.',
    }
  }
  return {
    check,
    verdict: 'failed',
    measured: `GET /me was answered with status ${me.status}, and not with a person.`,
    remedy:
      me.status === 403
        ? 'The hub knows the token but does not let it ask who it is. Ask an administrator of the organization for a token of your own.'
        : 'This does not look like a ConfigHub. Check that CONFIGHUB_URL is the origin of one.',
  }
}

function refused({ end }: TokenMeasured, tokenFrom: TokenSource, now: number): ReportLine {
  const hasEnded = end.kind === 'says' && end.at <= now
  return {
    check: 'token',
    verdict: 'failed',
    measured: hasEnded
      ? `The hub refuses it: it ended ${timeOf(end.at)}.`
      : 'The hub refuses it: it has ended, is not complete, or is of another hub.',
    remedy: `${hasEnded ? '' : 'Check that it was copied completely and is for this hub. '}${another[tokenFrom]}`,
  }
}

/** How to get another token, from where this one came. */
const another: Readonly<Record<TokenSource, string>> = {
  session: 'Get another token with cub auth get-token, sign out, and sign in with it.',
  typed: 'Get another token with cub auth get-token, and test that one.',
  command: 'Get another token with cub auth get-token, and name that one.',
  none: 'Get a token with cub auth get-token.',
}

const owned: Readonly<Record<TokenSource, string>> = {
  session: 'You are signed in with a token',
  typed: 'A token',
  command: 'A token',
  none: 'A token',
}

export function tokenEndLine(measurements: Measurements): ReportLine {
  const check = 'token-end'
  const { token, tokenFrom, at } = measurements
  if (token === undefined) return isReached(measurements) ? notWithoutToken(check, false) : notMeasured(check)
  const { end, identity } = token
  if (end.kind === 'opaque') {
    return {
      check,
      verdict: 'unknown',
      measured: 'The token does not say until when it is good.',
      remedy: `Nothing to do now. When it expires, Hubdeck asks you to sign in again. ${another[tokenFrom]}`,
    }
  }
  if (end.at > at + earlyMs)
    return { check, verdict: 'ok', measured: `It says: good until ${timeOf(end.at)}.` }
  if (end.at > at) {
    return {
      check,
      verdict: 'attention',
      measured: `It says: good until ${timeOf(end.at)}, which is ${count(Math.ceil((end.at - at) / minuteMs), 'minute')} from now.`,
      remedy: `A long change may not be finished by then. ${another[tokenFrom]}`,
    }
  }
  const measured = `It says that it ended ${timeOf(end.at)}.`
  return identity === undefined
    ? { check, verdict: 'failed', measured, remedy: another[tokenFrom] }
    : {
        check,
        verdict: 'attention',
        measured: `${measured} The hub accepts it all the same.`,
        remedy: `Compare the clocks: see the line on the clock. ${another[tokenFrom]}`,
      }
}

function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
