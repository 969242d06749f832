import { compareText } from '#lib/base/code-point-order.ts'
/** A JSON value as PostgreSQL prints jsonb: `{"a": 1, "bb": [true, null]}`, shorter keys first. */
export function jsonbText(value: unknown): string {
  if (typeof value === 'number') return plainNumber(value)
  if (Array.isArray(value)) return `[${value.map(jsonbText).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => bytes(a) - bytes(b) || compareText(a, b))
  return `{${entries.map(([key, of]) => `${JSON.stringify(key)}: ${jsonbText(of)}`).join(', ')}}`
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}

/** Without an exponent: `1e21` has 22 digits. */
function plainNumber(value: number): string {
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value))
  if (!parts) return String(value)
  const [, sign = '', first = '', rest = '', exponent = '0'] = parts
  const digits = first + rest
  const point = 1 + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return sign + digits.padEnd(point, '0')
}
