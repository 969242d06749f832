import { describe, expect, it } from 'vitest'
import { conclude } from '#lib/connection/conclude.ts'
import type { Heard, Measurements, Rights } from '#lib/connection/measurements.ts'
import { neededOperations } from '#lib/connection/operations.ts'
import type { Check, Verdict } from '#lib/connection/report.ts'
import { reportText } from '#lib/connection/report-text.ts'

const now = Date.parse('2026-11-29T12:00:00Z')
const day = 24 * 60 * 60 * 1000

function answer(status = 200, headers: Record<string, string> = {}, durationMs = 20): Heard {
  const named = { date: new Date(now).toUTCString(), 'confighub-version': '0.8.12', ...headers }
  return { kind: 'answer', status, durationMs, at: now + 500, headers: named }
}
const silent = (reason: 'refused' | 'timeout' | 'tls'): Heard => ({
  kind: 'silence',
  reason,
  message: 'nothing came',
})
const allowed: Rights = { kind: 'asked', visible: 1, spaces: [{ slug: 'prod', writing: 'allowed' }] }

const good = {
  at: now,
  tokenFrom: 'session',
  address: {
    origin: 'https://hub.example',
    host: 'hub.example',
    isLoopback: false,
    hadCredentials: false,
    names: { kind: 'resolved', addresses: ['10.1.2.3'] },
    certificate: { kind: 'read', validUntil: now + 90 * day, issuer: 'Some CA' },
  },
  info: [answer(), answer(), answer()],
  isInfoReadable: true,
  infoVersion: '0.8.12',
  token: {
    end: { kind: 'says', at: now + day },
    me: answer(),
    identity: { person: 'Alice Chen', organization: 'moss' },
    rights: allowed,
  },
  operations: neededOperations.map(({ path }) => ({ path, heard: answer() })),
} as const satisfies Measurements

function lineOf(check: Check, change: Partial<Measurements>) {
  const line = conclude({ ...good, ...change }).lines.find((each) => each.check === check)
  if (line === undefined) throw new Error(`no line on ${check}`)
  return { ...line, remedy: line.verdict === 'ok' ? '' : line.remedy }
}

type Row = readonly [string, Partial<Measurements>, Verdict, RegExp]
function table(check: Check, rows: readonly Row[]) {
  describe(check, () => {
    it.each(rows)('%s', (_, change, verdict, text) => {
      const line = lineOf(check, change)
      expect(line.verdict).toBe(verdict)
      expect(`${line.measured} ${line.remedy}`).toMatch(text)
    })
  })
}

const { address, token } = good

table('address', [
  ['resolves', {}, 'ok', /10\.1\.2\.3/],
  ['is a number', { address: { ...address, names: { kind: 'literal' } } }, 'ok', /address already/],
  [
    'does not resolve',
    { address: { ...address, names: { kind: 'unresolved', code: 'ENOTFOUND' } } },
    'failed',
    /ENOTFOUND.*spelling/,
  ],
  ['has credentials', { address: { ...address, hadCredentials: true } }, 'attention', /before @/],
])

const certificate = address.certificate
const encrypted = (change: object) => ({
  address: { ...address, certificate: { ...certificate, ...change } },
})
table('encryption', [
  ['is fine', {}, 'ok', /2027-02-27, issued by Some CA/],
  ['ends soon', encrypted({ validUntil: now + 5 * day }), 'attention', /in 5 days/],
  ['has ended', encrypted({ validUntil: now - day }), 'failed', /ended on 2026-11-28/],
  [
    'is of a private authority',
    encrypted({ problem: 'SELF_SIGNED_CERT_IN_CHAIN' }),
    'failed',
    /NODE_EXTRA_CA_CERTS/,
  ],
  ['is for another name', encrypted({ problem: 'ERR_TLS_CERT_ALTNAME_INVALID' }), 'failed', /another name/],
  ['is not there', { address: { ...address, certificate: { kind: 'none' } } }, 'attention', /https:/],
  [
    'is not needed on this machine',
    { address: { ...address, isLoopback: true, certificate: { kind: 'none' } } },
    'ok',
    /does not leave/,
  ],
  [
    'cannot be read',
    { address: { ...address, certificate: { kind: 'unread', code: 'ECONNREFUSED' } } },
    'unknown',
    /ECONNREFUSED/,
  ],
])

