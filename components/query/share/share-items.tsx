'use client'

import { copyText } from '#components/ui/copy-button.tsx'
import { Menu, MenuItem } from '#components/ui/overlay/menu.tsx'
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
export function ShareItems({ actions }: { actions: readonly ShareAction[] }) {
  const copy = async ({ noun, text }: ShareAction) => {
    if (text && (await copyText(text()))) notify({ tone: 'done', title: `${noun} copied` })
  }
  return (
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
  )
}
