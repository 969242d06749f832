import { numberFromText } from '#lib/base/exact-number.ts'

// What TypeScript does not declare yet: the text a value was parsed from, and a text that is printed as it is.
declare global {
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown
    rawJSON(text: string): unknown
  }
}

/**
 * `JSON.stringify`, with whole numbers of 64 bits written exactly, in digits. Most values have no `bigint`, and a
 * replacer takes several times as long, so it is only used after the first attempt has found one.
 */
export function jsonText(value: unknown, space?: number): string {
  try {
    return JSON.stringify(value, null, space)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? rawNumber(each) : each), space)
  }
}

/** For a replacer of `JSON.stringify`. */
export function rawNumber(value: bigint): unknown {
  return JSON.rawJSON(String(value))
}

/**
 * `JSON.parse`, with numbers in their exact form: whole numbers that a double would round become a `bigint`. Throws a
 * `SyntaxError` for a text that is not JSON.
 */
export function parseJson(text: string): unknown {
  if (!mayRound.test(text)) return JSON.parse(text)
  return JSON.parse(text, (_, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined
      ? numberFromText(source)
      : value,
  )
}

/** A number that may be larger than 2^53: one with 16 digits in a row, or with an exponent. */
const mayRound = /(?:^|[[:,])\s*-?(?:[0-9.]*[0-9]{16}|[0-9.]+[eE])/
