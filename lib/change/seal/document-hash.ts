import { createHash } from 'node:crypto'

/** SHA-256 hex of a document's bytes: ConfigHub's DataHash. */
export function documentHash(document: string): string {
  return createHash('sha256').update(document).digest('hex')
}
