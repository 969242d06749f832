import { numberFromText } from '#lib/base/exact-number.ts'

// What TypeScript does not declare yet: the text a value was parsed from.
declare global {
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown
  }
}

/**
 * `JSON.parse`, with numbers in their exact form (`exact-number.ts`). Throws a `SyntaxError` for a text that is not JSON.
 */
export function parseExactJson(text: string): unknown {
  if (!mayRound.test(text)) return JSON.parse(text)
  return JSON.parse(text, (_, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined
      ? numberFromText(source)
      : value,
  )
}

/**
 * A number that may be larger than 2^53: with 16 digits in a row, or an exponent. Other texts are parsed without a
 * reviver, which is slow.
 */
const mayRound = /(?:^|[[:,])\s*-?(?:[0-9.]*[0-9]{16}|[0-9.]+[eE])/
