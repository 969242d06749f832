import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { CommitRequest } from '#lib/change/model.ts'
import { query, type Rehearsal, rehearse, replicas } from '#lib/change/testing/rehearsal.ts'
import { policyRefusal, writePolicy } from '#lib/server/changes/write-policy.ts'

// The settings of this process are read once, with the first question.
vi.stubEnv('HUBDECK_TICKET_PATTERN', 'TRD-\\d+')
vi.stubEnv('HUBDECK_TICKET_REQUIRED', 'true')
vi.stubEnv('HUBDECK_CONFIRM_ABOVE', '40')
vi.stubEnv('HUBDECK_PROTECTED', 'Environment=staging')

let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

const ticket = { ticket: 'TRD-4502' }

async function refusalOf(where: string, said: Partial<CommitRequest>, isWriting = true) {
  const shown = await stage.preview({ selection: query(where), patch: replicas(9) })
  const request: CommitRequest = {
    seal: shown.seal,
    reason: 'Market open',
    excludedUnitIds: [],
    recordSpaceId: stage.recordSpaceId,
    ...said,
  }
  const admission = await stage.admit(request)
  if (!admission.ok) throw new Error(admission.code)
  const units = admission.plan.units.length
  const refused = await policyRefusal(stage.alice, admission.plan, request, { isWriting })
  return { units, code: refused?.code, message: refused?.message }
}

const few = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-jp%'"
const many = "Slug = 'trade-service' AND Space.Slug LIKE '%prod%'"
const staging = "Slug = 'trade-service' AND Space.Slug LIKE '%-staging'"

it('what the settings say is what the pages are told', () => {
  expect(writePolicy()).toEqual({
    ticketPattern: 'TRD-\\d+',
    isTicketRequired: true,
    confirmAbove: 40,
    protectedBy: [{ label: 'Environment', value: 'staging' }],
    recordSpace: '',
  })
})

it('a change or a proposal without a fitting ticket is refused by name', async () => {
  expect(await refusalOf(few, {})).toMatchObject({ code: 'ticket-missing' })
  expect(await refusalOf(few, { ticket: 'see TRD-1' }, false)).toMatchObject({ code: 'ticket-unfit' })
  expect((await refusalOf(few, ticket)).code).toBeUndefined()
})

it('many units, and those of a protected place, are written only when their number is typed', async () => {
  const large = await refusalOf(many, ticket)
  expect(large).toMatchObject({
    code: 'confirmation-missing',
    message: expect.stringContaining('more than 40 units'),
  })
  expect((await refusalOf(many, { ...ticket, confirmed: large.units - 1 })).code).toBe('confirmation-missing')
  expect((await refusalOf(many, { ...ticket, confirmed: large.units })).code).toBeUndefined()
  expect((await refusalOf(many, ticket, false)).code).toBeUndefined()

  const small = await refusalOf(staging, ticket)
  expect(small).toMatchObject({
    code: 'confirmation-missing',
    message: expect.stringContaining('in a protected place'),
  })
  expect((await refusalOf(staging, { ...ticket, confirmed: small.units })).code).toBeUndefined()
})
