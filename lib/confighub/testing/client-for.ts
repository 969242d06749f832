import type { ConfigHub, Send } from '#lib/confighub/client.ts'
import { createConfigHub } from '#lib/confighub/create.ts'

/** As much of a started hub as a client needs. */
type Started = { readonly url: string; readonly tokenFor: (username: string) => string }

/** ConfigHub as one person of the demo fleet may ask it. With `send`, a test watches, changes or answers the requests. */
export function clientFor(
  hub: Started,
  { username = 'alice@trading.com', send = fetch }: { username?: string; send?: Send } = {},
): ConfigHub {
  return createConfigHub({
    base: hub.url,
    headers: { Authorization: `Bearer ${hub.tokenFor(username)}` },
    send,
  })
}
