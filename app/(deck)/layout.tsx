import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Deck } from '#components/shell/deck.tsx'
import { themeCookie, themeOf } from '#components/ui/theme.ts'

export default async function DeckLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get(themeCookie)?.value)
  return <Deck theme={theme}>{children}</Deck>
}
