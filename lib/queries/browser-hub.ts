import type { ConfigHub } from '#lib/confighub/client.ts'
import { createConfigHub } from '#lib/confighub/create.ts'

/** ConfigHub as the browser reaches it: through the proxy, which adds the token. */
export const browserHub: ConfigHub = createConfigHub({
  base: '/api/confighub',
  send: (request) => fetch(request),
  // The proxy already retries what is safe to retry.
  retryPolicy: 'none',
})
