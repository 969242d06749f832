import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { factNames, factTexts } from '#lib/change/record/annotations.ts'
import { checkFacts, signFacts } from '#lib/change/record/record-signature.ts'

const secret = 'a secret of thirty-two characters'
const texts = factTexts((name) =>
  ['proposed', 'waves', 'held-back', 'metadata', 'rules', 'anew'].includes(name) ? '' : `the ${name}`,
)

/** As records were signed when they had fewer facts. */
function signedBy(version: string, facts: number): string {
  const key = createHmac('sha256', secret).update('hubdeck record 1').digest()
  const mac = (parts: readonly string[]) =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest().toString('base64url')
  const codes = factNames
    .slice(0, facts)
    .map((name) => mac([version, texts.record, name, texts[name]]).slice(0, 16))
  return `${version}.${mac(['name']).slice(0, 8)}.${codes.join('')}`
}

describe('the signature of a record', () => {
  it('covers every fact, and all of them the id of the record', () => {
    const signature = signFacts(texts, secret)

    expect(checkFacts(texts, signature, secret)).toEqual({ kind: 'ours', altered: [] })
    for (const name of factNames.slice(1)) {
      expect(checkFacts({ ...texts, [name]: 'other' }, signature, secret)).toEqual({
        kind: 'ours',
        altered: [name],
      })
    }
    expect(checkFacts({ ...texts, record: 'other' }, signature, secret)).toEqual({
      kind: 'ours',
      altered: factNames,
    })
  })

  it.each([
    ['2', 21],
    ['3', 22],
    ['4', 23],
  ] as const)('of version %s is still valid', (version, facts) => {
    expect(checkFacts(texts, signedBy(version, facts), secret)).toEqual({ kind: 'ours', altered: [] })
  })

  it('of version 1 is still valid, and proves nothing of the facts that came later', () => {
    const signature = signedBy('1', 18)

    expect(checkFacts(texts, signature, secret)).toEqual({ kind: 'ours', altered: [] })
    expect(checkFacts({ ...texts, waves: '[]', reason: '' }, signature, secret)).toEqual({
      kind: 'ours',
      altered: ['reason', 'waves'],
    })
  })

  it('cannot be passed off as one of an older version, to hide a later fact', () => {
    const signature = signFacts({ ...texts, waves: 'canary first' }, secret)
    const [, name, codes = ''] = signature.split('.')

    const found = checkFacts(texts, `1.${name}.${codes.slice(0, 18 * 16)}`, secret)

    expect(found).toEqual({ kind: 'ours', altered: factNames.slice(0, 18) })
  })
})
