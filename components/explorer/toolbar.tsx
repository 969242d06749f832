'use client'

import { Rows3 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { GroupMenu } from '#components/explorer/columns/group-menu.tsx'
import { type Density, densities } from '#components/explorer/grid/density.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuTrigger } from '#components/ui/overlay/menu.tsx'
import { ReadAgain } from '#components/ui/time/read-again.tsx'

type GridView = {
  readonly group: string[]
  readonly density: Density
}

export function Toolbar({
  view,
  picker,
  shown,
  comparison,
  onChange,
  updatedAt,
  isFetching,
  onRefresh,
  children,
}: {
  view: GridView
  /** Chooses columns. */
  picker: ReactNode
  /** The columns on screen. */
  shown: readonly GridColumn[]
  /** What the rows are compared with. */
  comparison: ReactNode
  onChange: (change: Partial<GridView>) => void
  /** When the rows were read. */
  updatedAt: number
  isFetching: boolean
  onRefresh: () => void
  children?: ReactNode
}) {
  return (
    <div className="flex h-9 shrink-0 items-center gap-0.5 overflow-x-auto border-line border-b bg-surface px-2">
      {picker}
      <GroupMenu shown={shown} chosen={view.group} onChange={(group) => onChange({ group })} />
      {comparison}
      <Choice
        icon={<Rows3 aria-hidden size={14} />}
        label="Density"
        options={densities}
        value={view.density}
        onChange={(density) => onChange({ density })}
      />
      {children}
      <span className="ml-auto flex shrink-0 items-center gap-1 pl-2 text-muted text-xs">
        <ReadAgain readAt={updatedAt} isFetching={isFetching} size="icon-sm" onRefresh={onRefresh} />
      </span>
    </div>
  )
}

function Choice<V extends string>({
  icon,
  label,
  options,
  value,
  onChange,
}: {
  icon: ReactNode
  label: string
  options: readonly V[]
  value: V
  onChange: (value: V) => void
}) {
  return (
    <MenuTrigger>
      <Button variant="quiet" size="sm" aria-label={`${label}: ${value}`}>
        {icon}
        <span>
          {label}
          {value !== 'normal' && <span className="font-normal text-accent">: {value}</span>}
        </span>
      </Button>
      <Menu
        aria-label={label}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        onAction={(key) => {
          const option = options.find((candidate) => candidate === key)
          if (option !== undefined) onChange(option)
        }}
      >
        {options.map((option) => (
          <MenuItem key={option} id={option}>
            {option}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  )
}
