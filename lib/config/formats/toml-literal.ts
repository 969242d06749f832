import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import { CannotWrite } from '#lib/config/formats/codec.ts'

const date =
  /^(?:\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[-+]\d{2}:\d{2})?)?|\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/
const notFinite = /^[-+]?(?:inf|nan)$/
const whole = /^[-+]?\d+$/

/** A value as TOML writes it; `old` is how the value there was written, whose kind and quotes are kept. */
export function tomlLiteral(value: Json, old: string | undefined): string {
  if (typeof value === 'string') return textLiteral(value, old)
  if (typeof value === 'number') return numberLiteral(value, old)
  if (isJsonList(value)) return `[${value.map((item) => tomlLiteral(item, undefined)).join(', ')}]`
  if (isJsonMap(value)) {
    const entries = Object.entries(value).map(
      ([key, item]) => `${tomlName(key)} = ${tomlLiteral(item, undefined)}`,
    )
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
  }
  if (value === null) throw new CannotWrite('it has no null')
  return String(value)
}

/** A name as it is written between dots. */
export function tomlName(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quoted(key)
}

/** A date stays a date, and a number that is too large for JSON a number, where the new value is one too. */
function textLiteral(value: string, old: string | undefined): string {
  if (old !== undefined && [date, notFinite, whole].some((kind) => kind.test(old) && kind.test(value)))
    return value
  const isPlain = !/(?!\t)\p{Cc}/u.test(value)
  if (old?.startsWith("'") && !old.startsWith("'''") && isPlain && !value.includes("'")) return `'${value}'`
  if (old !== undefined && /^(?:"""|''')/.test(old) && value.includes('\n')) return long(value, old)
  return quoted(value)
}

function quoted(value: string): string {
  return JSON.stringify(value).replaceAll('\x7f', '\\u007f')
}

/** Text of several lines keeps its lines. */
function long(value: string, old: string): string {
  const lines = value
    .split('\n')
    .map((line) => quoted(line).slice(1, -1).replaceAll('\\"', '"').replaceAll('""', '"\\"'))
  const eol = old.includes('\r\n') ? '\r\n' : '\n'
  if (eol === '\r\n') return quoted(value)
  return `"""\n${lines.join('\n').replace(/"$/, '\\"')}"""`
}

/** A float stays a float: TOML distinguishes `2.0` from `2`. */
function numberLiteral(value: number, old: string | undefined): string {
  const text = String(value)
  const wasDecimal = old !== undefined && /^[-+]?[\d_]+(?:\.|[eE])/.test(old)
  return wasDecimal && /^-?\d+$/.test(text) ? `${text}.0` : text
}
