import type { BrowserHub } from '#lib/confighub/client.ts'
import { createConfigHub } from '#lib/confighub/create.ts'

/** ConfigHub as the browser reaches it: through our proxy, which knows who is signed in. */
export const browserHub: BrowserHub = createConfigHub({
  base: '/api/confighub',
  send: (request) => fetch(request),
  // The proxy already retries what is safe to retry.
  retryPolicy: 'none',
})