table('reachability', [
  [
    'is quick',
    { info: [answer(200, {}, 30), answer(200, {}, 10), answer(200, {}, 20)] },
    'ok',
    /median 20 ms/,
  ],
  ['is slow', { info: [answer(200, {}, 1500)] }, 'attention', /closer to hub\.example/],
  ['is fitful', { info: [answer(), silent('timeout')] }, 'attention', /1 of 2/],
  ['is refused', { info: [silent('refused')] }, 'failed', /port/],
  ['is silent', { info: [silent('timeout')] }, 'failed', /firewall/],
  ['is plain HTTP under https', { info: [silent('tls')] }, 'failed', /plain HTTP/],
  ['redirects', { info: [answer(302)] }, 'failed', /address it leads to/],
  ['is a gateway', { info: [answer(502)] }, 'failed', /gateway/],
  ['is something else', { info: [answer(404)], isInfoReadable: false }, 'failed', /No ConfigHub/],
  ['is a web page', { isInfoReadable: false }, 'failed', /sign-in page/],
])

const speaking = (header: string, infoVersion = header) => ({
  info: [answer(200, { 'confighub-version': header })],
  infoVersion,
})
const wordless: Heard = { kind: 'answer', status: 200, durationMs: 20, at: now, headers: {} }
/** No answer names a version that can be read; `GET /unit_data` is answered like this. */
const unnamed = (infoVersion?: string, unitData?: Heard, header: Record<string, string> = {}) => {
  const { infoVersion: _, ...nameless } = good
  return {
    ...nameless,
    info: [{ ...wordless, headers: header }],
    token: { ...token, me: wordless },
    operations: unitData === undefined ? [] : [{ path: '/unit_data', heard: unitData }],
    ...(infoVersion === undefined ? {} : { infoVersion }),
  }
}
const wordlessAs = (status: number): Heard => ({ ...wordless, status })
table('version', [
  ['is the one that was checked', {}, 'ok', /0\.8\.12/],
  ['is another of the same generation', speaking('0.8.40'), 'ok', /checked with 0\.8\.12/],
  ['is newer', speaking('0.9.0'), 'attention', /Not checked: whether/],
  ['is older', speaking('0.7.3'), 'failed', /upgrade the hub/],
  ['is two', speaking('0.8.12', '0.8.11'), 'attention', /should agree/],
])

// Given in full, so that nothing is left of the version in `good`.
it.each([
  ['only by GET /info', unnamed('0.8.12'), 'attention', /names 0\.8\.12.*gateway.*relies on GET \/info/],
  ['only by GET /info, as older', unnamed('0.7.3'), 'failed', /names 0\.7\.3.*older generation/],
  ['nowhere, by a new hub', unnamed(undefined, wordlessAs(200)), 'attention', /It has GET \/unit_data/],
  ['nowhere, by an old hub', unnamed(undefined, wordlessAs(404)), 'failed', /does not have GET \/unit_data/],
  ['nowhere, untried', unnamed(), 'unknown', /names no version either.*tested with a token/],
  [
    'in a way that cannot be read',
    unnamed('nightly', wordlessAs(200), { 'confighub-version': 'nightly' }),
    'attention',
    /No version can be read.*\(nightly\).*It has GET/,
  ],
] as const)('a version that is named %s', (_, measurements, verdict, text) => {
  const line = conclude(measurements).lines.find(({ check }) => check === 'version')
  expect(line).toMatchObject({ verdict })
  expect(`${line?.measured} ${line?.verdict === 'ok' ? '' : line?.remedy}`).toMatch(text)
})

const refused = { me: answer(401), end: token.end }
table('token', [
  ['is good', {}, 'ok', /Alice Chen, for the organization moss/],
  [
    'has ended',
    { token: { ...refused, end: { kind: 'says', at: now - day } } },
    'failed',
    /ended 2026-11-28.*sign out/,
  ],
  ['is refused', { token: refused }, 'failed', /copied completely.*cub auth get-token/],
  ['is refused as typed', { token: refused, tokenFrom: 'typed' }, 'failed', /test that one/],
  ['may not ask', { token: { ...refused, me: answer(403) } }, 'failed', /token of your own/],
  ['is of no ConfigHub', { token: { ...refused, me: answer(404) } }, 'failed', /not look like a ConfigHub/],
  ['is not judged', { token: { ...refused, me: answer(503) } }, 'unknown', /says nothing about the token/],
  ['is not heard of', { token: { ...refused, me: silent('timeout') } }, 'unknown', /not answered/],
])

const ending = (at: number) => ({ token: { ...token, end: { kind: 'says', at } } as const })
table('token-end', [
  ['is far', {}, 'ok', /2026-11-30 12:00 UTC/],
  ['is near', ending(now + 10 * 60_000), 'attention', /10 minutes from now/],
  ['is past, though accepted', ending(now - day), 'attention', /clocks/],
  ['is not said', { token: { ...token, end: { kind: 'opaque' } } }, 'unknown', /does not say/],
])

