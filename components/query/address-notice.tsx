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

/** The parts of its own address that the page could not read. */
export function useAddressProblems(page: AddressPageName): readonly AddressProblem[] {
  const path = usePathname()
  const search = useSearchParams().toString()
  // Only the browser knows the address as it was typed.
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

/** The address is read again on every navigation, which renders the page anyway. */
const neverChanges = () => () => {}

/** Names each part of the address that was ignored, with a link that fixes it. */
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

/** For pages that run no query of their own: the notices are shown above their content. */
export function WithAddressNotice({ page, children }: { page: AddressPageName; children: ReactNode }) {
  return <Frame problems={useAddressProblems(page)}>{children}</Frame>
}

/** For a page that writes: it opens only when no ignored part of its address could have narrowed the query. */
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

/** Takes up space only while it has something to say; the page below is never remounted because of it. */
function Frame({ problems, children }: { problems: readonly AddressProblem[]; children: ReactNode }) {
  const isNeeded = problems.length > 0
  return (
    <div className={isNeeded ? 'flex min-h-full flex-col xl:h-full' : 'contents'}>
      <AddressNotice problems={problems} />
      <div className={isNeeded ? 'min-h-0 flex-1' : 'contents'}>{children}</div>
    </div>
  )
}
