import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '#components/shell/providers.tsx'
import { themeCookie, themeOf } from '#components/ui/theme.ts'

export const metadata: Metadata = {
  title: { default: 'Hubdeck', template: '%s · Hubdeck' },
  description: 'Query, bulk-edit and audit the configuration of a whole ConfigHub fleet.',
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get(themeCookie)?.value)
  return (
    <html lang="en-GB" {...(theme === 'system' ? {} : { 'data-theme': theme })}>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
