'use client'

import { Menu, MenuItem, MenuSection } from '#components/ui/overlay/menu.tsx'
import { type Baseline, printBaseline } from '#lib/url/baseline.ts'

const hourMs = 3_600_000
const otherTime = 'other time'

export type BaselineItemsProps = {
  /** As the address says it. */
  value: string
  regions: readonly string[]
  /** A unit that the rows can be compared with: the one that is peeked at, or the only one picked. */
  unit: { readonly id: string; readonly name: string } | undefined
  isGrouped: boolean
  onChange: (value: string) => void
  onAskTime: () => void
}

/** What the rows can be compared with. */
export function BaselineItems({ value, regions, unit, isGrouped, onChange, onAskTime }: BaselineItemsProps) {
  const choose = (key: string) => {
    const ago = /^ago (\d+)$/.exec(key)?.[1]
    if (key === otherTime) onAskTime()
    else onChange(ago === undefined ? key : printBaseline(timeBefore(Number(ago))))
  }
  return (
    <Menu
      aria-label="Compare with"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onAction={(key) => choose(String(key))}
    >
      <MenuItem id="none">Nothing</MenuItem>
      <MenuItem
        id="majority"
        description="The most frequent value of each column, among units of the same name"
      >
        Most rows
      </MenuItem>
      {isGrouped ? (
        <MenuItem id="group" description="The most frequent value within each group">
          Most rows of the group
        </MenuItem>
      ) : null}
      <MenuItem id="upstream" description="The unit that each was cloned from">
        Upstream units
      </MenuItem>
      <MenuItem id="released" description="Each unit’s own last release">
        Last releases
      </MenuItem>
      {unit ? (
        <MenuItem id={printBaseline({ kind: 'unit', unitId: unit.id })} description={unit.name}>
          This unit
        </MenuItem>
      ) : null}
      <MenuSection title="What it was before">
        <MenuItem id="ago 1">An hour ago</MenuItem>
        <MenuItem id="ago 24">A day ago</MenuItem>
        <MenuItem id="ago 168">A week ago</MenuItem>
        <MenuItem id={otherTime}>At another time…</MenuItem>
      </MenuSection>
      {regions.length > 0 ? (
        <MenuSection title="Units of the same name in">
          {regions.map((region) => (
            <MenuItem key={region} id={printBaseline({ kind: 'region', region })}>
              {region}
            </MenuItem>
          ))}
        </MenuSection>
      ) : null}
    </Menu>
  )
}

/** To the minute, so that a link says no more than was meant. */
function timeBefore(hours: number): Baseline {
  const time = new Date(Date.now() - hours * hourMs)
  time.setUTCSeconds(0, 0)
  return { kind: 'at', time: time.toISOString() }
}
