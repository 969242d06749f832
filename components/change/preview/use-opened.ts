'use client'

import { useState } from 'react'
import type { PreviewFlow } from '#components/change/preview/flow.ts'

/** The classes of this preview that were opened; another preview begins with none. */
export function useOpened(flow: PreviewFlow): {
  readonly opened: ReadonlySet<string>
  readonly open: (key: string) => void
} {
  const request = flow.step === 'none' ? undefined : flow.request
  const [seen, setSeen] = useState<{ request: unknown; keys: ReadonlySet<string> }>({
    request: undefined,
    keys: new Set(),
  })
  const opened = seen.request === request ? seen.keys : new Set<string>()
  const open = (key: string) => setSeen({ request, keys: new Set([...opened, key]) })
  return { opened, open }
}
