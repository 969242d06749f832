import { createHash } from 'node:crypto'
import { type FactName, type FactTexts, factNames } from '#lib/change/record/annotations.ts'

/** When it was kept, which preview it came from, and what its writing found; an approver agrees to everything else. */
const notApproved: ReadonlySet<FactName> = new Set(['at', 'seal', 'rules'])
const approved = factNames.filter((name) => !notApproved.has(name))

/** SHA-256 hex over the facts of a proposal: units with heads and results, patch, query, reason, author, waves. */
export function proposalHash(texts: FactTexts): string {
  // Proposals from before it was a fact have none, and their approvals still count.
  const facts = approved.filter((name) => name !== 'metadata' || texts[name] !== '')
  const said = ['hubdeck proposal 1', ...facts.map((name) => [name, texts[name]])]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}
