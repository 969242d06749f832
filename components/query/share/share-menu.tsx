'use client'

import { Share2 } from 'lucide-react'
import { type Blocked, blockedId } from '#components/query/blocked.ts'
import { Button } from '#components/ui/button.tsx'
import { copyText } from '#components/ui/copy-button.tsx'
import { Menu, MenuItem, MenuTrigger } from '#components/ui/overlay/menu.tsx'
import { notify } from '#components/ui/overlay/toast.tsx'

export type ShareAction = {
  /** `Copy as curl` */
  readonly label: string
  readonly description?: string | undefined
  /** The text to copy; absent when there is none, and then the description says why. */
  readonly text: (() => string) | undefined
  /** The noun in the notice after copying: `Link`. */
  readonly noun: string
}

/** Copies the query for someone else; every format contains the whole query. */
export function ShareMenu({ actions, blocked }: { actions: readonly ShareAction[]; blocked: Blocked }) {
  const copy = async ({ noun, text }: ShareAction) => {
    if (text && (await copyText(text()))) notify({ tone: 'done', title: `${noun} copied` })
  }
  return (
    <MenuTrigger>
      <Button
        size="sm"
        isDisabled={blocked !== undefined}
        {...(blocked === undefined ? {} : { 'aria-describedby': blockedId })}
      >
        <Share2 aria-hidden size={14} />
        <span className="max-sm:sr-only">Share</span>
      </Button>
      <Menu
        aria-label="Share"
        placement="bottom end"
        disabledKeys={actions.filter(({ text }) => text === undefined).map(({ label }) => label)}
        onAction={(key) => {
          const action = actions.find(({ label }) => label === key)
          if (action) void copy(action)
        }}
      >
        {actions.map(({ label, description }) => (
          <MenuItem key={label} id={label} {...(description === undefined ? {} : { description })}>
            {label}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  )
}
