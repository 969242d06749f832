/**
 * Whether jsonb can hold a value, given as `JSON.stringify` prints it: PostgreSQL has neither NUL nor half of a
 * surrogate pair in text. A backslash that is itself escaped does not start an escape.
 */
export function isStorable(json: string): boolean {
  return !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(json)
}
