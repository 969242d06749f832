import { createPublicKey, type KeyObject } from 'node:crypto'
import { count } from '#lib/base/plural.ts'
import { checkRules } from '#lib/change/evidence/approval-rules.ts'
import type { Check } from '#lib/change/evidence/check.ts'
import { checkApprovals } from '#lib/change/evidence/check-approvals.ts'
import { keyHint, type Opened, openBundle } from '#lib/change/evidence/envelope.ts'
import type { Statement } from '#lib/change/evidence/statement.ts'

type Checked = { readonly checks: readonly Check[]; readonly statement?: Statement }

/** What the file alone shows. Without a key that the reader trusts, it is held against the key inside it. */
export function checkOffline(text: string, trusted: KeyObject | undefined): Checked {
  const opened = openBundle(text)
  if (!opened.ok) return { checks: [{ name: 'Form', verdict: 'failed', text: opened.message }] }
  const { statement } = opened.value
  const inside = statement.ok ? keyOf(statement.value.predicate.publicKey) : undefined
  const signature = checkSignature(opened.value, trusted, inside)
  if (!statement.ok)
    return { checks: [{ name: 'Form', verdict: 'failed', text: statement.message }, signature] }
  const { subject, predicate } = statement.value
  const form = `in-toto Statement on ${count(subject.length, 'unit')}, in a Sigstore bundle`
  const checks: readonly Check[] = [{ name: 'Form', verdict: 'passed', text: form }, signature]
  // What was altered is not worth repeating, nor comparing.
  if (signature.verdict === 'failed') return { checks }
  const { standing, unknownChanges = 0 } = predicate.proof
  const record: Check = {
    name: 'Record',
    verdict: standing === 'proven' && unknownChanges === 0 ? 'passed' : 'unknown',
    text: `when the file was made: ${predicate.proof.says}`,
    details: predicate.proof.differences,
  }
  return {
    checks: [...checks, record, ...checkApprovals(statement.value), ...checkRules(statement.value)],
    statement: statement.value,
  }
}

function checkSignature(
  { check, hint }: Opened,
  trusted: KeyObject | undefined,
  inside: KeyObject | undefined,
): Check {
  const name = 'Signature'
  const key = trusted ?? inside
  if (key === undefined)
    return { name, verdict: 'failed', text: 'there is no key to check it with: the file holds none' }
  switch (check(key)) {
    case 'broken':
      return { name, verdict: 'failed', text: 'does not fit: the payload or the signature was altered' }
    case 'other-key':
      return {
        name,
        verdict: 'failed',
        text: `was made with the key ${hint}, not with ${keyHint(key)}`,
      }
    case 'holds':
      return trusted === undefined
        ? {
            name,
            // Anyone can write a file and sign it with a key of their own.
            verdict: 'unknown',
            text: `fits the key in the file, ${hint}, which does not show whose key that is. Give the key of the deployment with --key`,
          }
        : { name, verdict: 'passed', text: `holds, by the given key ${hint}` }
  }
}

function keyOf(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem)
  } catch {
    return undefined
  }
}
