'use client'

import { writeStored } from '#components/change/stored.ts'
import type { GridSelection } from '#components/grid/selection.ts'
import { routes } from '#lib/url/routes.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'

/** Where a pick too long for an address waits for the change page, in this tab only. */
const pickedUnitsKey = 'hubdeck.selection'

/** 40 ids are about 1,500 characters: still an address one can send to somebody. */
const idsInAddress = 40

/** The change page for what is selected: the query itself, or the units picked from it. */
export function changeAddress(selection: GridSelection, query: Pick<UnitsSearch, 'where' | 'data' | 'type'>) {
  if (selection.kind === 'all' || selection.ids.size === 0) return routes.newChange(query)
  const unitIds = [...selection.ids]
  if (unitIds.length <= idsInAddress) return routes.newChange({ where: query.where, units: unitIds })
  writeStored('session', pickedUnitsKey, { unitIds, where: query.where })
  return routes.newChange({ where: query.where, pick: pickedUnitsKey })
}
