import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { checkOffline } from '#lib/change/evidence/check-offline.ts'
import { signStatement } from '#lib/change/evidence/envelope.ts'
import { exampleStatement } from '#lib/change/testing/example-statement.ts'

const ours = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const theirs = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** Signed with the key that it names, whoever has that key. */
function fileOf({ privateKey, publicKey }: typeof ours, statement = exampleStatement(2)): string {
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return signStatement({ ...statement, predicate: { ...statement.predicate, publicKey: pem } }, privateKey)
}

function verdicts(text: string, trusted = false) {
  const { checks, statement } = checkOffline(text, trusted ? ours.publicKey : undefined)
  return {
    ...Object.fromEntries(checks.map(({ name, verdict }) => [name, verdict])),
    isRead: statement !== undefined,
  }
}

it('does not know whose signature it is while the key is known from the file only', () => {
  expect(verdicts(fileOf(ours))).toEqual({
    Form: 'passed',
    Signature: 'unknown',
    Record: 'passed',
    Approvals: 'passed',
    'Approval rules': 'passed',
    isRead: true,
  })
})

it('holds with the key that the reader trusts', () => {
  expect(verdicts(fileOf(ours), true)).toMatchObject({ Signature: 'passed', Record: 'passed' })
})

it('repeats nothing of a file that someone else signed with a key of their own', () => {
  expect(verdicts(fileOf(theirs), true)).toEqual({ Form: 'passed', Signature: 'failed', isRead: false })
})

it('does not know whether the record is its last state where others have changed its Tag', () => {
  const { predicate, ...statement } = exampleStatement(2)
  const changed = (unknownChanges: number) =>
    verdicts(
      fileOf(ours, {
        ...statement,
        predicate: { ...predicate, proof: { ...predicate.proof, unknownChanges } },
      }),
      true,
    )

  expect(changed(0)).toMatchObject({ Record: 'passed' })
  expect(changed(1)).toMatchObject({ Record: 'unknown' })
})

it('takes no file with a second signature', () => {
  const bundle = JSON.parse(fileOf(ours))
  bundle.dsseEnvelope.signatures.push(JSON.parse(fileOf(theirs)).dsseEnvelope.signatures[0])

  expect(verdicts(JSON.stringify(bundle), true)).toEqual({ Form: 'failed', isRead: false })
})

it('holds in whatever order the keys of the bundle stand', () => {
  const bundle = Object.fromEntries(Object.entries(JSON.parse(fileOf(ours))).toReversed())

  expect(verdicts(JSON.stringify(bundle), true)).toMatchObject({ Signature: 'passed' })
})
