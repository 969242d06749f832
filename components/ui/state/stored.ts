'use client'

import { useCallback, useSyncExternalStore } from 'react'
import { createStore } from '#components/ui/state/store.ts'
import { dropPending, storeLater, storePending } from '#components/ui/state/store-later.ts'
import type { Reader } from '#lib/base/reader.ts'

type Area = 'session' | 'local'

const areas = ['session', 'local'] as const

// Stored values belong to one person on one hub, and are hidden from anyone else who uses this browser.
let owner = ''
// Values are cached once read, so that a snapshot stays the same object until something is written.
const known = new Map<string, unknown>()
// Counts the writes, so that components know when to read again.
const writes = createStore(0)

/** From now on, stored values belong to this person. */
export function claimStorage(next: string): void {
  if (owner === next) return
  storePending()
  owner = next
  known.clear()
  forgetUnclaimed()
}

/** Drafts of an earlier version do not name their owner, so they are deleted. */
function forgetUnclaimed(): void {
  try {
    for (const area of areas.map(storage))
      for (const key of Object.keys(area)) if (key.startsWith('hubdeck.')) area.removeItem(key)
  } catch {
    // The server has no storage, and a browser may refuse it.
  }
}

/** Deletes everything that this browser keeps of the person who signs out. */
export function forgetStored(): void {
  dropPending()
  known.clear()
  for (const area of areas) for (const key of storedKeys(area)) writeStored(area, key, undefined)
}

/** All keys under which this person has stored something. */
export function storedKeys(area: Area): string[] {
  try {
    const own = ownKey('')
    return Object.keys(storage(area)).flatMap((key) => (key.startsWith(own) ? [key.slice(own.length)] : []))
  } catch {
    return []
  }
}

/** What the browser keeps under a key; `fallback` when there is nothing readable. */
export function readStored<T>(area: Area, key: string, reader: Reader<T>, fallback: T): T {
  const name = `${area} ${key}`
  if (known.has(name)) return known.get(name) as T
  const value = parseStored(reader, readText(area, key), fallback)
  known.set(name, value)
  return value
}

/** Keeps the value for this page even when the browser refuses to store it (private mode, full storage). */
export function writeStored(area: Area, key: string, value: unknown): void {
  remember(area, key, value)
  dropPending(`${area} ${key}`)
  storeText(area, key, value)
}

function remember(area: Area, key: string, value: unknown): void {
  const name = `${area} ${key}`
  if (value === undefined) known.delete(name)
  else known.set(name, value)
  writes.set(writes.get() + 1)
}

/** What is stored may be read by anyone who obtains the browser's files. */
function storeText(area: Area, key: string, kept: unknown): void {
  try {
    if (kept === undefined) storage(area).removeItem(ownKey(key))
    else storage(area).setItem(ownKey(key), JSON.stringify(kept))
  } catch {
    // The value is lost on reload only; the page still has it.
  }
}

/**
 * A value of which the part that `keep` returns survives a reload; undefined during server rendering. That part is
 * worked out once typing pauses.
 */
export function useStored<T>(
  area: Area,
  key: string,
  reader: Reader<T>,
  fallback: T,
  keep?: (value: T) => unknown,
): readonly [T | undefined, (value: T | undefined) => void] {
  const value = useSyncExternalStore<T | undefined>(
    writes.subscribe,
    () => readStored(area, key, reader, fallback),
    () => undefined,
  )
  const write = useCallback(
    (next: T | undefined) => {
      if (next === undefined || keep === undefined) return writeStored(area, key, next)
      remember(area, key, next)
      storeLater(`${area} ${key}`, () => storeText(area, key, keep(next)))
    },
    [area, key, keep],
  )
  return [value, write]
}

function storage(area: Area): Storage {
  return area === 'session' ? window.sessionStorage : window.localStorage
}

function ownKey(key: string): string {
  return `hubdeck ${owner} ${key}`
}

function readText(area: Area, key: string): string | null {
  try {
    return storage(area).getItem(ownKey(key))
  } catch {
    return null
  }
}

function parseStored<T>(reader: Reader<T>, text: string | null, fallback: T): T {
  if (text === null) return fallback
  try {
    const result = reader.safeParse(JSON.parse(text))
    return result.success ? result.data : fallback
  } catch {
    return fallback
  }
}
