'use client'

import { lazily, useHasBeen } from '#components/ui/lazily.tsx'
import type { Notice } from '#components/ui/overlay/toast-region.tsx'
import { createStore, useStore } from '#components/ui/state/store.ts'

const ToastRegion = lazily('ToastRegion', () => import('#components/ui/overlay/later.ts'))

const none: readonly Notice[] = []
/** What is not shown yet; the code that shows it comes with the first notice. */
const waiting = createStore(none)

/** For messages in passing. Anything a person must act on belongs on the page. */
export function notify(notice: Notice): void {
  waiting.set([...waiting.get(), notice])
}

/** Rendered once, in the layout. */
export function Toasts() {
  const notices = useStore(waiting, none)
  return useHasBeen(notices.length > 0) ? <ToastRegion notices={notices} take={take} /> : null
}

function take(): readonly Notice[] {
  const taken = waiting.get()
  waiting.set(none)
  return taken
}
