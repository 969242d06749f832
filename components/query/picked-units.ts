'use client'

import { useStored, writeStored } from '#components/ui/state/stored.ts'
import { isListOf, isText, readerOf } from '#lib/base/reader.ts'
import { isRecord } from '#lib/base/records.ts'

/** A list of picked units that is too long for an address, kept in this tab by the explorer. */
export type PickedUnits = { readonly unitIds: string[]; readonly where?: string | undefined } | null

const isTexts = isListOf(isText)
const PickedUnits = readerOf(
  (value): value is PickedUnits =>
    value === null ||
    (isRecord(value) && isTexts(value.unitIds) && (value.where === undefined || isText(value.where))),
)

const prefix = 'hubdeck.pick.'
const keptPicks = 10
const kept: string[] = []

/** Each pick has its own key, so an address that names one never comes to mean another. */
export function keepPick(pick: NonNullable<PickedUnits>): string {
  const key = `${prefix}${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`
  writeStored('session', key, pick)
  kept.push(key)
  // Long picks take much space, and storage is limited.
  for (const old of kept.splice(0, Math.max(0, kept.length - keptPicks)))
    writeStored('session', old, undefined)
  return key
}

/** The pick that an address names; null when this tab does not have it, undefined during server rendering. */
export function usePick(key: string): PickedUnits | undefined {
  const [pick] = useStored<PickedUnits>('session', key.startsWith(prefix) ? key : prefix, PickedUnits, null)
  return pick
}
