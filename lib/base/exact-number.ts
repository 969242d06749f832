// What TypeScript does not declare yet: a text that is printed as it is.
declare global {
  interface JSON {
    rawJSON(text: string): unknown
  }
}

/**
 * How numbers are kept, wherever they come from (docs/values.md): a whole number that a double holds exactly is a
 * `number`, any other one of 64 bits is a `bigint`, and everything else is the nearest double, as in Kubernetes. Each
 * number has one form only, so `===` compares them.
 */

// `JSON.stringify` would throw for a `bigint`, and is called in many places, also in libraries; this makes it write the
// digits. All of our bigints are made in this module, so none exists before it is loaded.
Object.defineProperty(BigInt.prototype, 'toJSON', {
  configurable: true,
  value(this: bigint) {
    return JSON.rawJSON(String(this))
  },
  writable: true,
})

const least = -(2n ** 63n)
const most = 2n ** 63n - 1n

/** A whole number of any size. */
export function wholeNumber(value: bigint): number | bigint {
  const near = Number(value)
  return Number.isSafeInteger(near) || value < least || value > most ? near : value
}

/**
 * Digits with or without a sign. More than twenty are beyond 64 bits, and there may be millions, which would be slow as a
 * `bigint`.
 */
export function wholeFromText(text: string): number | bigint {
  const [, sign = '', digits = ''] = /^([-+]?)0*([0-9]+)$/.exec(text) ?? []
  if (digits.length > 20) return Number(text)
  const value = BigInt(digits)
  return wholeNumber(sign === '-' ? -value : value)
}

/** A double: beyond 2^53 it is a whole number, and may be one of 64 bits. */
export function doubleNumber(value: number): number | bigint {
  if (value === 0) return 0
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? wholeNumber(BigInt(value)) : value
}

/** A number as JSON writes it: `-5`, `0.1`, `1e21`. */
export function numberFromText(text: string): number | bigint {
  return /^-?[0-9]+$/.test(text) ? wholeFromText(text) : doubleNumber(Number(text))
}

/** Whether a decimal text says another number than the one it was read as: it has more digits than a double keeps. */
export function isRounded(text: string, value: number | bigint): boolean {
  const [written, kept] = [decimalOf(text), decimalOf(String(value))]
  return written !== undefined && written !== kept
}

/** One spelling of each decimal number: `1.50` and `15e-1` are `15e-1`. */
function decimalOf(text: string): string | undefined {
  const [, sign = '', whole, fraction = '', exponent = '0'] = decimal.exec(text) ?? []
  if (whole === undefined) return undefined
  const digits = (whole + fraction).replace(/^0+/, '')
  if (digits === '') return '0'
  let end = digits.length
  while (digits[end - 1] === '0') end -= 1
  const power = Number(exponent) - fraction.length + digits.length - end
  return `${sign === '-' ? '-' : ''}${digits.slice(0, end)}e${power}`
}

const decimal = /^([-+]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([-+]?[0-9]+))?$/

/** The order of two numbers: below zero when `a` comes first. Exact, whatever forms they have. */
export function compareNumbers(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
