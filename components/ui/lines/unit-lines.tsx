'use client'

import { Lines, type LinesProps } from '#components/ui/lines/lines.tsx'

type Unit = { readonly UnitID: string }

type UnitLinesProps<T> = Pick<LinesProps<T>, 'label' | 'items' | 'className' | 'children'> & {
  lineHeight?: number
}

/** Any number of units in a scrolling box that has the focus, because not each of its lines can. */
export function UnitLines<T extends Unit>({ lineHeight = 32, ...rest }: UnitLinesProps<T>) {
  return <Lines {...rest} keyOf={idOf} lineHeight={lineHeight} isFocusable />
}

function idOf({ UnitID }: Unit): string {
  return UnitID
}
