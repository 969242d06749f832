/** ConfigHub writes the zero id for "none", and as the author of automated writes. */
export const zeroId = '00000000-0000-0000-0000-000000000000'

/** An id as part of a larger pattern, in lower case. */
export const uuidSource = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

const uuid = new RegExp(`^${uuidSource}$`, 'i')

/** In upper or lower case, as ids are read everywhere. */
export function isUuid(text: string): boolean {
  return uuid.test(text)
}

/** Ids are in lower case, however they are written; any other text stays as it is. */
export function lowerId(text: string): string {
  return isUuid(text) ? text.toLowerCase() : text
}
