'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { compareText } from '#lib/base/code-point-order.ts'
import type { ChangedRow } from '#lib/change/classes/classes.ts'
import { arranged } from '#lib/change/waves/arrange.ts'
import { readRule, type WaveChoice } from '#lib/change/waves/choice.ts'
import { columnValues, type WaveColumn, waveColumns } from '#lib/change/waves/columns.ts'
import { type RuledWave, wavesBy } from '#lib/change/waves/rules.ts'
import { waveUnitsQuery } from '#lib/queries/units.ts'

export type WavesReading =
  /** All is written at once. */
  | { readonly kind: 'none' }
  | { readonly kind: 'waves'; readonly waves: readonly RuledWave[] }
  /** Why there are no waves yet. */
  | { readonly kind: 'problem'; readonly problem: string }

export type Waves = { readonly reading: WavesReading; readonly columns: readonly WaveColumn[] }

/** The waves of what would be written, by what a person chose. */
export function useWaves(choice: WaveChoice, rows: readonly ChangedRow[]): Waves {
  const units = useMemo(() => rows.toSorted(bySpaceAndSlug), [rows])
  const ids = useMemo(() => units.map(({ UnitID }) => UnitID), [units])
  const isByColumn = choice.rule === 'column' || choice.rule === 'one-each'
  const found = useQuery({ ...waveUnitsQuery(ids), enabled: isByColumn && ids.length > 0 })
  const { data, error } = found
  const columns = useMemo(() => waveColumns(data ?? []), [data])
  const unread = isByColumn ? unreadText(data, error) : undefined
  const reading = useMemo((): WavesReading => {
    const { rule } = choice
    if (rule === 'none') return { kind: 'none' }
    if (units.length === 0) return { kind: 'problem', problem: 'No unit is included, so there are no waves.' }
    if (unread !== undefined) return { kind: 'problem', problem: unread }
    const values = isByColumn ? columnValues(data ?? [], choice.column) : undefined
    const read = readRule({ ...choice, rule }, ({ UnitID }: ChangedRow) => values?.get(UnitID) ?? '')
    if (!read.ok) return { kind: 'problem', problem: read.problem }
    const ruled = wavesBy(read.rule, units)
    return ruled.ok
      ? { kind: 'waves', waves: arranged(ruled.waves, choice.arrangement) }
      : { kind: 'problem', problem: ruled.problem }
  }, [choice, isByColumn, data, unread, units])
  return { reading, columns }
}

/** Why the values of a column are not known. */
function unreadText(data: unknown, error: Error | null): string | undefined {
  if (error !== null) return `The values of these units could not be read: ${error.message}`
  return data === undefined ? 'The values of these units are being read.' : undefined
}

function bySpaceAndSlug(a: ChangedRow, b: ChangedRow): number {
  return compareText(a.SpaceSlug, b.SpaceSlug) || compareText(a.Slug, b.Slug)
}
