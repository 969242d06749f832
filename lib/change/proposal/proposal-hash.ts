import { createHash } from 'node:crypto'
import type { FactName, FactTexts } from '#lib/change/record/annotations.ts'

/** What an approver agrees to. Anything else of it is another proposal; which preview it came from does not matter. */
const approved: readonly FactName[] = [
  'record',
  'space',
  'organization',
  'hub',
  'author',
  'reason',
  'ticket',
  'selection',
  'query',
  'where-data',
  'resource-type',
  'patch',
  'patch-hash',
  'units',
  'undoes',
  'continues',
  'proposed',
  'waves',
  'held-back',
]

/** SHA-256 hex over the facts of a proposal: units with heads and results, patch, query, reason, author, waves. */
export function proposalHash(texts: FactTexts): string {
  const said = ['hubdeck proposal 1', ...approved.map((name) => [name, texts[name]])]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}
