import { describe, expect, it } from 'vitest'
import { revisionText, saysTheSame } from '#lib/change/consent/revision-text.ts'
import {
  confirmationReason,
  confirmationRefusal,
  isProtectedPlace,
  openPolicy,
  type Place,
  ticketRefusal,
} from '#lib/change/consent/write-policy.ts'

const strict = { ...openPolicy, ticketPattern: 'TRD-\\d+', isTicketRequired: true }
const fits = (text: string) => /^(?:TRD-\d+)$/u.test(text)

describe('a ticket', () => {
  it.each([
    ['', strict, 'ticket-missing'],
    ['OPS-1', strict, 'ticket-unfit'],
    ['see TRD-1', strict, 'ticket-unfit'],
    ['TRD-4502', strict, undefined],
    ['', { ...strict, isTicketRequired: false }, undefined],
    ['anything', openPolicy, undefined],
  ])('%j is judged by the policy', (ticket, policy, code) => {
    expect(ticketRefusal(ticket, policy, fits)?.code).toBe(code)
  })

  it('stands in what every revision says, once', () => {
    expect(revisionText({ reason: 'Market open', ticket: 'TRD-1' })).toBe('Market open\n\nTicket: TRD-1')
    expect(revisionText({ reason: 'Market open, TRD-1', ticket: 'TRD-1' })).toBe('Market open, TRD-1')
    expect(revisionText({ reason: 'Market open', ticket: '' })).toBe('Market open')
  })

  it('of an older change was not in its revisions, which still say the same; another ticket does not', () => {
    const said = { reason: 'Market open', ticket: 'TRD-1' }
    expect(saysTheSame('Market open', said)).toBe(true)
    expect(saysTheSame('Market open\n\nTicket: TRD-1', said)).toBe(true)
    expect(saysTheSame('Market open\n\nTicket: TRD-2', said)).toBe(false)
  })
})

describe('typing the number of units', () => {
  const policy = {
    ...openPolicy,
    confirmAbove: 2,
    protectedBy: [
      { label: 'Environment', value: 'prod' },
      { label: 'Tier', value: '1' },
    ],
  }

  it.each<[string, Place, boolean]>([
    ['a label of the unit', { labels: { Tier: '1' }, space: { Slug: 'a-dev' } }, true],
    ['a label of its Space', { space: { Slug: 'a', Labels: { Environment: 'prod' } } }, true],
    ['the Slug of a Space without labels', { space: { Slug: 'a-prod-eu-lon' } }, true],
    [
      'a label that says otherwise than the Slug',
      { space: { Slug: 'a-prod', Labels: { Environment: 'dev' } } },
      false,
    ],
    ['another value', { labels: { Tier: '10' }, space: { Slug: 'a-dev' } }, false],
  ])('is about %s', (_, place, is) => {
    expect(isProtectedPlace(place, policy)).toBe(is)
  })

  it('is asked for above a number of units, and for one that is protected', () => {
    expect(confirmationReason(2, 0, policy)).toBeUndefined()
    expect(confirmationReason(3, 0, policy)).toBe('These are more than 2 units.')
    expect(confirmationReason(1, 1, policy)).toBe('The unit is in a protected place.')
    expect(confirmationReason(2, 1, policy)).toBe('1 of 2 units is in a protected place.')
  })

  it('is refused with another number, or with none', () => {
    expect(confirmationRefusal(3, 3, 'Many.')).toBeUndefined()
    expect(confirmationRefusal(3, undefined, undefined)).toBeUndefined()
    expect(confirmationRefusal(3, 2, 'Many.')).toMatchObject({
      code: 'confirmation-missing',
      message: 'Many. Type how many units are to be written: 3. 2 was typed, so nothing was written.',
    })
  })
})
