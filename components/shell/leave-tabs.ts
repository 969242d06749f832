'use client'

import { useEffect } from 'react'
import { forgetStored } from '#components/ui/state/stored.ts'
import { routes } from '#lib/url/routes.ts'

const channelName = 'hubdeck-signed-out'

/** Called after signing out: clears what this person left in this browser, in all of its tabs. */
export function leaveAllTabs(): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage('')
  channel.close()
  leaveThisTab()
}

/** Signing out in one tab clears the others too. */
export function useLeaveWithOtherTabs(): void {
  useEffect(() => {
    const channel = new BroadcastChannel(channelName)
    channel.addEventListener('message', leaveThisTab)
    return () => channel.close()
  }, [])
}

function leaveThisTab(): void {
  forgetStored()
  // Navigates without the router: a new document has nothing of the old one in memory.
  window.location.assign(routes.signIn())
}
