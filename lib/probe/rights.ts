import { mapParallel } from '#lib/confighub/chunking.ts'
import { createConfigHub } from '#lib/confighub/create.ts'
import { isAbort } from '#lib/confighub/error.ts'
import { askSpaceWriting } from '#lib/confighub/space-writing.ts'
import type { Rights, SpaceRights } from '#lib/connection/measurements.ts'
import { type Asking, withoutSecrets } from '#lib/probe/ask.ts'

/** Each costs two calls, and a test should not burden the hub it tests. */
const maxSpacesAsked = 100
/** On a slow hub the rest stays unknown. */
const maxMs = 30_000

/** How many Spaces a token sees, and in which of them it may write: found out by dry runs, so nothing is written. */
export async function measureRights(asking: Asking): Promise<Rights> {
  const { base, send, headers, token = '' } = asking
  const hub = createConfigHub({
    base,
    send,
    headers: { ...headers, Authorization: `Bearer ${token}` },
    retryPolicy: 'none',
  })
  const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(maxMs)])
  try {
    const found = await hub.spaces({ select: 'Slug', order_by: 'Slug' }, signal)
    const spaces = await mapParallel(
      found.slice(0, maxSpacesAsked),
      async ({ Space: { SpaceID, Slug } }): Promise<SpaceRights> => {
        const slug = withoutSecrets(Slug, token)
        try {
          if (signal.aborted) return { slug, writing: 'unknown' }
          const answer = await askSpaceWriting(hub, SpaceID, signal)
          if (answer === undefined) return { slug, writing: 'empty' }
          const { writing, reason } = answer
          return { slug, writing, ...(reason === undefined ? {} : { reason: withoutSecrets(reason, token) }) }
        } catch {
          return { slug, writing: 'unknown' }
        }
      },
    )
    return { kind: 'asked', visible: found.length, spaces }
  } catch (cause) {
    const message =
      isAbort(cause) || signal.aborted
        ? 'nothing within 30 seconds'
        : String(cause instanceof Error ? cause.message : cause)
    return { kind: 'failed', message: withoutSecrets(message, token) }
  }
}
