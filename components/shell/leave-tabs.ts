'use client'

import { useEffect } from 'react'
import { forgetStored } from '#components/ui/state/stored.ts'
import { routes } from '#lib/url/routes.ts'

const channelName = 'hubdeck-signed-out'

/** After signing out: nothing of this person stays in this browser, in no tab of it. */
export function leaveAllTabs(): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage('')
  channel.close()
  leaveThisTab()
}

/** Signing out in one tab empties the others too. */
export function useLeaveWithOtherTabs(): void {
  useEffect(() => {
    const channel = new BroadcastChannel(channelName)
    channel.addEventListener('message', leaveThisTab)
    return () => channel.close()
  }, [])
}

function leaveThisTab(): void {
  forgetStored()
  // Not by the router: a new document holds nothing of what the old one had in memory.
  window.location.assign(routes.signIn())
}
