import type { Page } from '#lib/confighub/client.ts'

/** The largest page the server gives (contract 10). */
export const pageLimit = 1000

/** Follows `continue` to the end. A page may be short or empty and still be followed by another. */
export async function followPages<T>(
  fetchPage: (continueToken: string | undefined) => Promise<Page<T>>,
  cap = Number.POSITIVE_INFINITY,
): Promise<{ items: T[]; truncated: boolean }> {
  const items: T[] = []
  let token: string | undefined
  do {
    const page = await fetchPage(token)
    items.push(...page.items)
    if (page.next !== undefined && page.next === token) {
      throw new Error('The server answered the same page token twice; stopping instead of asking forever.')
    }
    token = page.next
    if (items.length >= cap && token !== undefined) return { items: items.slice(0, cap), truncated: true }
  } while (token !== undefined)
  return { items: items.slice(0, cap), truncated: items.length > cap }
}
