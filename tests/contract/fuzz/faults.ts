import type { FuzzRequest } from '#tests/contract/fuzz/requests.ts'
import type { FuzzAnswer } from '#tests/contract/fuzz/send.ts'

/** What an answer must never be (contract 2.1, 2.5): the kind of fault, and a description. */
export type Fault = { readonly kind: string; readonly words: string }

export function faultOf(next: FuzzRequest, { status, headers, text, ms }: FuzzAnswer, limitMs: number) {
  const fault = (kind: string, words: string): Fault => ({ kind, words })
  if (status === 0) return fault('no answer', text)
  if (status >= 500 && status !== 501) return fault(String(status), text.slice(0, 300))
  if (ms > limitMs) return fault('slow', `${status} after ${Math.round(ms)} ms`)
  if (typeof headers['x-request-id'] !== 'string')
    return fault('no X-Request-Id', `${status} ${text.slice(0, 300)}`)
  if (status === 200 || status === 207) {
    const broken = brokenItem(text)
    if (broken !== undefined) return fault('500 of an item', broken)
  }
  if (status < 400 || next.method === 'HEAD' || hasEnvelope(status, text)) return undefined
  return fault('no envelope', `${status} ${text.slice(0, 300)}`)
}

/** A bulk answer hides a fault of the hub among its items. */
function brokenItem(text: string): string | undefined {
  return /"Status":50[02-9]/.test(text) ? /.{0,300}"Status":50[02-9].{0,100}/s.exec(text)?.[0] : undefined
}

/** Bulk answers are arrays, refused as a whole or not. */
function hasEnvelope(status: number, text: string): boolean {
  const body = parsed(text)
  if (Array.isArray(body)) return true
  return (
    typeof body === 'object' &&
    body !== null &&
    'Code' in body &&
    body.Code === String(status) &&
    'Message' in body &&
    typeof body.Message === 'string' &&
    'message' in body &&
    body.message === body.Message
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
