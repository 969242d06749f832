'use client'

import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { addressPages } from '#lib/url/address-page.ts'
import { type AddressProblem, addressProblems } from '#lib/url/address-problems.ts'

export type AddressPageName = keyof typeof addressPages

/** What the page could not read of its own address. */
export function useAddressProblems(page: AddressPageName): readonly AddressProblem[] {
  const path = usePathname()
  const search = useSearchParams().toString()
  // Only the browser has the address as it was typed.
  const raw = useSyncExternalStore(
    neverChanges,
    () => window.location.search,
    () => '',
  )
  return useMemo(
    () => addressProblems(addressPages[page], { path, parameters: new URLSearchParams(search), raw }),
    [page, path, search, raw],
  )
}

/** It is read anew with every step to another address, which renders the page anyway. */
const neverChanges = () => () => {}

/** Names each part of the address that was ignored, with a link that mends it. */
export function AddressNotice({ problems }: { problems: readonly AddressProblem[] }) {
  return problems.map(({ key, message, fixes }) => (
    <Notice
      key={key}
      action={fixes.map(({ label, href }) => (
        <Link key={label} href={href} replace className={buttonClass('secondary', 'sm')}>
          {label}
        </Link>
      ))}
    >
      {message}
    </Notice>
  ))
}

/** For pages that ask nothing of their own query: the notices above what they show. */
export function WithAddressNotice({ page, children }: { page: AddressPageName; children: ReactNode }) {
  return <Frame problems={useAddressProblems(page)}>{children}</Frame>
}

/** For a page that writes: it opens only when nothing of its address was ignored that may have narrowed it. */
export function AddressGate({ page, children }: { page: AddressPageName; children: ReactNode }) {
  const problems = useAddressProblems(page)
  return (
    <Frame problems={problems}>
      {problems.some(({ mayWiden }) => mayWiden) ? (
        <EmptyState title="The address does not clearly say which units are meant">
          Nothing is previewed and nothing can be written until the parts named above are fixed or removed.
        </EmptyState>
      ) : (
        children
      )}
    </Frame>
  )
}

/** Takes part in the layout only while there is something to say; the page below is never mounted anew for it. */
function Frame({ problems, children }: { problems: readonly AddressProblem[]; children: ReactNode }) {
  const isNeeded = problems.length > 0
  return (
    <div className={isNeeded ? 'flex min-h-full flex-col xl:h-full' : 'contents'}>
      <AddressNotice problems={problems} />
      <div className={isNeeded ? 'min-h-0 flex-1' : 'contents'}>{children}</div>
    </div>
  )
}
