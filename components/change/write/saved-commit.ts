'use client'

import * as z from 'zod/mini'
import { readStored, storedKeys, useStored, writeStored } from '#components/ui/state/stored.ts'

/** The outcome of one unit that was not written, as this browser received it. */
const NotWritten = z.object({
  UnitID: z.string(),
  status: z.enum(['moved', 'already-so', 'left-query', 'refused', 'unknown']),
  reason: z.string(),
  requestId: z.optional(z.string()),
})
export type NotWritten = z.infer<typeof NotWritten>

/** What is needed to resume an interrupted change. The hub keeps the rest. */
const SavedCommit = z.object({
  seal: z.string(),
  /** Milliseconds. */
  expiresAt: z.number(),
  reason: z.string(),
  ticket: z.string(),
  excludedUnitIds: z.array(z.string()),
  includedUnitIds: z._default(z.array(z.string()), []),
  consentReason: z._default(z.string(), ''),
  confirmed: z.optional(z.number()),
  notWritten: z.array(NotWritten),
})
export type SavedCommit = z.infer<typeof SavedCommit>

const Saved = z.nullable(SavedCommit)
const keyOf = (tagId: string) => `hubdeck.commit.${tagId}`

export function useSavedCommit(tagId: string): SavedCommit | undefined {
  const [saved] = useStored<SavedCommit | null>('local', keyOf(tagId), Saved, null)
  return saved ?? undefined
}

export function saveCommit(tagId: string, saved: SavedCommit): void {
  forgetOldest()
  writeStored('local', keyOf(tagId), saved)
}

export function updateCommit(tagId: string, update: Partial<SavedCommit>): void {
  const saved = readStored<SavedCommit | null>('local', keyOf(tagId), Saved, null)
  if (saved) writeStored('local', keyOf(tagId), { ...saved, ...update })
}

const kept = 20

/** Seals of large changes take much space, and storage is limited. */
function forgetOldest(): void {
  const saved = storedKeys('local')
    .filter((key) => key.startsWith(keyOf('')))
    .map((key) => ({ key, at: readStored<SavedCommit | null>('local', key, Saved, null)?.expiresAt ?? 0 }))
    .sort((a, b) => b.at - a.at)
  for (const { key } of saved.slice(kept - 1)) writeStored('local', key, undefined)
}
