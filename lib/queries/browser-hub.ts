import type { ConfigHub } from '#lib/confighub/client.ts'
import { createConfigHub } from '#lib/confighub/create.ts'

/** ConfigHub as the browser reaches it: through our proxy, which knows who is signed in. */
export const browserHub: ConfigHub = createConfigHub({
  base: '/api/confighub',
  send: (request) => fetch(request),
  // The proxy has repeated what is worth it.
  retryPolicy: 'none',
})
