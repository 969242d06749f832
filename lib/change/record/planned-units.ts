/** A unit that was to be written, as the record keeps it. */
export type PlannedEntry = {
  readonly UnitID: string
  /** The revision that was previewed. */
  readonly head: number
  /** Keyed hash of the unit's planned document: `resultTag`. */
  readonly resultTag: string
}

/** 16 bytes of id, 4 of revision number, 7 of keyed hash: 36 characters, 28 units in one annotation. */
const entryBytes = 27
export const resultTagBytes = 7

export function packUnits(entries: readonly PlannedEntry[]): string {
  return entries.map(packEntry).join('')
}

/** An entry that someone cut is ignored; the signature reveals the cut. */
export function unpackUnits(text: string): PlannedEntry[] {
  const bytes = Buffer.from(text, 'base64url')
  // One conversion for all: there may be ten thousand, in each of many records.
  const hex = bytes.toString('hex')
  const count = Math.floor(bytes.length / entryBytes)
  return Array.from({ length: count }, (_, index) => {
    const at = index * entryBytes
    return {
      UnitID: uuidAt(hex, at * 2),
      head: bytes.readUInt32BE(at + 16),
      resultTag: bytes.toString('base64url', at + 20, at + entryBytes),
    }
  })
}

/** Ids alone, 22 characters each. */
export function packIds(ids: readonly string[]): string {
  return ids.map((id) => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')).join('')
}

/** Records from before signatures contain only ids as well. */
export function unpackIds(text: string): string[] {
  return (text.match(/[\w-]{22}/g) ?? []).map((packed) =>
    uuidAt(Buffer.from(packed, 'base64url').toString('hex'), 0),
  )
}

function packEntry({ UnitID, head, resultTag }: PlannedEntry): string {
  const number = Buffer.alloc(4)
  number.writeUInt32BE(head)
  const parts = [Buffer.from(UnitID.replaceAll('-', ''), 'hex'), number, Buffer.from(resultTag, 'base64url')]
  return Buffer.concat(parts).toString('base64url')
}

function uuidAt(hex: string, at: number): string {
  const part = (from: number, to: number) => hex.slice(at + from, at + to)
  return `${part(0, 8)}-${part(8, 12)}-${part(12, 16)}-${part(16, 20)}-${part(20, 32)}`
}
