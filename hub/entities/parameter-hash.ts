import { createHash } from 'node:crypto'

/** `Hash` of an entity: SHA-256, hexadecimal, of its parameters (contract 4.7). */
export function parameterHash(parameters: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parameters)).digest('hex')
}
