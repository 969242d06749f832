import type { BrowserHub } from '#lib/confighub/client.ts'
import { rowsFirst } from '#lib/queries/around/rows-first.ts'

/** ConfigHub, for what stands around the rows of a page: neither its script nor its answers hold up the first of them. */
export async function hubAfterRows(): Promise<BrowserHub> {
  await rowsFirst()
  const { browserHub } = await import('#lib/queries/browser-hub.ts')
  return browserHub
}
