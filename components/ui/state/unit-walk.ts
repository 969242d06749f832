'use client'

import { useStored, writeStored } from '#components/ui/state/stored.ts'
import { isListOf, isText, readerOf } from '#lib/base/reader.ts'
import { isRecord } from '#lib/base/records.ts'

/** The units of a query in the order of the grid, around the one that was opened from it, kept in this tab. */
export type UnitWalk = {
  /** `space/unit`. */
  readonly names: readonly string[]
  /** How many units come before these. */
  readonly before: number
  readonly total: number
  /** The explorer with this query. */
  readonly address: string
}

const isTexts = isListOf(isText)
const UnitWalk = readerOf(
  (value): value is UnitWalk | null =>
    value === null ||
    (isRecord(value) &&
      isTexts(value.names) &&
      typeof value.before === 'number' &&
      typeof value.total === 'number' &&
      isText(value.address)),
)

const key = 'hubdeck.walk'
/** A thousand in either direction: all of a large query would not fit. */
export const mostAround = 1000

export function keepWalk(walk: UnitWalk): void {
  writeStored('session', key, walk)
}

export type WalkStep = {
  /** From 1. */
  readonly position: number
  readonly total: number
  readonly address: string
  readonly previous: string | undefined
  readonly next: string | undefined
}

/** Where a unit stands in the query that it was opened from; undefined when it is in none. */
export function useWalk(name: string): WalkStep | undefined {
  const [walk] = useStored('session', key, UnitWalk, null)
  return walk ? stepAt(walk, name) : undefined
}

/** @internal For tests. */
export function stepAt({ names, before, total, address }: UnitWalk, name: string): WalkStep | undefined {
  const at = names.indexOf(name)
  if (at === -1) return undefined
  return { position: before + at + 1, total, address, previous: names[at - 1], next: names[at + 1] }
}
