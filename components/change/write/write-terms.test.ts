import { describe, expect, it } from 'vitest'
import type { PreviewFlow } from '#components/change/preview/flow.ts'
import { maxReason, type WriteInput, writable } from '#components/change/write/write-terms.ts'

const request = { selection: { kind: 'query', where: '' }, patch: { kind: 'restore', to: '1' } } as const
const seal = { text: 's', hash: 'h', sealedAt: 0, expiresAt: 1000 }
const done: PreviewFlow = { step: 'done', request, rows: [], total: 1, seal, unasked: 0 }
const good: WriteInput = {
  flow: done,
  isStale: false,
  toWrite: 1,
  reason: 'why',
  ticket: '',
  consented: 0,
  consentReason: '',
  wavesProblem: undefined,
  waiting: 0,
  refused: 0,
  hasRecord: true,
  policyProblem: undefined,
  now: 999,
}

describe('writable', () => {
  it('is ready when nothing is missing', () => {
    expect(writable(good)).toEqual({ ok: true, seal })
  })

  it.each<[string, Partial<WriteInput>, boolean]>([
    ['no preview', { flow: { step: 'none' } }, true],
    ['a preview that runs', { flow: { step: 'running', request, rows: [], total: 1 } }, false],
    ['a preview that stopped', { flow: { step: 'failed', request, rows: [], total: 1, error: '' } }, true],
    ['an edited patch', { isStale: true }, true],
    ['an expired seal', { now: 1000 }, true],
    ['nothing to write', { toWrite: 0 }, false],
    ['no reason', { reason: ' \n' }, false],
    ['a reason that cannot be seen', { reason: '\u200b\u2060' }, false],
    ['a ticket that reads backwards', { ticket: 'TRD-\u202e4502' }, false],
    ['a reason that is too long', { reason: 'a'.repeat(maxReason + 1) }, false],
    ['a ticket that is not asked for', { policyProblem: 'Give the ticket.' }, false],
    ['consent without a word', { consented: 2, consentReason: ' ' }, false],
    ['nothing but what waits for consent', { toWrite: 0, waiting: 2 }, false],
    ['nothing but what ConfigHub would refuse', { toWrite: 0, refused: 2 }, false],
    ['no Space for the record', { hasRecord: false }, false],
  ])('%s is reported', (_, change, needsPreview) => {
    expect(writable({ ...good, ...change })).toEqual({
      ok: false,
      why: expect.stringMatching(/\w{3}/),
      needsPreview,
    })
  })
})
