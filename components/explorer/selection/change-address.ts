'use client'

import type { GridSelection } from '#components/explorer/selection/selection.ts'
import { keepPick } from '#components/query/picked-units.ts'
import { routes } from '#lib/url/routes.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'

/** 40 ids are about 1,500 characters, which is still short enough to share. */
const idsInAddress = 40

/**
 * The address of the change page for the selection: the query itself, or the units picked from it. A condition that is
 * computed here is never left out: that page refuses it where no units are picked, for without it there would be more.
 */
export function changeAddress(
  selection: GridSelection,
  { where, data, type, computed }: Pick<UnitsSearch, 'where' | 'data' | 'type' | 'computed'>,
) {
  const from = { where, data, type, computed }
  if (selection.kind === 'all' || selection.ids.size === 0) return routes.newChange(from)
  const unitIds = [...selection.ids]
  if (unitIds.length <= idsInAddress) return routes.newChange({ ...from, units: unitIds })
  return routes.newChange({ ...from, pick: keepPick({ unitIds, where }) })
}