const rights = (visible: number, ...writing: ('allowed' | 'refused' | 'unknown' | 'empty')[]) => {
  const spaces = writing.map((each, index) => ({ slug: `s${index}`, writing: each }))
  return { token: { ...token, rights: { kind: 'asked', visible, spaces } as const } }
}
table('rights', [
  ['are complete', rights(2, 'allowed', 'allowed'), 'ok', /2 may be written, 0 may not/],
  [
    'lack a Space',
    rights(2, 'allowed', 'refused'),
    'attention',
    /1 may not \(s1\).*leaves the units of that space out/,
  ],
  ['are a viewer’s', rights(2, 'refused', 'refused'), 'attention', /may look, but not write/],
  ['are none', rights(0), 'attention', /View/],
  ['are unknown for a Space without a unit', rights(2, 'allowed', 'empty'), 'unknown', /no unit to try/],
  ['are unknown beyond what is asked', rights(500, 'allowed'), 'unknown', /499 unknown/],
  [
    'could not be asked for',
    { token: { ...token, rights: { kind: 'failed', message: 'nothing' } } },
    'unknown',
    /could not be asked/,
  ],
])

const limited = (limit: string, remaining: string) => ({
  info: [answer(200, { 'ratelimit-limit': limit, 'ratelimit-remaining': remaining })],
})
table('limits', [
  ['are not named', {}, 'unknown', /names no limits/],
  ['are far', limited('5000', '4900'), 'ok', /ratelimit-remaining 4900/],
  ['are near', limited('5000', '12'), 'attention', /Little is left/],
  ['are named without what is left', limited('5000', ''), 'unknown', /cannot be read/],
  ['are reached', { info: [answer(), answer(429, { 'retry-after': '7' })] }, 'attention', /Retry-After 7/],
])

const dated = (seconds: number) => {
  const heard = answer(200, { date: new Date(now + seconds * 1000).toUTCString() })
  return { info: [heard], token: { ...token, me: heard }, operations: [] }
}
table('clock', [
  ['agrees', {}, 'ok', /agree/],
  ['is a little off', dated(20), 'ok', /20 s ahead/],
  ['is far ahead', dated(95), 'attention', /95 s ahead.*NTP/],
  ['is far behind', dated(-31), 'attention', /31 s behind/],
  ['is not told', { info: [wordless], token: { ...token, me: wordless }, operations: [] }, 'unknown', /NTP/],
])

const answering = (path: string, status: number) => ({
  operations: neededOperations.map((each) => ({
    path: each.path,
    heard: answer(each.path === path ? status : 200),
  })),
})
table('operations', [
  ['are there', {}, 'ok', /Writes were not tried/],
  [
    'lack one',
    answering('/function', 501),
    'attention',
    /GET \/function \(501\), needed for changes by function/,
  ],
  ['lack one that nothing works without', answering('/unit', 404), 'failed', /GET \/unit \(404\)/],
  ['are there when a question is a bad one', answering('/revision', 400), 'ok', /\/revision/],
  ['are unclear', answering('/tag', 403), 'unknown', /GET \/tag \(403\)/],
])

describe('what was not measured', () => {
  const unknownIn = (measurements: Measurements) =>
    conclude(measurements)
      .lines.filter(({ verdict }) => verdict === 'unknown')
      .map(({ check }) => check)

  it('is unknown without a token, not OK', () => {
    const { token: _, ...rest } = good
    expect(unknownIn({ ...rest, tokenFrom: 'none', operations: [] })).toEqual([
      'token',
      'token-end',
      'rights',
      'limits',
      'operations',
    ])
  })

  it('is unknown when the hub is not reached', () => {
    const { token: _, ...rest } = good
    const unreached = { ...rest, info: [silent('refused')], isInfoReadable: false, operations: [] }
    expect(unknownIn(unreached)).toEqual([
      'version',
      'token',
      'token-end',
      'rights',
      'limits',
      'clock',
      'operations',
    ])
  })
})

it('the text has every line, with remedies below those that are not OK', () => {
  const text = reportText(conclude({ ...good, ...dated(95) }))

  expect(text).toContain('with the token of the session: 1 attention, 2 unknown, 7 OK')
  expect(text).toMatch(/^OK {9}Address: https:\/\/hub\.example/m)
  expect(text).toMatch(/^Attention {2}Clock: .*\n {11}→ .*NTP/m)
})
