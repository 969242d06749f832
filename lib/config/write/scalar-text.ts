import type { Json } from '#lib/base/json.ts'

export type ScalarStyle = 'plain' | 'single' | 'double'
export type Scalar = string | number | bigint | boolean | null

export function isScalarJson(value: Json): value is Scalar {
  return typeof value !== 'object' || value === null
}

/** One line of YAML for a scalar: in the style asked for where that is correct, else in the next safer one. */
export function scalarText(value: Scalar, style: ScalarStyle, flow: boolean): string {
  if (typeof value === 'number') return numberText(value)
  if (typeof value !== 'string') return String(value)
  if (style === 'plain' && isPlainSafe(value, flow)) return value
  if (style === 'single' && isPrintableLine(value)) return `'${value.replaceAll("'", "''")}'`
  return doubleQuoted(value)
}

export function keyText(key: string, json: boolean, flow: boolean): string {
  return scalarText(key, json || key === '' || key.length > 512 ? 'double' : 'plain', flow)
}

/**
 * `|` or `>` with its lines, without the last line break; undefined where the text cannot be written that way
 * (no line break inside, leading spaces, invisible characters, several line breaks at the end).
 */
export function blockScalarText(
  value: string,
  style: 'literal' | 'folded',
  pad: string,
  eol: string,
): string | undefined {
  const body = value.endsWith('\n') ? value.slice(0, -1) : value
  const lines = body.split('\n')
  const hasOddLine = lines.some(
    (line) => (line !== '' && line.trim() === '') || !isPrintableLine(line.replaceAll('\t', ' ')),
  )
  if (body === '' || hasOddLine || body.endsWith('\n') || /^\n*[ \t]/.test(body)) return undefined
  const chomp = value.endsWith('\n') ? '' : '-'
  if (style === 'folded') {
    // Folding joins lines; only text that a reader would fold back the same way is written so.
    if (lines.some((line) => /^[ \t]/.test(line) || line === '')) return undefined
    return [`>${chomp}`, lines.map((line) => pad + line).join(`${eol}${eol}`)].join(eol)
  }
  return [`|${chomp}`, ...lines.map((line) => (line === '' ? '' : pad + line))].join(eol)
}

function numberText(value: number): string {
  const text = String(value)
  // YAML 1.1 readers take `1e+21` for text; the dot makes it a number everywhere.
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text
}

function doubleQuoted(value: string): string {
  return jsonInYaml(JSON.stringify(value))
}

/**
 * JSON as it may stand in YAML. JSON holds these characters as they are; YAML does not, or takes them for line breaks,
 * as go-yaml does U+0085, U+2028 and U+2029.
 */
export function jsonInYaml(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** One line that can stand in YAML without escapes. */
export function isPrintableLine(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters YAML cannot hold unescaped.
  return !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/.test(value) && value.isWellFormed()
}

// Text that YAML 1.2 or 1.1 readers take for something else: null, booleans, numbers, dates, merge keys.
const notText = [
  /^(?:~|null|true|false|yes|no|on|off|y|n|<<|=)$/i,
  /^[-+]?(?:0[xob])?[0-9a-f_]*[0-9][0-9a-f_]*$/i,
  /^[-+]?[0-9_]*\.?[0-9_]+(?:[eE][-+]?[0-9]+)?$/,
  /^[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?$/,
  /^[-+]?\.(?:inf|nan)$/i,
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?$/,
]

function isPlainSafe(value: string, flow: boolean): boolean {
  if (value === '' || value.trim() !== value || !isPrintableLine(value)) return false
  if (notText.some((pattern) => pattern.test(value))) return false
  if (/^[,[\]{}#&*!|>'"%@`]/.test(value) || /^[-?:](?:\s|$)/.test(value) || /^(?:---|\.\.\.)/.test(value))
    return false
  if (flow && /[,[\]{}]|^[-?:]/.test(value)) return false
  return !(/:(?:\s|$)/.test(value) || /\s#/.test(value))
}
