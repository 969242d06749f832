import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import {
  PathnameContext,
  SearchParamsContext,
} from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { NuqsTestingAdapter } from 'nuqs/adapters/testing'
import { type ContextType, type ReactNode, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { render } from 'vitest-browser-react'
import { Toasts } from '#components/ui/overlay/toast.tsx'

/** The surroundings of a page: an address, a router, and an empty query cache. */
export type Stage = {
  /** The parameters in the address bar. */
  readonly search: () => URLSearchParams
  /** Where the router was sent, in order. */
  readonly visited: readonly string[]
}

/** Renders a component as its page does, at an address with its parameters. */
export async function perform(ui: ReactNode, address: string): Promise<Stage> {
  const { pathname, search } = new URL(address, 'http://hubdeck')
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const visited: string[] = []
  let current = new URLSearchParams(search)
  await render(
    <Around
      pathname={pathname}
      search={search}
      queries={queries}
      onVisit={(href) => visited.push(href)}
      onSearch={(next) => {
        current = next
      }}
    >
      <div className="h-dvh overflow-auto">{ui}</div>
    </Around>,
  )
  return { search: () => current, visited }
}

function Around({
  pathname,
  search,
  queries,
  onVisit,
  onSearch,
  children,
}: {
  pathname: string
  search: string
  queries: QueryClient
  onVisit: (href: string) => void
  onSearch: (search: URLSearchParams) => void
  children: ReactNode
}) {
  const [shown, setShown] = useState(() => new URLSearchParams(search))
  const [router] = useState(() => routerTo(onVisit))
  return (
    <AppRouterContext.Provider value={router}>
      <PathnameContext.Provider value={pathname}>
        <SearchParamsContext.Provider value={shown}>
          <I18nProvider locale="en-GB">
            <QueryClientProvider client={queries}>
              <NuqsTestingAdapter
                hasMemory
                searchParams={search}
                onUrlUpdate={({ searchParams }) => {
                  setShown(searchParams)
                  onSearch(searchParams)
                }}
              >
                {children}
                <Toasts />
              </NuqsTestingAdapter>
            </QueryClientProvider>
          </I18nProvider>
        </SearchParamsContext.Provider>
      </PathnameContext.Provider>
    </AppRouterContext.Provider>
  )
}

type Router = NonNullable<ContextType<typeof AppRouterContext>>

/** Records where it was sent; there is no other page to show. */
function routerTo(onVisit: (href: string) => void): Router {
  const nothing = () => undefined
  return {
    bfcacheId: '',
    push: onVisit,
    replace: onVisit,
    back: nothing,
    forward: nothing,
    refresh: nothing,
    prefetch: nothing,
  }
}
