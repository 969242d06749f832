import { describe, expect, it } from 'vitest'
import { chosenUnits } from '#lib/change/consent/chosen-units.ts'
import { consentIn, withConsent } from '#lib/change/consent/consent-text.ts'
import type { SealedUnit, SealMark } from '#lib/change/seal/seal-contents.ts'

const unit = (UnitID: string, mark?: SealMark): SealedUnit => ({
  UnitID,
  SpaceID: 's',
  Slug: UnitID,
  SpaceSlug: 'prod-eu',
  HeadRevisionNum: 3,
  DataHash: 'aa',
  resultHash: 'bb',
  ...(mark === undefined ? {} : { mark }),
})
const { resultHash: _, ...unchanged } = unit('unchanged')
const sealed = [
  unit('plain'),
  unit('override', 'override'),
  unit('consent', 'consent'),
  unit('refused', 'refused'),
  unchanged,
]

function chosen(excludedUnitIds: string[], includedUnitIds?: string[], consentReason?: string) {
  const choice = {
    excludedUnitIds,
    ...(includedUnitIds === undefined ? {} : { includedUnitIds }),
    ...(consentReason === undefined ? {} : { consentReason }),
  }
  const found = chosenUnits(sealed, choice)
  return found.ok ? found.units.map(({ UnitID }) => UnitID) : found.code
}

describe('a commit writes', () => {
  it.each<
    [
      what: string,
      excluded: string[],
      included: string[] | undefined,
      why: string | undefined,
      written: string[],
    ]
  >([
    ['what simply changes', ['consent'], undefined, undefined, ['plain']],
    ['nothing that is excluded', ['plain', 'consent'], [], undefined, []],
    ['an override that is named', ['consent'], ['override'], undefined, ['plain', 'override']],
    ['what is consented to, with a reason', [], ['consent'], 'meant', ['plain', 'consent']],
    [
      'nothing that the hub would refuse, named or not',
      ['consent'],
      ['refused', 'unchanged'],
      undefined,
      ['plain'],
    ],
    [
      'nothing that is both included and excluded',
      ['consent', 'override'],
      ['consent', 'override'],
      undefined,
      ['plain'],
    ],
    ['by ids in upper case too', ['PLAIN', 'CONSENT'], ['OVERRIDE'], undefined, ['override']],
  ])('%s', (_what, excluded, included, why, written) => {
    expect(chosen(excluded, included, why)).toEqual(written)
  })

  it.each<[what: string, included: string[] | undefined, why: string | undefined]>([
    ['consent is not mentioned', undefined, undefined],
    ['a reason is given and nothing is named', [], 'meant'],
    ['another unit is named', ['override'], 'meant'],
    ['no reason is given', ['consent'], undefined],
    ['the reason is blank', ['consent'], ' \n'],
  ])('nothing when %s', (_what, included, why) => {
    expect(chosen([], included, why)).toBe('consent-missing')
  })

  it('and names the units that wait, and what to do', () => {
    expect(chosenUnits(sealed, { excludedUnitIds: [] })).toMatchObject({
      message: expect.stringMatching(/^1 unit needs consent: prod-eu\/consent\. .*include or exclude/),
    })
  })
})

describe('the reason', () => {
  const said = { consented: 1200, why: ' Closing the region ', isResumed: false }

  it('stays as it is when nobody had to consent', () => {
    expect(withConsent('Market open', { ...said, consented: 0 })).toBe('Market open')
  })

  it('includes the reason for consent', () => {
    const text = withConsent('Market open\n\nSee the plan', said)

    expect(text).toBe('Market open\n\nSee the plan\n\nConsent, 1,200 units: Closing the region')
    expect(consentIn(text)).toBe('Closing the region')
    expect(consentIn('Consent, 3 units: is how it begins')).toBe('')
  })

  it('of a resumed change stays the same', () => {
    const text = withConsent('Market open', said)

    expect(withConsent(text, { consented: 3, why: 'Again', isResumed: true })).toBe(text)
    expect(withConsent('Market open', { ...said, isResumed: true })).toBe(text)
  })
})
