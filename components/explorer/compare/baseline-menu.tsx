'use client'

import { Scale } from 'lucide-react'
import { useState } from 'react'
import { blockedId } from '#components/query/blocked.ts'
import { Button } from '#components/ui/button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { Menu, MenuItem, MenuSection, MenuTrigger } from '#components/ui/overlay/menu.tsx'
import { type Baseline, parseBaseline, printBaseline } from '#lib/url/baseline.ts'

const TimeDialog = lazily(() =>
  import('#components/explorer/compare/time-dialog.tsx').then((module) => module.TimeDialog),
)

const hourMs = 3_600_000
const otherTime = 'other time'

/** A unit that the rows can be compared with: the one that is peeked at, or the only one picked. */
export type OfferedUnit = { readonly id: string; readonly name: string }

/** Chooses what the rows are compared with. */
export function BaselineMenu({
  value,
  name,
  regions,
  unit,
  isGrouped,
  isBlocked,
  onChange,
}: {
  /** As the address says it. */
  value: string
  /** What it is called; empty for none. */
  name: string
  regions: readonly string[]
  unit: OfferedUnit | undefined
  isGrouped: boolean
  /** The rows belong to an earlier query, so they must not be compared. */
  isBlocked: boolean
  onChange: (value: string) => void
}) {
  const [asksTime, setAsksTime] = useState(false)
  const choose = (key: string) => {
    const ago = /^ago (\d+)$/.exec(key)?.[1]
    if (key === otherTime) setAsksTime(true)
    else onChange(ago === undefined ? key : printBaseline(timeBefore(Number(ago))))
  }
  return (
    <>
      <MenuTrigger>
        <Button
          variant="quiet"
          size="sm"
          aria-label={`Compare with: ${name || 'none'}`}
          isDisabled={isBlocked}
          {...(isBlocked ? { 'aria-describedby': blockedId } : {})}
        >
          <Scale aria-hidden size={14} />
          <span>
            Compare with
            {name !== '' && <span className="font-normal text-accent">: {name}</span>}
          </span>
        </Button>
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
      </MenuTrigger>
      {asksTime && (
        <TimeDialog
          time={timeOf(parseBaseline(value))}
          onOpenChange={setAsksTime}
          onChoose={(time) => onChange(printBaseline({ kind: 'at', time }))}
        />
      )}
    </>
  )
}

/** To the minute, so that a link says no more than was meant. */
function timeBefore(hours: number): Baseline {
  const time = new Date(Date.now() - hours * hourMs)
  time.setUTCSeconds(0, 0)
  return { kind: 'at', time: time.toISOString() }
}

function timeOf(baseline: Baseline | undefined): string | undefined {
  return baseline?.kind === 'at' ? baseline.time : undefined
}
