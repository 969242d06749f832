import { parseExactJson } from '#lib/base/exact-json.ts'

// Values of pg_type.oid.
const timestamptz = 1184
const json = 114
const jsonb = 3802

/** How the text of a column is read, by its type; the driver itself reads other types. */
export const columnParsers: Readonly<Record<number, (text: string) => unknown>> = {
  [timestamptz]: readTime,
  [json]: readJson,
  [jsonb]: readJson,
}

/** Most maps and lists of a row are empty, and a page of 1,000 Units has ten thousand of them. */
function readJson(text: string): unknown {
  if (text === '{}') return {}
  return text === '[]' ? [] : parseExactJson(text)
}

/**
 * What a database writes for a timestamptz, as the API answers it: RFC 3339 in UTC with milliseconds (contract 4).
 * A Date for each would be made only to be turned into text again: 2 ms for a page of 1,000 Units.
 * @internal For tests.
 */
export function readTime(text: string): string {
  // Sessions in UTC write `2026-11-23 09:05:01.5+00`, without a fraction that is zero.
  if (text.length < 22 || text.charAt(10) !== ' ' || !text.endsWith('+00')) return inOtherWords(text)
  const fraction = text.slice(20, -3)
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.length === 3 ? fraction : fraction.padEnd(3, '0').slice(0, 3)}Z`
}

/** Another time zone, which may end in hours alone: `2026-11-23 14:35:01.5+05:30`, `2026-11-23 10:05:01+01`. */
function inOtherWords(text: string): string {
  const date = new Date(text.replace(' ', 'T').replace(/[+-]\d\d$/, '$&:00'))
  if (Number.isNaN(date.getTime())) throw new RangeError(`${text} is not a time that can be returned`)
  return date.toISOString()
}
