'use client'

import { readStored, useStored, writeStored } from '#components/ui/state/stored.ts'
import { isListOf, isText, readerOf } from '#lib/base/reader.ts'

/** UnitIDs that were opened or peeked at in this tab, the last one last. */
const SeenUnits = readerOf(isListOf(isText))
const key = 'hubdeck.seen'
/** More than anyone goes through in a sitting; storage is limited. */
const mostKept = 2000
const none: string[] = []

export function markSeen(unitId: string): void {
  const seen = readStored('session', key, SeenUnits, none)
  if (!seen.includes(unitId)) writeStored('session', key, [...seen, unitId].slice(-mostKept))
}

export function useSeenUnits(): readonly string[] {
  const [seen] = useStored('session', key, SeenUnits, none)
  return seen ?? none
}
