import { type Fault, faultOf } from '#tests/contract/fuzz/faults.ts'
import type { FuzzRequest } from '#tests/contract/fuzz/requests.ts'
import { send } from '#tests/contract/fuzz/send.ts'
import { newWorld } from '#tests/contract/fuzz/world.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'

const MiB = 1_048_576
const limit = 64 * MiB

/** Bodies up to the limits and just beyond, each with the allowed statuses of its answer. */
const bodies: readonly (readonly [string, 'data' | 'json', () => string, readonly number[]])[] = [
  ['64 MiB of comment', 'data', () => '#'.repeat(limit), [200]],
  ['64 MiB and a byte', 'data', () => '#'.repeat(limit + 1), [400]],
  ['60 MiB in one value', 'data', () => `a: ${'x'.repeat(60 * MiB)}`, [200]],
  ['60 MiB of brackets', 'data', () => '['.repeat(60 * MiB), [400]],
  ['60 MiB of list', 'data', () => `a: [${'1,'.repeat(30 * MiB)}]`, [400]],
  ['60 MiB of Deployments', 'data', () => 'kind: Deployment\n---\n'.repeat(2.8 * MiB), [400]],
  ['60 MiB of quotes', 'data', () => '"'.repeat(60 * MiB), [200, 400]],
  ['60 MiB of anchors', 'data', () => '&a '.repeat(20 * MiB), [400]],
  ['60 MiB in quotes', 'data', () => `a: "${'x'.repeat(60 * MiB)}"`, [200, 400]],
  ['60 MiB of escapes', 'data', () => `a: "${'\\'.repeat(60 * MiB)}`, [200, 400]],
  ['60 MiB of blanks', 'data', () => `a:${' '.repeat(60 * MiB)}b`, [200, 400]],
  ['60 MiB of NUL', 'data', () => '\0'.repeat(60 * MiB), [400]],
  [
    '150,000 keys',
    'data',
    () => Array.from({ length: 149_000 }, (_, each) => `k${each}: ${each}`).join('\n'),
    [400],
  ],
  ['75,000 aliases', 'data', () => `- &a x\n${'- *a\n'.repeat(149_000)}`, [200]],
  ['1 MiB of text', 'json', () => JSON.stringify({ LastChangeDescription: 'x'.repeat(MiB - 40) }), [200]],
  ['1 MiB of lists', 'json', () => JSON.stringify({ a: Array.from({ length: 340_000 }, () => []) }), [400]],
  ['1 MiB of an open text', 'json', () => `"${'\\"'.repeat(MiB / 2 - 2)}`, [400]],
  ['60 MiB of JSON', 'json', () => `{"a":"${'x'.repeat(60 * MiB)}"}`, [422]],
]

export type HugeAnswer = {
  readonly what: string
  readonly status: number
  readonly ms: number
  /** The longest time that someone else waited for `GET /me` meanwhile. */
  readonly othersMs: number
  readonly fault?: Fault
}

/** Each on a Unit of its own, one after another. `limitMs` applies to the body and to concurrent requests. */
export async function hugeBodies(
  hub: HubAddress,
  limitMs: number,
  told: (answer: HugeAnswer) => void,
): Promise<HugeAnswer[]> {
  const { own } = await newWorld(hub, 1_000_000)
  const unit = own.unit?.[0]
  const path = `/space/${unit?.SpaceID}/unit/${unit?.id}`
  const answers: HugeAnswer[] = []
  for (const [what, kind, make, accepted] of bodies) {
    const next = requestOf(hub, kind === 'data' ? ['PUT', `${path}/data`] : ['PATCH', path], make())
    const others = watch(hub)
    const answer = await send(hub.url, next, 120_000)
    const othersMs = await others()
    const unexpected = accepted.includes(answer.status)
      ? undefined
      : { kind: 'status', words: `${answer.status} ${answer.text.slice(0, 200)}` }
    const waited = othersMs > limitMs ? { kind: 'slow', words: `others waited ${othersMs} ms` } : undefined
    const fault = unexpected ?? faultOf(next, answer, limitMs) ?? waited
    const { status, ms } = answer
    answers.push({ what, status, ms, othersMs, ...(fault === undefined ? {} : { fault }) })
    for (const last of answers.slice(-1)) told(last)
  }
  return answers
}

function requestOf(
  { adminToken }: HubAddress,
  [method = '', path = '']: string[],
  body: string,
): FuzzRequest {
  const headers = { Authorization: `Bearer ${adminToken}`, 'Content-Type': 'application/json' }
  return { operation: method, method, path, headers, body: Buffer.from(body) }
}

/** Sends one request after another until it is stopped; returns the longest wait in milliseconds. */
function watch(hub: HubAddress): () => Promise<number> {
  let longest = 0
  let watching = true
  const asking = (async () => {
    while (watching) {
      const { ms } = await send(hub.url, { ...requestOf(hub, ['GET', '/me'], ''), body: undefined }, 120_000)
      longest = Math.max(longest, ms)
    }
  })()
  return async () => {
    watching = false
    await asking
    return Math.round(longest)
  }
}
