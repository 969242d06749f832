'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuTrigger } from '#components/ui/overlay/menu.tsx'
import { type Theme, themeCookie, themeOf } from '#components/ui/theme.ts'

const yearSeconds = 365 * 24 * 60 * 60
const icons = { system: Monitor, light: Sun, dark: Moon } as const

function show(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it to render the theme without a flash
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${yearSeconds}; samesite=lax`
}

export function ThemeMenu({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial)
  const Icon = icons[theme]
  return (
    <MenuTrigger>
      <Button variant="quiet" size="icon" aria-label={`Theme: ${theme}`}>
        <Icon aria-hidden size={16} />
      </Button>
      <Menu
        aria-label="Theme"
        placement="bottom end"
        selectionMode="single"
        selectedKeys={[theme]}
        onAction={(key) => {
          const next = themeOf(String(key))
          setTheme(next)
          show(next)
        }}
      >
        <MenuItem id="system">System</MenuItem>
        <MenuItem id="light">Light</MenuItem>
        <MenuItem id="dark">Dark</MenuItem>
      </Menu>
    </MenuTrigger>
  )
}
