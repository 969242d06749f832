'use client'

import { Download, Pin } from 'lucide-react'
import { type Blocked, blockedId } from '#components/query/blocked.ts'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/field/select.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { Menu, MenuItem, MenuTrigger } from '#components/ui/overlay/menu.tsx'
import { Tooltip } from '#components/ui/overlay/tooltip.tsx'
import { localInput } from '#components/ui/time/local-input.ts'
import { useNow } from '#components/ui/time/now.ts'
import { lastPeriods } from '#components/ui/time/periods.ts'
import { PresetsButton } from '#components/ui/time/presets-button.tsx'
import { ReadAgain } from '#components/ui/time/read-again.tsx'
import { exactTime } from '#components/ui/time/relative-time.ts'
import type { User } from '#lib/confighub/schema/entities.ts'
import type { Axis } from '#lib/history/activity-axis.ts'
import { windowProblem } from '#lib/history/activity-window.ts'
import { automationUserId } from '#lib/history/author.ts'
import type { ActivitySearch } from '#lib/url/search-params.ts'

const windows = [{ value: '1h', label: 'Last hour' }, ...lastPeriods] as const

const everyone = 'all'
const people = 'people'

/** Time, author and the point in time; the query stands above. */
export function ActivityFilters({
  search,
  users,
  shown,
  readAt,
  isFetching,
  canExport,
  blocked,
  onChange,
  onRefresh,
  onExport,
}: {
  search: ActivitySearch
  users: readonly User[]
  /** The window shown on screen. */
  shown: Axis | undefined
  /** When the window was loaded; 0 if it has not been. */
  readAt: number
  isFetching: boolean
  canExport: boolean
  /** Why exporting is disabled right now. */
  blocked: Blocked
  onChange: (change: Partial<ActivitySearch>) => void
  onRefresh: () => void
  onExport: (format: 'csv' | 'ndjson') => void
}) {
  const isOwn = search.from !== '' || search.to !== ''
  // The server has another clock and time zone, so times are rendered only in the browser.
  const isHere = useNow() !== undefined
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-2 border-line border-b bg-surface px-3 py-2">
      {isOwn ? (
        <div className="flex min-w-0 flex-col gap-1">
          <span className="font-medium text-xs">Window</span>
          <span className="flex h-8 min-w-0 items-center gap-1 rounded-md border border-line bg-sunken pl-2 text-sm">
            <span className="max-w-96 truncate" title={isHere ? ownWindow(search) : ''}>
              {isHere ? ownWindow(search) : ''}
            </span>
            <PresetsButton of="ranges" size="icon-sm" onPress={() => onChange({ from: '', to: '' })} />
          </span>
        </div>
      ) : (
        <div className="flex items-end gap-1">
          <Select
            label="Window"
            className="w-36"
            options={windows}
            value={search.window}
            onChange={(window) => onChange({ window })}
          />
          <Tooltip text="Pin these times, so that the address shows the same changes later">
            <Button
              variant="quiet"
              size="icon"
              aria-label="Pin these times in the address"
              isDisabled={shown === undefined}
              onPress={() => shown && onChange({ from: isoOf(shown.from), to: isoOf(shown.to) })}
            >
              <Pin aria-hidden size={14} />
            </Button>
          </Tooltip>
        </div>
      )}
      <Select
        label="Who"
        className="w-40"
        options={[
          { value: everyone, label: 'Everyone' },
          { value: people, label: 'People' },
          { value: automationUserId, label: 'Automation' },
          ...users.map((user) => ({
            value: user.UserID,
            label: user.DisplayName ?? user.Username ?? user.UserID.slice(0, 8),
          })),
        ]}
        value={
          search.user ||
          (search.who === 'people' ? people : search.who === 'automation' ? automationUserId : everyone)
        }
        onChange={(who) => onChange(whoOf(who))}
      />
      <TextField
        label="Point in time"
        type="datetime-local"
        className="w-50 sm:w-56"
        value={isHere ? localInput(search.at) : ''}
        onChange={(text) => onChange({ at: text === '' ? '' : isoOf(Date.parse(text)) })}
      />
      <span className="ml-auto flex h-8 items-center gap-1 text-muted text-xs">
        <ReadAgain readAt={readAt} isFetching={isFetching} size="icon" onRefresh={onRefresh} />
      </span>
      <MenuTrigger>
        <Button
          isDisabled={!canExport || blocked !== undefined}
          {...(blocked === undefined ? {} : { 'aria-describedby': blockedId })}
        >
          <Download aria-hidden size={14} />
          Export
        </Button>
        <Menu placement="bottom end" onAction={(key) => onExport(key === 'csv' ? 'csv' : 'ndjson')}>
          <MenuItem id="csv" description="One line per revision, for spreadsheets" keys="e">
            CSV
          </MenuItem>
          <MenuItem id="ndjson" description="One JSON object per revision, for log systems">
            NDJSON
          </MenuItem>
        </Menu>
      </MenuTrigger>
    </div>
  )
}

function whoOf(value: string): Partial<ActivitySearch> {
  if (value === everyone) return { who: 'all', user: '' }
  if (value === people) return { who: 'people', user: '' }
  return { who: 'all', user: value }
}

function ownWindow({ from, to }: ActivitySearch): string {
  if (windowProblem({ from, to }) !== undefined) return 'unreadable'
  const end = to === '' ? 'now' : exactTime(Date.parse(to))
  return from === '' ? `until ${end}` : `${exactTime(Date.parse(from))} – ${end}`
}

function isoOf(time: number): string {
  return new Date(time).toISOString()
}
