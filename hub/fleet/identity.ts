import { createHash } from 'node:crypto'

/** A UUID that depends only on the name (RFC 9562, version 5 layout), so every load gives the same ids. */
export function fleetId(kind: string, name: string): string {
  const bytes = createHash('sha1').update(`hubdeck-fleet/${kind}/${name}`).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export function unitIdOf(unit: { readonly spaceSlug: string; readonly slug: string }): string {
  return fleetId('unit', `${unit.spaceSlug}/${unit.slug}`)
}

/** The DataHash of a document: SHA-256 hex of its bytes. */
export function documentHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
