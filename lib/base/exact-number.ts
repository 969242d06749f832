/**
 * How numbers are kept, wherever they come from (docs/values.md): a whole number that a double holds exactly is a
 * `number`, any other one of 64 bits is a `bigint`, and everything else is the nearest double, as in Kubernetes. Each
 * number has one form only, so `===` compares them.
 */
const least = -(2n ** 63n)
const most = 2n ** 63n - 1n

/** A whole number of any size. */
export function wholeNumber(value: bigint): number | bigint {
  const near = Number(value)
  return Number.isSafeInteger(near) || value < least || value > most ? near : value
}

/** A double: beyond 2^53 it is a whole number, and may be one of 64 bits. */
export function doubleNumber(value: number): number | bigint {
  if (value === 0) return 0
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? wholeNumber(BigInt(value)) : value
}

/** A number as JSON writes it: `-5`, `0.1`, `1e21`. */
export function numberFromText(text: string): number | bigint {
  return /^-?[0-9]+$/.test(text) ? wholeNumber(BigInt(text)) : doubleNumber(Number(text))
}

export function isInt64(value: bigint): boolean {
  return value >= least && value <= most
}

/** The order of two numbers: below zero when `a` comes first. Exact, whatever forms they have. */
export function compareNumbers(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
